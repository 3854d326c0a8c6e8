"""Consent that reaches the picture: at once, for good, and only where it has to."""

from typing import Any

import pytest
from django.core import mail

from accounts.models import User
from excursions import actions as people
from excursions import consents
from excursions.rules import Refused
from recaps import actions, checklist, tasks
from recaps.models import PhotoPerson, Recap, RecapPhoto
from tests import factories as basics
from tests.conftest import RunTasks
from tests.recaps import factories


def test_a_withdrawn_consent_takes_the_photo_offline_at_once_and_for_good(
    robin: User, run_tasks: RunTasks
) -> None:
    excursion = factories.past_excursion()
    person = factories.took_part(excursion, photo_consent=True)
    recap = factories.written(robin, excursion)
    with_person = factories.photo(recap, robin, recognisable="yes", people=[person])
    without = factories.photo(recap, robin)
    recap = actions.publish(recap, actor=robin)
    assert len(factories.shown(recap).photos) == 2
    basics.disagree(person)
    assert [photo.id for photo in factories.shown(recap).photos] == [without.pk]
    # Agreeing again is a new consent: the photo stays down until somebody uploads it anew.
    basics.agree(person)
    assert [photo.id for photo in factories.shown(recap).photos] == [without.pk]
    # Nor does it come back because somebody says that nobody is on it after all.
    nobody = actions.photos.Description(recognisable="no", alt="x", credit="y")
    with pytest.raises(Refused):
        actions.describe_photo(
            with_person, description=nobody, version=with_person.version, actor=robin
        )
    run_tasks()
    mail.outbox.clear()
    assert tasks.take_down_withdrawn.func() == 1
    assert tasks.take_down_withdrawn.func() == 0
    run_tasks()
    with_person.refresh_from_db()
    assert with_person.taken_down_at is not None
    storage = with_person.master.storage
    assert not storage.exists(f"recaps/{with_person.key}/master.jpg")
    assert not storage.exists(f"recaps/{with_person.key}/480.avif")
    (told,) = mail.outbox
    assert told.to == [robin.email]
    assert told.subject == "Foto offline genommen: Smartes Jena erleben"
    assert person.name not in told.body
    assert PhotoPerson.objects.filter(photo=with_person).exists()  # the proof stays


def test_somebody_named_later_takes_a_public_photo_offline_only_without_consent(
    robin: User,
) -> None:
    excursion = factories.past_excursion()
    agreed = factories.took_part(excursion, photo_consent=True)
    refused = factories.took_part(excursion, photo_consent=False)
    recap = factories.published(robin, excursion)
    photo = recap.photos.get()

    def name(*people: Any) -> int:
        photo.refresh_from_db()
        description = actions.photos.Description(
            credit="x", alt="y", recognisable="yes", people=people
        )
        actions.describe_photo(photo, description=description, version=photo.version, actor=robin)
        return len(factories.shown(recap).photos)

    assert name(agreed) == 1
    assert name(agreed, refused) == 0
    assert name(agreed) == 1


def test_somebody_taken_off_a_public_photo_counts_until_it_is_published_again(
    robin: User,
) -> None:
    excursion = factories.past_excursion()
    person = factories.took_part(excursion, photo_consent=True)
    recap = factories.written(robin, excursion)
    photo = factories.photo(recap, robin, recognisable="yes", people=[person])
    recap = actions.publish(recap, actor=robin)
    nobody = actions.photos.Description(credit="x", alt="y", recognisable="no")
    actions.describe_photo(photo, description=nobody, version=photo.version, actor=robin)
    basics.disagree(person)
    assert factories.shown(recap).photos == []
    assert PhotoPerson.objects.get().is_named is False


def test_publishing_without_somebody_ends_what_their_consent_decided(robin: User) -> None:
    excursion = factories.past_excursion()
    person = factories.took_part(excursion, photo_consent=True)
    recap = factories.written(robin, excursion)
    photo = factories.photo(recap, robin, recognisable="yes", people=[person])
    recap = actions.publish(recap, actor=robin)
    nobody = actions.photos.Description(credit="x", alt="y", recognisable="no")
    actions.describe_photo(photo, description=nobody, version=photo.version, actor=robin)
    recap = actions.publish(Recap.objects.get(pk=recap.pk), actor=robin)
    basics.disagree(person)
    assert [one.id for one in factories.shown(recap).photos] == [photo.pk]


