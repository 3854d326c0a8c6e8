"""Many at the same moment: never oversold, a queue without gaps, no errors."""

import random
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction

from accounts.models import User
from excursions import actions
from excursions.actions import registrations
from excursions.models import Excursion, Registration, Seats
from excursions.rules import Refused, Wish
from tests import factories
from tests.conftest import RunTasks
from tests.factories import NOW, START
from tests.racing import race, refusals

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _slow_count(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Time passes between counting and writing: without the lock these tests fail."""
    count = registrations.count_seats
    pause = 0.002 if "crowd" in request.node.name else 0.03

    def slowly(excursion: Excursion) -> Seats:
        seats = count(excursion)
        time.sleep(pause)
        return seats

    monkeypatch.setattr(registrations, "count_seats", slowly)


def sound(excursion: Excursion) -> tuple[int, int]:
    """Seats taken and people waiting, after checking what must always be true."""
    excursion.refresh_from_db()
    taken = excursion.registrations.seated().count()
    waiting = list(excursion.registrations.waiting().with_position().order_by("queue_order"))
    assert taken <= excursion.capacity
    assert [r.position for r in waiting] == list(range(1, len(waiting) + 1))
    assert excursion.status == "cancelled" or not waiting or taken == excursion.capacity
    for registration in excursion.registrations.all():
        ended = registration.status in {"withdrawn", "cancelled"}
        assert registration.events.count() >= 1 + ended
    return taken, len(waiting)


def people(number: int) -> list[User]:
    return [factories.user() for _ in range(number)]


def register(
    excursion: Excursion, user: User, wish: Wish = Wish.SEAT, swap: Registration | None = None
) -> Callable[[], object]:
    return partial(factories.registration, excursion, user, wish=wish, swap=swap)


def register_or_wait(excursion: Excursion, user: User) -> Callable[[], Registration]:
    """As people do: the seat, and when it has gone, the waitlist."""

    def do() -> Registration:
        while True:
            for wish in Wish:
                try:
                    return factories.registration(excursion, user, wish=wish)
                except Refused as refused:
                    if refused.refusal.code not in {"full", "seat_free"}:
                        raise

    return do


def withdraw(registration: Registration) -> Callable[[], object]:
    return partial(actions.withdraw, registration, actor=registration.user)


def test_eight_people_want_the_last_seat() -> None:
    excursion = factories.excursion(capacity=1)
    results = race(*[register(excursion, person) for person in people(8)])
    assert refusals(results) == ["full"] * 7
    assert sound(excursion) == (1, 0)


def test_eight_people_take_the_last_seat_or_join_the_queue() -> None:
    excursion = factories.excursion(capacity=1)
    results = race(*[register_or_wait(excursion, person) for person in people(8)])
    assert refusals(list(results)) == []
    assert sound(excursion) == (1, 7)


def test_one_person_presses_twice(kim: User) -> None:
    excursion = factories.excursion(capacity=5)
    results = race(*[register(excursion, kim)] * 4)
    assert refusals(results) == ["already"] * 3
    assert sound(excursion) == (1, 0)


def test_an_organizer_enters_who_registers_at_the_same_moment(kim: User) -> None:
    excursion = factories.excursion(capacity=5)
    team = factories.user()
    by_hand = partial(factories.by_hand, excursion, team, email=kim.email)
    results = race(register(excursion, kim), by_hand, by_hand)
    assert refusals(results) == ["already"] * 2
    assert sound(excursion) == (1, 0)


def test_one_person_takes_two_excursions_at_the_same_time(kim: User) -> None:
    one, two = factories.excursion(), factories.excursion()
    results = race(register(one, kim), register(two, kim))
    assert refusals(results) == ["overlap"]
    assert sound(one)[0] + sound(two)[0] == 1


def test_a_place_is_given_back_while_others_want_it() -> None:
    excursion = factories.excursion(capacity=2)
    seated = factories.fill(excursion)
    calls = [register_or_wait(excursion, person) for person in people(4)]
    race(*calls, *[withdraw(registration) for registration in seated])
    assert sound(excursion) == (2, 2)


def test_a_place_is_given_back_twice_and_one_person_moves_up(kim: User) -> None:
    excursion = factories.excursion(capacity=1)
    (seated,) = factories.fill(excursion)
    first, second = (factories.waiting(excursion) for _ in range(2))
    results = race(*[withdraw(seated)] * 3)
    assert refusals(results) == ["ended"] * 2
    assert sound(excursion) == (1, 1)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("confirmed", "waiting")


def test_more_seats_while_a_place_is_given_back_and_the_queue_grows() -> None:
    excursion = factories.excursion(capacity=2)
    seated = factories.fill(excursion)
    queue = [factories.waiting(excursion) for _ in range(5)]

    def raise_capacity() -> None:
        with transaction.atomic():
            locked = actions.lock(excursion.pk)[excursion.pk]
            locked.capacity += 2
            locked.save(update_fields=["capacity"])
            actions.fill_seats(locked, at=NOW)

    race(
        raise_capacity,
        raise_capacity,
        withdraw(seated[0]),
        withdraw(queue[0]),
        register_or_wait(excursion, factories.user()),
    )
    assert excursion.capacity == 2
    assert sound(excursion) == (6, 0)


def test_it_is_called_off_while_people_register() -> None:
    excursion = factories.excursion(capacity=4)
    team = factories.user()
    factories.fill(excursion)
    excursion.capacity = 8
    excursion.save()
    calls = [register(excursion, person) for person in people(6)]
    results = race(*calls, partial(actions.cancel, excursion, actor=team, reason="Sturm"))
    assert set(refusals(results)) <= {"cancelled", "full"}
    assert sound(excursion) == (0, 0)
    assert excursion.registrations.filter(status="cancelled").count() >= 4


def test_two_organizers_move_two_people_up_into_one_seat() -> None:
    excursion = factories.excursion(capacity=1)
    (seated,) = factories.fill(excursion)
    queue = [factories.waiting(excursion) for _ in range(3)]
    Excursion.objects.update(status="closed")
    actions.withdraw(seated, actor=seated.user)
    team = factories.user()
    race(*[partial(actions.move_up, one, actor=team, reason="Anruf") for one in queue[1:]])
    assert sound(excursion) == (1, 2)


def test_people_swap_in_opposite_directions(run_tasks: RunTasks) -> None:
    """Two locks each: taken in one order by everybody, nobody waits for ever."""
    one, two = factories.excursion(capacity=4), factories.excursion(capacity=4)
    here = [factories.registration(one, person) for person in people(3)]
    there = [factories.registration(two, person) for person in people(3)]
    calls = [register(two, r.user, swap=r) for r in here if r.user]
    calls += [register(one, r.user, swap=r) for r in there if r.user]
    results = race(*calls)
    assert set(refusals(results)) <= {"full"}
    assert sound(one)[0] + sound(two)[0] == 6


def test_a_crowd_of_200_wants_40_seats() -> None:
    excursion = factories.excursion(capacity=40)
    results = race(*[register_or_wait(excursion, person) for person in people(200)])
    assert refusals(list(results)) == []
    assert sound(excursion) == (40, 160)


def test_a_crowd_comes_and_goes_in_any_order() -> None:
    excursion = factories.excursion(capacity=10)
    later = factories.excursion(capacity=10, starts_at=START + timedelta(days=1))
    seated = factories.fill(excursion)
    queue = [factories.waiting(excursion) for _ in range(20)]
    calls: list[Callable[[], object]] = [withdraw(r) for r in [*seated[:5], *queue[5:10]]]
    calls += [register_or_wait(excursion, person) for person in people(20)]
    calls += [register_or_wait(later, r.user) for r in queue[10:] if r.user]
    random.Random(1).shuffle(calls)
    results = race(*calls)
    assert refusals(results) == []
    assert sound(excursion) == (10, 30)
    assert sound(later) == (10, 0)


def test_many_phones_tick_off_the_same_people(ida: User) -> None:
    excursion = factories.excursion(starts_at=NOW + timedelta(hours=1), capacity=3)
    registrations = factories.fill(excursion)
    ticks = [partial(actions.check_in, one, actor=ida) for one in registrations for _ in range(3)]
    by_name = [partial(actions.check_in_by_name, excursion, name="Gast", actor=ida)] * 3
    assert refusals(race(*ticks, *by_name)) == []
    assert excursion.attendances.count() == len(registrations) + 1
