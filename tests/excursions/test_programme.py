"""Publishing, closing, reopening, calling off."""

from datetime import timedelta

import pytest
from django.db import transaction
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions
from excursions.models import Event, Excursion, Message, Registration
from excursions.rules import Refused
from tests import factories
from tests.conftest import RunTasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alex")]


@pytest.fixture
def draft(db: None) -> Excursion:
    excursion = factories.excursion(status="draft")
    factories.stop(excursion)
    return excursion


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusal.code


def test_a_complete_draft_is_published(draft: Excursion) -> None:
    version = draft.version
    actions.publish(draft)
    draft.refresh_from_db()
    assert (draft.status, draft.version) == ("published", version + 1)


def test_an_incomplete_draft_stays_one_and_names_what_is_missing(draft: Excursion) -> None:
    draft.stops.all().delete()
    with pytest.raises(Refused) as refused:
        actions.publish(draft)
    assert code(refused) == "incomplete"
    assert refused.value.refusal.text
    draft.refresh_from_db()
    assert draft.status == "draft"


@pytest.mark.parametrize("status", ["published", "closed", "cancelled"])
def test_only_a_draft_is_published(status: str) -> None:
    excursion = factories.excursion(status=status, cancellation_reason="Sturm")
    with pytest.raises(Refused) as refused:
        actions.publish(excursion)
    assert code(refused) == "not_a_draft"


def test_what_is_over_is_not_published_any_more(
    draft: Excursion, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(draft.ends_at)
    with pytest.raises(Refused) as refused:
        actions.publish(draft)
    assert code(refused) == "past"


def test_registration_is_closed_and_reopened_by_hand(excursion: Excursion) -> None:
    actions.close(excursion)
    with pytest.raises(Refused) as refused:
        actions.close(excursion)
    assert code(refused) == "not_open"
    actions.reopen(excursion)
    with pytest.raises(Refused) as refused:
        actions.reopen(excursion)
    assert code(refused) == "not_closed"
    excursion.refresh_from_db()
    assert excursion.status == "published"


@pytest.mark.parametrize(
    ("capacity", "taken", "waits"), [(2, 2, 1), (200, 200, 100)], ids=["3 people", "300 people"]
)
def test_calling_off_tells_everybody_once(
    capacity: int,
    taken: int,
    waits: int,
    alex: User,
    run_tasks: RunTasks,
    mailoutbox: list[object],
) -> None:
    excursion = factories.excursion(capacity=capacity)
    factories.crowd(excursion, seated=taken, waiting=waits)
    assert actions.cancel(excursion, actor=alex, reason="Sturm") == taken + waits
    assert set(Registration.objects.values_list("status", "queue_order")) == {("cancelled", None)}
    events = Event.objects.filter(kind=Event.Kind.CANCELLED)
    assert set(events.values_list("actor", "messages__state")) == {(alex.pk, "queued")}
    mailoutbox.clear()
    run_tasks()
    assert len(mailoutbox) == taken + waits
    assert not Message.objects.queued().exists()
    run_tasks()
    assert len(mailoutbox) == taken + waits


def test_calling_off_takes_few_statements_however_many_come(
    alex: User, django_assert_max_num_queries: object
) -> None:
    excursion = factories.excursion(capacity=200)
    factories.crowd(excursion, seated=200, waiting=100)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        actions.cancel(excursion, actor=alex, reason="Sturm")


def test_the_calendar_of_who_had_a_seat_moves_on(full: Excursion, kim: User, alex: User) -> None:
    waiting = factories.waiting(full, kim)
    actions.cancel(full, actor=alex, reason="Sturm")
    waiting.refresh_from_db()
    assert waiting.calendar_sequence == 0
    others = Registration.objects.exclude(pk=waiting.pk)
    assert set(others.values_list("calendar_sequence", flat=True)) == {1}


def test_who_gave_the_place_back_before_hears_nothing(
    excursion: Excursion, kim: User, alex: User
) -> None:
    registration = factories.registration(excursion, kim)
    actions.withdraw(registration, actor=kim)
    assert actions.cancel(excursion, actor=alex, reason="Sturm") == 0
    registration.refresh_from_db()
    assert registration.status == "withdrawn"


def test_somebody_without_an_address_is_called_off_without_a_mail(
    excursion: Excursion, alex: User
) -> None:
    factories.by_hand(excursion, alex)
    assert actions.cancel(excursion, actor=alex, reason="Sturm") == 1
    assert Event.objects.filter(kind=Event.Kind.CANCELLED).count() == 1
    assert not Message.objects.exists()


def test_it_can_be_called_off_until_the_end_and_once(
    excursion: Excursion, alex: User, clock: TimeMachineFixture
) -> None:
    clock.move_to(excursion.ends_at - timedelta(seconds=5))
    actions.cancel(excursion, actor=alex, reason="Sturm")
    with pytest.raises(Refused) as refused:
        actions.cancel(excursion, actor=alex, reason="Noch einmal")
    assert code(refused) == "cancelled"
    excursion.refresh_from_db()
    assert excursion.cancellation_reason == "Sturm"


def test_what_is_over_cannot_be_called_off(
    excursion: Excursion, alex: User, clock: TimeMachineFixture
) -> None:
    clock.move_to(excursion.ends_at)
    with pytest.raises(Refused) as refused:
        actions.cancel(excursion, actor=alex, reason="Zu spät")
    assert code(refused) == "past"


def test_a_rollback_calls_nothing_off(excursion: Excursion, kim: User, alex: User) -> None:
    class SomethingElseFailedError(Exception):
        pass

    registration = factories.registration(excursion, kim)
    queued = Message.objects.count()
    with pytest.raises(SomethingElseFailedError), transaction.atomic():
        actions.cancel(excursion, actor=alex, reason="Sturm")
        raise SomethingElseFailedError
    registration.refresh_from_db()
    assert registration.is_confirmed
    assert Message.objects.count() == queued
