"""Platz tauschen: two excursions at the same time, one person, never nothing and never both."""

from datetime import timedelta

import pytest

from accounts.models import User
from excursions import actions, tasks
from excursions.models import Excursion, Registration
from excursions.rules import Refused, Wish
from tests import factories
from tests.conftest import RunTasks
from tests.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(db: None) -> Excursion:
    """At the same time as `excursion`, with one seat."""
    return factories.excursion(title="Die andere", capacity=1)


def statuses(*registrations: Registration) -> list[str]:
    for registration in registrations:
        registration.refresh_from_db()
    return [registration.status for registration in registrations]


@pytest.mark.parametrize("first", [0, 1])
def test_with_a_free_seat_the_old_place_is_given_back_at_once(
    first: int, excursion: Excursion, other: Excursion, kim: User
) -> None:
    """In both directions, so in both orders of primary keys."""
    old_one, new_one = (excursion, other) if first == 0 else (other, excursion)
    old = factories.registration(old_one, kim)
    new = factories.registration(new_one, kim, swap=old)
    assert statuses(old, new) == ["withdrawn", "confirmed"]
    assert new.replaces is None


def test_the_seat_that_was_swapped_goes_to_who_waits_for_it(
    excursion: Excursion, other: Excursion, kim: User, toni: User
) -> None:
    old = factories.registration(other, kim)
    next_in_line = factories.waiting(other, toni)
    factories.registration(excursion, kim, swap=old)
    assert statuses(old, next_in_line) == ["withdrawn", "confirmed"]


def test_a_place_on_the_waitlist_can_be_swapped_for_a_seat(
    excursion: Excursion, other: Excursion, kim: User
) -> None:
    factories.fill(other)
    old = factories.waiting(other, kim)
    new = factories.registration(excursion, kim, swap=old)
    assert statuses(old, new) == ["withdrawn", "confirmed"]


def test_from_the_waitlist_the_old_seat_stays_until_the_new_one_is_firm(
    excursion: Excursion, other: Excursion, kim: User, run_tasks: RunTasks
) -> None:
    (seated,) = factories.fill(other)
    old = factories.registration(excursion, kim)
    new = factories.registration(other, kim, wish=Wish.WAITLIST, swap=old)
    assert statuses(old, new) == ["confirmed", "waiting"]
    actions.withdraw(seated, actor=seated.user)
    assert statuses(old, new) == ["confirmed", "confirmed"]
    run_tasks()
    assert statuses(old, new) == ["withdrawn", "confirmed"]
    event = old.events.last()
    assert event
    assert (event.kind, event.actor) == ("withdrawn", kim)


def test_from_the_waitlist_the_freed_seat_goes_on_to_the_next(
    excursion: Excursion, other: Excursion, kim: User, toni: User, run_tasks: RunTasks
) -> None:
    (seated,) = factories.fill(other)
    old = factories.registration(excursion, kim)
    factories.fill(excursion)
    after_kim = factories.waiting(excursion, toni)
    factories.registration(other, kim, wish=Wish.WAITLIST, swap=old)
    actions.withdraw(seated, actor=seated.user)
    run_tasks()
    assert statuses(old, after_kim) == ["withdrawn", "confirmed"]


def test_the_task_gives_nothing_back_when_the_new_seat_is_gone_again(
    excursion: Excursion, other: Excursion, kim: User, run_tasks: RunTasks
) -> None:
    (seated,) = factories.fill(other)
    old = factories.registration(excursion, kim)
    new = factories.registration(other, kim, wish=Wish.WAITLIST, swap=old)
    actions.withdraw(seated, actor=seated.user)
    actions.withdraw(new, actor=kim)
    run_tasks()
    assert statuses(old, new) == ["confirmed", "withdrawn"]


def test_the_task_may_run_twice(
    excursion: Excursion, other: Excursion, kim: User, run_tasks: RunTasks
) -> None:
    (seated,) = factories.fill(other)
    old = factories.registration(excursion, kim)
    new = factories.registration(other, kim, wish=Wish.WAITLIST, swap=old)
    actions.withdraw(seated, actor=seated.user)
    assert tasks.give_back_replaced.call(new.pk) is True
    assert tasks.give_back_replaced.call(new.pk) is False
    assert old.events.filter(kind="withdrawn").count() == 1


def test_a_refused_swap_leaves_the_old_place(
    excursion: Excursion, other: Excursion, kim: User
) -> None:
    factories.fill(other)
    old = factories.registration(excursion, kim)
    with pytest.raises(Refused) as refused:
        factories.registration(other, kim, swap=old)
    assert refused.value.refusal.code == "full"
    assert statuses(old) == ["confirmed"]


def test_somebody_elses_place_cannot_be_swapped(
    excursion: Excursion, other: Excursion, kim: User, toni: User
) -> None:
    own, foreign = factories.registration(excursion, kim), factories.registration(excursion, toni)
    with pytest.raises(Refused) as refused:
        factories.registration(other, kim, swap=foreign)
    assert refused.value.refusal.code == "overlap"
    assert statuses(own, foreign) == ["confirmed", "confirmed"]


def test_what_is_not_in_the_way_is_not_given_back(excursion: Excursion, kim: User) -> None:
    next_day = factories.excursion(starts_at=START + timedelta(days=1))
    old = factories.registration(next_day, kim)
    new = factories.registration(excursion, kim, swap=old)
    assert statuses(old, new) == ["confirmed", "confirmed"]


def test_two_overlaps_cannot_be_swapped_for_one(kim: User) -> None:
    early = factories.excursion(ends_at=START + timedelta(hours=1))
    late = factories.excursion(starts_at=START + timedelta(hours=2))
    one, two = factories.registration(early, kim), factories.registration(late, kim)
    long = factories.excursion(ends_at=START + timedelta(hours=3))
    for swap in (one, two):
        with pytest.raises(Refused) as refused:
            factories.registration(long, kim, swap=swap)
        assert refused.value.refusal.code == "overlap"
    assert statuses(one, two) == ["confirmed", "confirmed"]
