"""Several editors, several workers, and somebody who withdraws a consent, at the same moment."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions.models import Message
from recaps import actions, content, tasks
from recaps.actions import Changed
from recaps.models import Recap, RecapPhoto, RecapVersion
from tests import factories as basics
from tests.racing import race, refusals
from tests.recaps import factories

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
Kind = RecapVersion.Kind


@pytest.fixture(autouse=True)
def _slow_freezing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time passes between reading and writing: without the lock these tests fail."""
    freeze = content.of

    def slowly(recap: Recap) -> content.Content:
        frozen = freeze(recap)
        time.sleep(0.02)
        return frozen

    monkeypatch.setattr(content, "of", slowly)


def save(recap: Recap, actor: User, lead: str) -> str:
    try:
        texts = factories.texts(recap, lead=lead)
        actions.save(recap, texts=texts, version=recap.version, actor=actor)
    except Changed:
        return "changed"
    return "saved"


def test_of_eight_who_save_the_same_version_one_succeeds(alex: User) -> None:
    recap = factories.recap(alex)
    people = [basics.user() for _ in range(8)]
    for person in people:
        person.groups.set(alex.groups.all())
    calls = [partial(save, recap, person, f"Nr. {n}") for n, person in enumerate(people)]
    assert sorted(map(str, race(*calls))) == ["changed"] * 7 + ["saved"]
    assert recap.versions.filter(kind=Kind.SAVED).count() == 1


def test_three_workers_publish_a_scheduled_recap_once(
    robin: User, clock: TimeMachineFixture
) -> None:
    excursion = factories.past_excursion()
    factories.took_part(excursion, photo_consent=False)
    moment = basics.NOW + timedelta(hours=1)
    recap = actions.schedule(factories.written(robin, excursion), actor=robin, moment=moment)
    clock.move_to(moment)
    due: Callable[[], int] = tasks.publish_due.func
    assert sorted(map(str, race(due, due, due))) == ["0", "0", "1"]
    assert recap.versions.filter(kind=Kind.PUBLISHED).count() == 1
    tell = partial(tasks.tell_participants.func, recap.pk)
    race(tell, tell)
    assert Message.objects.filter(kind=Message.Kind.RECAP).count() == 1


def test_publishing_and_withdrawing_at_once_ends_in_one_state(robin: User) -> None:
    recap = factories.published(robin, photos=0)
    texts = factories.texts(recap, lead="Neu.")
    recap = actions.save(recap, texts=texts, version=recap.version, actor=robin)
    results = race(
        partial(actions.publish, recap, actor=robin),
        partial(actions.publish, recap, actor=robin),
        partial(actions.withdraw, recap, actor=robin, reason="Fehler"),
    )
    fresh = Recap.objects.get(pk=recap.pk)
    assert fresh.is_public == (fresh.status == Recap.Status.PUBLISHED)
    assert len(refusals(results)) <= 1


@pytest.mark.parametrize("attempt", range(4))
def test_a_consent_withdrawn_while_the_recap_is_published_always_wins(
    robin: User, attempt: int
) -> None:
    excursion = factories.past_excursion()
    person = factories.took_part(excursion, photo_consent=True)
    recap = factories.written(robin, excursion)
    photo = factories.photo(recap, robin, recognisable="yes", people=[person])

    def withdraw_consent() -> None:
        time.sleep(attempt * 0.015)
        basics.disagree(person)

    race(partial(actions.publish, recap, actor=robin), withdraw_consent)
    assert not RecapPhoto.objects.showable().filter(pk=photo.pk).exists()


def test_the_files_of_a_photo_go_once_however_many_workers_look(robin: User) -> None:
    excursion = factories.past_excursion()
    person = factories.took_part(excursion, photo_consent=True)
    recap = factories.written(robin, excursion)
    factories.photo(recap, robin, recognisable="yes", people=[person])
    actions.publish(recap, actor=robin)
    person.photo_consents.all().delete()
    look: Callable[[], int] = tasks.take_down_withdrawn.func
    assert sorted(map(str, race(look, look, look))) == ["0", "0", "1"]
    assert recap.versions.filter(kind=Kind.TAKEN_DOWN).count() == 1
