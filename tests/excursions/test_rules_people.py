"""What one person may do, and why not."""

from datetime import timedelta

import pytest

from accounts.models import User
from excursions import rules
from excursions.models import Excursion, Registration, Seats
from excursions.rules import Wish
from tests import factories
from tests.factories import NOW, START, berlin

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
Status = Excursion.Status


def code(refusal: rules.Refusal | None) -> str:
    return refusal.code if refusal else "yes"


@pytest.mark.parametrize(
    ("taken", "waiting", "wish", "expected"),
    [
        (0, 0, Wish.SEAT, "yes"),
        (39, 0, Wish.SEAT, "yes"),
        (40, 0, Wish.SEAT, "full"),
        (41, 0, Wish.SEAT, "full"),
        (39, 1, Wish.SEAT, "full"),  # the free seat belongs to who waits
        (40, 0, Wish.WAITLIST, "yes"),
        (40, 9, Wish.WAITLIST, "yes"),
        (39, 1, Wish.WAITLIST, "yes"),
        (39, 0, Wish.WAITLIST, "seat_free"),
    ],
)
def test_a_seat_while_there_are_some_then_the_waitlist_for_who_asks_for_it(
    taken: int, waiting: int, wish: Wish, expected: str, excursion: Excursion
) -> None:
    assert code(rules.why_not_seated(excursion, Seats(40, taken, waiting), wish)) == expected


@pytest.mark.parametrize("wish", Wish)
def test_without_a_waitlist_full_is_full(wish: Wish, excursion: Excursion) -> None:
    excursion.has_waitlist = False
    assert code(rules.why_not_seated(excursion, Seats(1, 1, 0), wish)) == "full_no_waitlist"


def test_the_arithmetic_of_seats_is_never_negative() -> None:
    lowered = Seats(capacity=3, taken=5, waiting=1)
    assert (lowered.free, lowered.for_newcomers, lowered.too_many) == (0, 0, 2)
    some = Seats(capacity=3, taken=1, waiting=0)
    assert (some.free, some.for_newcomers, some.too_many) == (2, 2, 0)


def why_not(
    excursion: Excursion,
    own: list[Registration],
    *,
    swap: Registration | None = None,
    by_organizer: bool = False,
) -> str:
    return code(
        rules.why_not_register(
            excursion,
            seats=Seats(2, 0, 0),
            wish=Wish.SEAT,
            own=own,
            at=NOW,
            swap=swap,
            by_organizer=by_organizer,
        )
    )


def test_nobody_registers_twice(excursion: Excursion, kim: User) -> None:
    assert why_not(excursion, [factories.registration(excursion, kim)]) == "already"


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("09:00", "12:59:59", "yes"),
        ("09:00", "13:00", "yes"),  # ends when the other starts
        ("09:00", "13:00:01", "overlap"),
        ("14:00", "15:00", "overlap"),
        ("12:00", "18:00", "overlap"),
        ("13:00", "17:00", "overlap"),
        ("16:59:59", "18:00", "overlap"),
        ("17:00", "18:00", "yes"),
    ],
)
def test_nobody_is_in_two_places_at_once(
    starts: str, ends: str, expected: str, excursion: Excursion, kim: User
) -> None:
    other = factories.excursion(
        starts_at=berlin(f"2027-06-09 {starts}"), ends_at=berlin(f"2027-06-09 {ends}")
    )
    own = [factories.registration(other, kim)]
    assert why_not(excursion, own) == expected


def test_over_midnight_overlaps_with_the_early_morning(kim: User) -> None:
    night = factories.excursion(
        starts_at=berlin("2027-06-09 21:00"), ends_at=berlin("2027-06-10 01:00")
    )
    early = factories.excursion(
        starts_at=berlin("2027-06-10 00:30"), ends_at=berlin("2027-06-10 03:00")
    )
    assert why_not(early, [factories.registration(night, kim)]) == "overlap"


def test_a_swap_allows_exactly_the_overlap_it_names(excursion: Excursion, kim: User) -> None:
    early = factories.excursion(
        starts_at=START - timedelta(hours=2), ends_at=START + timedelta(hours=1)
    )
    late = factories.excursion(starts_at=START + timedelta(hours=3))
    one, two = factories.registration(early, kim), factories.registration(late, kim)
    assert why_not(excursion, [one], swap=one) == "yes"
    assert why_not(excursion, [one, two], swap=one) == "overlap"
    assert why_not(excursion, [one, two], swap=two) == "overlap"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": Status.DRAFT}, "yes"),
        ({"status": Status.CLOSED}, "yes"),
        ({"registration_closes_at": NOW - timedelta(minutes=1)}, "yes"),
        ({"registration_opens_at": NOW + SECOND}, "yes"),
        ({"status": Status.CANCELLED, "cancellation_reason": "Sturm"}, "cancelled"),
        ({"starts_at": NOW, "ends_at": NOW + SECOND}, "started"),
        ({"starts_at": NOW - SECOND, "ends_at": NOW}, "past"),
    ],
)
def test_organizers_enter_people_outside_the_period_but_not_into_what_is_over(
    fields: dict[str, object], expected: str
) -> None:
    excursion = factories.excursion(**fields)
    assert why_not(excursion, [], by_organizer=True) == expected
    assert why_not(excursion, []) != "yes"


def test_a_place_can_be_given_back_until_the_start(excursion: Excursion, kim: User) -> None:
    registration = factories.registration(excursion, kim)
    assert code(rules.why_not_withdraw(registration, at=START - SECOND)) == "yes"
    assert code(rules.why_not_withdraw(registration, at=START)) == "started"
    assert code(rules.why_not_withdraw(registration, at=START, by_organizer=True)) == "yes"


@pytest.mark.parametrize("status", ["withdrawn", "cancelled"])
def test_what_has_ended_can_neither_be_given_back_nor_changed(
    status: str, excursion: Excursion, kim: User
) -> None:
    registration = factories.registration(excursion, kim)
    registration.status = status
    assert code(rules.why_not_withdraw(registration, at=NOW)) == "ended"
    assert code(rules.why_not_withdraw(registration, at=NOW, by_organizer=True)) == "ended"
    assert code(rules.why_not_change(registration, at=NOW)) == "ended"
    assert code(rules.why_not_move_up(registration, at=NOW)) == "not_waiting"


def test_answers_can_be_changed_until_the_end(excursion: Excursion, kim: User) -> None:
    registration = factories.registration(excursion, kim)
    assert code(rules.why_not_change(registration, at=excursion.ends_at - SECOND)) == "yes"
    assert code(rules.why_not_change(registration, at=excursion.ends_at)) == "past"


def test_a_waiting_person_can_be_moved_up_until_the_end(full: Excursion, kim: User) -> None:
    registration = factories.waiting(full, kim)
    assert code(rules.why_not_move_up(registration, at=full.ends_at - SECOND)) == "yes"
    assert code(rules.why_not_move_up(registration, at=full.ends_at)) == "past"
    registration.excursion.status = Status.CANCELLED
    assert code(rules.why_not_move_up(registration, at=NOW)) == "cancelled"


def test_a_seated_person_cannot_be_moved_up(excursion: Excursion, kim: User) -> None:
    registration = factories.registration(excursion, kim)
    assert code(rules.why_not_move_up(registration, at=NOW)) == "not_waiting"


def test_insisting_raises_the_reason() -> None:
    rules.insist(None)
    with pytest.raises(rules.Refused) as refused:
        rules.insist(rules.Refusal("full", "Alles voll."))
    assert refused.value.refusal.text == "Alles voll."