def test_what_was_only_said_on_the_phone_blocks_the_photo_until_the_person_confirms(
    robin: User,
) -> None:
    excursion = factories.past_excursion()
    person = factories.took_part(excursion, photo_consent=False)
    people.give_photo_consents(person, [consents.on_the_phone()], actor=robin)
    recap = factories.written(robin, excursion)
    photo = factories.photo(recap, robin, recognisable="yes", people=[person])
    (check,) = checklist.blocking(recap)
    said = f"Foto 1: {person.name} hat nur am Telefon zugesagt und muss selbst einwilligen"
    assert check.text == said
    assert photo not in RecapPhoto.objects.presentable()
    with pytest.raises(Refused):
        actions.publish(recap, actor=robin)
    basics.agree(person, "press")  # another use is no help
    assert checklist.blocking(recap)
    basics.agree(person)
    actions.publish(recap, actor=robin)
    assert [one.id for one in factories.shown(recap).photos] == [photo.pk]


def test_confirming_what_was_published_long_ago_takes_nothing_down(robin: User) -> None:
    """Before the ways were told apart, photos were published on what was said on the phone."""
    excursion = factories.past_excursion()
    person = factories.took_part(excursion, photo_consent=True)
    recap = factories.written(robin, excursion)
    factories.photo(recap, robin, recognisable="yes", people=[person])
    recap = actions.publish(recap, actor=robin)
    person.photo_consents.update(channel="phone")
    assert len(factories.shown(recap).photos) == 1
    assert checklist.blocking(recap)
    basics.agree(person)
    assert len(factories.shown(recap).photos) == 1
    assert checklist.blocking(recap) == []
    assert tasks.take_down_withdrawn.func() == 0


def test_somebody_named_later_on_the_strength_of_a_call_takes_a_public_photo_offline(
    robin: User,
) -> None:
    excursion = factories.past_excursion()
    person = factories.took_part(excursion, photo_consent=False)
    people.give_photo_consents(person, [consents.on_the_phone()], actor=robin)
    recap = factories.published(robin, excursion)
    photo = recap.photos.get()
    said = actions.photos.Description(credit="x", alt="y", recognisable="yes", people=[person])
    actions.describe_photo(photo, description=said, version=photo.version, actor=robin)
    assert factories.shown(recap).photos == []


def test_withdrawing_another_use_changes_nothing_on_the_website(robin: User) -> None:
    excursion = factories.past_excursion()
    person = factories.took_part(excursion, photo_consent=True)
    basics.agree(person, "intranet", "press")
    recap = factories.written(robin, excursion)
    factories.photo(recap, robin, recognisable="yes", people=[person])
    recap = actions.publish(recap, actor=robin)
    basics.disagree(person, "intranet", "press")
    assert len(factories.shown(recap).photos) == 1
    assert tasks.take_down_withdrawn.func() == 0


class TestAnotherUseIsWithdrawn:
    """Whoever handed the photo over takes it back; nobody but the editors can."""

    def test_the_editors_are_told_which_photos_and_for_what_and_nobody_is_named(
        self, robin: User, run_tasks: RunTasks
    ) -> None:
        excursion = factories.past_excursion()
        person = factories.took_part(excursion, photo_consent=True, name="Kim Beispiel")
        basics.agree(person, "intranet", "press")
        recap = factories.written(robin, excursion)
        for caption in ("Vor dem Haus.", "Im Haus."):
            factories.photo(recap, robin, recognisable="yes", people=[person], caption=caption)
        factories.photo(recap, robin, caption="Ohne sie.")
        actions.publish(recap, actor=robin)
        run_tasks()
        mail.outbox.clear()
        basics.disagree(person, "intranet", "press")
        run_tasks()
        assert [message.to for message in mail.outbox] == [[robin.email]] * 2
        assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 2
        told = mail.outbox[0]
        assert told.subject == "Bitte Fotos zurücknehmen: Smartes Jena erleben"
        assert "Intranet: Vor dem Haus.; Im Haus." in told.body
        assert "Presse: Vor dem Haus.; Im Haus." in mail.outbox[1].body
        assert "Kim" not in told.body

    def test_nobody_is_told_of_what_was_never_public_or_is_gone_already(
        self, robin: User, run_tasks: RunTasks
    ) -> None:
        excursion = factories.past_excursion()
        person = factories.took_part(excursion, photo_consent=True)
        basics.agree(person, "press")
        recap = factories.written(robin, excursion)
        factories.photo(recap, robin, recognisable="yes", people=[person])
        basics.disagree(person, "press")
        basics.agree(person, "press")
        actions.publish(recap, actor=robin)
        run_tasks()
        mail.outbox.clear()
        basics.disagree(person, "website", "press")  # the other mail tells of the photo
        run_tasks()
        assert mail.outbox == []
