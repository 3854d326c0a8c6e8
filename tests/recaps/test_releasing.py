"""Review, schedule, publication, withdrawal: who may, when, and what the public sees."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from pytest_django.fixtures import Settings
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions.models import Excursion, Message
from excursions.rules import Refused
from recaps import actions, tasks
from recaps.models import Recap, RecapPhoto, RecapVersion
from stations.models import Station
from tests import factories as basics
from tests.conftest import RunTasks
from tests.recaps import factories

TOMORROW = basics.NOW + timedelta(days=1)


def refusal(action: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as refused:
        action(*args, **kwargs)
    return refused.value.refusal.code


def test_from_draft_to_article(alex: User, robin: User, run_tasks: RunTasks) -> None:
    recap = factories.written(alex)
    factories.photo(recap, alex)
    recap = actions.submit(recap, actor=alex, comment="Bitte auf das Titelbild achten.")
    assert recap.status == Recap.Status.REVIEW
    run_tasks()
    (told,) = mail.outbox
    assert told.to == [robin.email]
    assert told.subject == "Rückblick bereit zur Prüfung: Smartes Jena erleben"
    assert "Titelbild" in told.body
    recap = actions.publish(recap, actor=robin)
    assert recap.is_public
    assert recap.status == Recap.Status.PUBLISHED
    assert len(factories.shown(recap).photos) == 1


def test_organizers_do_not_publish(alex: User) -> None:
    recap = factories.written(alex)
    assert refusal(actions.publish, recap, actor=alex) == "not_allowed"
    assert refusal(actions.schedule, recap, actor=alex, moment=TOMORROW) == "not_allowed"
    recap = actions.submit(recap, actor=alex)
    assert refusal(actions.send_back, recap, actor=alex, comment="x") == "not_allowed"


def test_nobody_publishes_what_is_incomplete(robin: User) -> None:
    recap = factories.recap(robin)
    assert refusal(actions.submit, recap, actor=robin) == "incomplete"
    assert refusal(actions.publish, recap, actor=robin) == "incomplete"
    assert refusal(actions.schedule, recap, actor=robin, moment=TOMORROW) == "incomplete"


def test_what_is_sent_back_says_why(alex: User, robin: User, run_tasks: RunTasks) -> None:
    recap = actions.submit(factories.written(alex), actor=alex)
    recap = actions.send_back(recap, actor=robin, comment="Das Fazit ist zu kurz.")
    run_tasks()
    assert recap.status == Recap.Status.DRAFT
    assert recap.comment == "Das Fazit ist zu kurz."
    # What was true when it was enqueued ("in review") is not sent any more.
    (told,) = mail.outbox
    assert told.to == [alex.email]
    assert "Das Fazit ist zu kurz." in told.body


def test_who_writes_takes_it_back_from_review(alex: User) -> None:
    recap = actions.submit(factories.written(alex), actor=alex)
    recap = actions.take_back(recap, actor=alex)
    assert recap.status == Recap.Status.DRAFT
    assert refusal(actions.take_back, recap, actor=alex) == "not_in_review"


def test_each_hand_in_is_a_mail_of_its_own(alex: User, run_tasks: RunTasks) -> None:
    recap = factories.written(alex)
    robin = basics.user("noch@stadt.example")
    robin.groups.add(Group.objects.get(name="Kommunikation"))
    for _ in range(2):
        recap = actions.submit(recap, actor=alex)
        run_tasks()
        recap = actions.take_back(recap, actor=alex)
    # Programs show a second message with the same Message-ID not at all.
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 2


def test_four_eyes_are_two_people(alex: User, robin: User, settings: Settings) -> None:
    settings.RECAPS_NEED_FOUR_EYES = True
    recap = factories.written(robin)
    assert refusal(actions.publish, recap, actor=robin) == "four_eyes"
    recap = actions.submit(recap, actor=robin)
    assert refusal(actions.publish, recap, actor=robin) == "four_eyes"
    recap = actions.take_back(recap, actor=alex)
    recap = actions.submit(recap, actor=alex)
    assert actions.publish(recap, actor=robin).is_public


def test_the_worker_publishes_what_is_scheduled_once_and_also_late(
    robin: User, clock: TimeMachineFixture
) -> None:
    recap = factories.written(robin)
    actions.schedule(recap, actor=robin, moment=TOMORROW)
    assert tasks.publish_due.func() == 0
    clock.move_to(TOMORROW + timedelta(days=3))
    assert tasks.publish_due.func() == 1
    assert tasks.publish_due.func() == 0
    recap.refresh_from_db()
    assert (recap.status, recap.publish_at) == (Recap.Status.PUBLISHED, None)
    assert recap.versions.filter(kind=RecapVersion.Kind.PUBLISHED).count() == 1


def test_a_moment_that_is_over_cannot_be_chosen(robin: User) -> None:
    recap = factories.written(robin)
    past = basics.NOW - timedelta(minutes=1)
    assert refusal(actions.schedule, recap, actor=robin, moment=past) == "past"


def test_a_schedule_that_was_lifted_does_nothing(robin: User, clock: TimeMachineFixture) -> None:
    recap = actions.schedule(factories.written(robin), actor=robin, moment=TOMORROW)
    recap = actions.unschedule(recap, actor=robin)
    assert (recap.status, recap.publish_at) == (Recap.Status.REVIEW, None)
    clock.move_to(TOMORROW)
    assert tasks.publish_due.func() == 0


@pytest.mark.parametrize("what", ["consent", "right"])
def test_at_its_moment_everything_is_checked_again(
    robin: User, clock: TimeMachineFixture, run_tasks: RunTasks, what: str
) -> None:
    other = basics.user("sam@stadt.example", name="Sam Zwei")
    other.groups.add(*robin.groups.all())
    excursion = factories.past_excursion()
    person = factories.took_part(excursion, photo_consent=True)
    recap = factories.written(robin, excursion)
    factories.photo(recap, robin, recognisable="yes", people=[person])
    actions.schedule(recap, actor=robin, moment=TOMORROW)
    if what == "consent":
        basics.disagree(person)
    else:
        robin.groups.clear()
    clock.move_to(TOMORROW)
    assert tasks.publish_due.func() == 0
    recap.refresh_from_db()
    assert recap.status == Recap.Status.REVIEW
    assert not recap.is_public
    assert recap.comment
    run_tasks()
    told = {message.to[0] for message in mail.outbox}
    assert told == ({robin.email, other.email} if what == "consent" else {other.email})
    assert mail.outbox[0].subject.startswith("Rückblick nicht veröffentlicht")


def test_what_is_published_is_a_snapshot(robin: User) -> None:
    recap = factories.published(robin)
    before = factories.shown(recap)
    Station.objects.update(street="Nirgendwo 1", summary="Anders")
    Excursion.objects.update(title="Ganz anders")
    photo = recap.photos.get()
    actions.describe_photo(
        photo,
        description=actions.photos.Description(
            caption="Neu", credit="Neu", alt="Neu", recognisable="no"
        ),
        version=photo.version,
        actor=robin,
    )
    recap.refresh_from_db()
    texts = factories.texts(recap, title="Neu", sections=[])
    actions.save(recap, texts=texts, version=recap.version, actor=robin)
    actions.remove_photo(photo, actor=robin)
    assert factories.shown(recap) == before


def test_publishing_again_says_when_and_keeps_the_address(
    robin: User, clock: TimeMachineFixture
) -> None:
    recap = factories.published(robin)
    address, first = recap.get_absolute_url(), recap.publication.published_at
    clock.shift(timedelta(days=1))
    texts = factories.texts(recap, title="Neuer Titel")
    recap = actions.save(recap, texts=texts, version=recap.version, actor=robin)
    assert refusal(actions.publish, Recap.objects.get(pk=recap.pk), actor=basics.user())
    recap = actions.publish(recap, actor=robin)
    publication = Recap.objects.get(pk=recap.pk).publication
    assert publication.published_at == first
    assert publication.updated_at is not None
    assert publication.updated_at - first >= timedelta(days=1)
    assert factories.shown(recap).title == "Neuer Titel"
    assert recap.get_absolute_url() == address
    assert refusal(actions.publish, recap, actor=robin) == "published"


def test_withdrawn_means_text_and_pictures_are_gone(alex: User, robin: User) -> None:
    recap = factories.published(robin)
    assert refusal(actions.withdraw, recap, actor=alex, reason="x") == "not_allowed"
    recap = actions.withdraw(recap, actor=robin, reason="Bitte der Station")
    publication = Recap.objects.get(pk=recap.pk).publication
    assert publication.content is None
    assert not RecapPhoto.objects.showable().exists()
    assert recap.status == Recap.Status.WITHDRAWN
    assert refusal(actions.withdraw, recap, actor=robin, reason="x") == "not_public"


def test_what_was_withdrawn_can_be_published_again(robin: User) -> None:
    recap = actions.withdraw(factories.published(robin), actor=robin, reason="Fehler")
    recap = actions.publish(Recap.objects.get(pk=recap.pk), actor=robin)
    assert len(factories.shown(recap).photos) == 1


def test_those_who_took_part_get_one_mail_when_it_appears(robin: User, run_tasks: RunTasks) -> None:
    excursion = factories.past_excursion()
    there = factories.took_part(excursion, photo_consent=True, email="kim@stadt.example")
    by_phone = factories.took_part(excursion, photo_consent=False)
    type(by_phone).objects.filter(pk=by_phone.pk).update(user=None)
    recap = factories.published(robin, excursion)
    texts = factories.texts(recap, lead="Korrigiert.")
    recap = actions.save(recap, texts=texts, version=recap.version, actor=robin)
    recap = actions.publish(recap, actor=robin)
    run_tasks()
    tasks.tell_participants.func(recap.pk)
    run_tasks()
    (told,) = mail.outbox
    assert told.to == ["kim@stadt.example"]
    assert told.subject == "Der Rückblick ist da: Smartes Jena erleben"
    assert recap.get_absolute_url() in told.body
    assert f"/anmeldungen/{there.pk}/fotos/" in told.body
    message = Message.objects.get(kind=Message.Kind.RECAP)
    assert (message.registration, message.state) == (there, Message.State.SENT)


def test_who_would_read_of_an_article_that_is_gone_is_not_told(
    robin: User, run_tasks: RunTasks
) -> None:
    excursion = factories.past_excursion()
    factories.took_part(excursion, photo_consent=True)
    recap = factories.published(robin, excursion)
    tasks.tell_participants.func(recap.pk)
    actions.withdraw(recap, actor=robin, reason="Zu früh")
    run_tasks()
    assert mail.outbox == []
    assert Message.objects.get().state == Message.State.SKIPPED
    actions.publish(Recap.objects.get(pk=recap.pk), actor=robin)
    run_tasks()
    assert [message.subject for message in mail.outbox] == [
        "Der Rückblick ist da: Smartes Jena erleben"
    ]
