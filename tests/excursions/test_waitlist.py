"""The queue: in order, without gaps, and only as long as people can still learn of it."""

from datetime import timedelta

import pytest
from django.db import transaction
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions
from excursions.models import Event, Excursion, Registration
from excursions.rules import Refused
from tests import factories
from tests.factories import NOW, START

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue(full: Excursion) -> list[Registration]:
    """Three people wait for two taken seats."""
    return [factories.waiting(full, name=name) for name in ("Ada", "Ben", "Cem")]


def names(excursion: Excursion) -> list[str]:
    """Who waits, in order; their positions are 1, 2, 3 without gaps."""
    waiting = list(excursion.registrations.waiting().with_position().order_by("queue_order"))
    assert [r.position for r in waiting] == list(range(1, len(waiting) + 1))
    return [r.name for r in waiting]


def set_capacity(excursion: Excursion, capacity: int) -> int:
    """As the editor does it; returns how many moved up."""
    with transaction.atomic():
        locked = actions.lock(excursion.pk)[excursion.pk]
        locked.capacity = capacity
        locked.save(update_fields=["capacity"])
        return actions.fill_seats(locked, at=NOW)


def give_back(excursion: Excursion) -> None:
    seated = excursion.registrations.seated().first()
    assert seated
    actions.withdraw(seated, actor=seated.user)


def test_positions_have_no_gaps_whoever_leaves(full: Excursion, queue: list[Registration]) -> None:
    assert names(full) == ["Ada", "Ben", "Cem"]
    actions.withdraw(queue[1], actor=queue[1].user)
    assert names(full) == ["Ada", "Cem"]
    factories.waiting(full, name="Dana")
    assert names(full) == ["Ada", "Cem", "Dana"]
    actions.withdraw(queue[0], actor=queue[0].user)
    assert names(full) == ["Cem", "Dana"]


def test_who_has_a_seat_or_has_left_has_no_position(
    full: Excursion, queue: list[Registration]
) -> None:
    actions.withdraw(queue[0], actor=queue[0].user)
    others = Registration.objects.with_position().exclude(status="waiting")
    assert {r.position for r in others} == {None}


def test_positions_count_per_excursion(full: Excursion, queue: list[Registration]) -> None:
    other = factories.excursion(capacity=1, starts_at=START + timedelta(days=1))
    factories.fill(other)
    factories.waiting(other, name="Eve")
    assert names(other) == ["Eve"]


def test_more_seats_move_up_as_many_as_fit_in_order(
    full: Excursion, queue: list[Registration]
) -> None:
    assert set_capacity(full, 4) == 2
    assert names(full) == ["Cem"]
    assert set_capacity(full, 9) == 1
    assert names(full) == []


def test_fewer_seats_take_nothing_away_and_move_nobody_up(
    full: Excursion, queue: list[Registration]
) -> None:
    assert set_capacity(full, 1) == 0
    give_back(full)
    assert full.registrations.seated().count() == 1
    give_back(full)
    assert full.registrations.seated().count() == 1
    assert names(full) == ["Ben", "Cem"]


@pytest.mark.parametrize(
    "at",
    [START - timedelta(hours=24), START, START + timedelta(days=1)],
    ids=["24 hours before", "started", "over"],
)
def test_too_late_nobody_moves_up(
    at: object, full: Excursion, queue: list[Registration], clock: TimeMachineFixture, alex: User
) -> None:
    clock.move_to(at)  # type: ignore[arg-type]
    seated = full.registrations.seated().first()
    assert seated
    actions.withdraw(seated, actor=alex, by_organizer=True)
    assert names(full) == ["Ada", "Ben", "Cem"]


def test_a_moment_before_that_somebody_does(
    full: Excursion, queue: list[Registration], clock: TimeMachineFixture
) -> None:
    clock.move_to(START - timedelta(hours=24, seconds=5))
    give_back(full)
    assert names(full) == ["Ben", "Cem"]


def test_while_closed_nobody_moves_up_and_reopening_catches_up(
    full: Excursion, queue: list[Registration]
) -> None:
    actions.close(full)
    give_back(full)
    assert names(full) == ["Ada", "Ben", "Cem"]
    actions.reopen(full)
    assert names(full) == ["Ben", "Cem"]


def test_after_calling_off_nobody_moves_up(
    full: Excursion, queue: list[Registration], alex: User
) -> None:
    actions.cancel(full, actor=alex, reason="Sturm")
    full.refresh_from_db()
    assert actions.fill_seats(full, at=NOW) == 0
    assert names(full) == []


def test_an_organizer_moves_anybody_up_into_a_free_seat_with_a_reason(
    full: Excursion, queue: list[Registration], alex: User, clock: TimeMachineFixture
) -> None:
    clock.move_to(START - timedelta(hours=2))
    give_back(full)
    moved = actions.move_up(queue[2], actor=alex, reason="Erreichbar")
    assert moved.is_confirmed
    event = moved.events.last()
    assert event
    assert (event.kind, event.actor, event.reason) == (Event.Kind.MOVED_UP, alex, "Erreichbar")
    assert event.messages.get().kind == "moved_up"
    assert names(full) == ["Ada", "Ben"]


def test_without_a_free_seat_the_person_comes_first_on_the_list(
    full: Excursion, queue: list[Registration], alex: User
) -> None:
    moved = actions.move_up(queue[2], actor=alex, reason="Moderiert die Station")
    assert moved.is_waiting
    assert names(full) == ["Cem", "Ada", "Ben"]
    event = moved.events.last()
    assert event
    assert (event.kind, event.messages.count()) == (Event.Kind.PUT_FIRST, 0)
    actions.move_up(queue[1], actor=alex, reason="Auch")
    assert names(full) == ["Ben", "Cem", "Ada"]
    give_back(full)
    assert names(full) == ["Cem", "Ada"]


def test_who_is_first_already_stays_first_without_a_line_in_the_history(
    full: Excursion, queue: list[Registration], alex: User
) -> None:
    actions.move_up(queue[0], actor=alex, reason="Nochmal")
    assert names(full) == ["Ada", "Ben", "Cem"]
    assert queue[0].events.count() == 1


def test_who_does_not_wait_any_more_cannot_be_moved_up(
    full: Excursion, queue: list[Registration], alex: User
) -> None:
    actions.withdraw(queue[0], actor=queue[0].user)
    with pytest.raises(Refused) as refused:
        actions.move_up(queue[0], actor=alex, reason="Zu spät")
    assert refused.value.refusal.code == "not_waiting"
    assert names(full) == ["Ben", "Cem"]
