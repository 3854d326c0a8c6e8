"""The questions that `bench.crash` asks afterwards: each one notices what it is there for."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import User
from bench.acts import ENDED, IN, WAITING, Step
from bench.truth import faults
from excursions import actions
from excursions.models import Event, Excursion, Message, Registration
from excursions.rules import Wish
from tests import factories


@pytest.fixture
def seen(kim: User, toni: User, alex: User) -> list[list[Step]]:
    """Kim got the only seat, Toni waited and was put first; a third one gave the place back."""
    excursion = factories.excursion(slug="bench", capacity=1)
    third = factories.user()
    gone = factories.registration(excursion, third)
    actions.withdraw(gone, actor=third)
    seat = factories.registration(excursion, kim)
    actions.change_answers(seat, answers=factories.answers(phone="3"), actor=kim)
    wait = factories.registration(excursion, toni, wish=Wish.WAITLIST)
    factories.registration(excursion, third, wish=Wish.WAITLIST)
    actions.move_up(Registration.objects.latest("pk"), actor=alex, reason="Grund 1")
    return [
        [
            Step("tried", "register", 0, "bench"),
            Step("seen", IN, seat.pk),
            Step("tried", "change", seat.pk, "3"),
            Step("seen", "changed", seat.pk, "3"),
        ],
        [Step("tried", "register", 0, "bench"), Step("seen", WAITING, wait.pk)],
        [
            Step("seen", IN, gone.pk),
            Step("tried", "give back", gone.pk),
            Step("seen", ENDED, gone.pk),
        ],
        [
            Step("tried", "seats", value="1"),
            Step("seen", "seats", value="1"),
            Step("tried", "move up", value="Grund 1"),
            Step("seen", "moved up", value="Grund 1"),
        ],
    ]


def kims() -> Registration:
    return Registration.objects.get(user__email="kim@stadt.example")


def lose_a_row() -> None:
    Message.objects.filter(registration=kims()).delete()
    kims().delete()


def lose_a_state() -> None:
    kims().events.all().delete()
    Registration.objects.filter(pk=kims().pk).update(status="withdrawn")


def lose_an_event() -> None:
    Event.objects.filter(kind="withdrawn").delete()


def lose_a_message() -> None:
    Message.objects.filter(registration=kims()).delete()


def tell_twice() -> None:
    one = Message.objects.get(registration=kims())
    one.pk = None
    one.event = Event.objects.exclude(kind="registered").filter(registration=kims()).first()
    one.save(force_insert=True)


def lose_answers() -> None:
    Registration.objects.filter(pk=kims().pk).update(phone="2")


def oversell() -> None:
    Registration.objects.waiting().update(status="confirmed", queue_order=None)


def leave_a_seat_empty() -> None:
    Excursion.objects.update(capacity=2)


def lose_a_move() -> None:
    Event.objects.filter(reason="Grund 1").delete()


def lose_the_calendar() -> None:
    Registration.objects.filter(user__email__startswith="p", status="waiting").update(
        calendar_sequence=0
    )


def give_up_a_message() -> None:
    Message.objects.filter(registration=kims()).update(state="failed")


def keep_both_of_a_swap() -> None:
    next_day = factories.excursion(starts_at=factories.START + timedelta(days=1))
    seat = kims()
    other = factories.registration(next_day, seat.user)
    Registration.objects.filter(pk=seat.pk).update(replaces=other)


HARM: list[Callable[[], None]] = [
    lose_a_row,
    lose_a_state,
    lose_an_event,
    lose_a_message,
    tell_twice,
    lose_answers,
    oversell,
    leave_a_seat_empty,
    lose_a_move,
    lose_the_calendar,
    give_up_a_message,
    keep_both_of_a_swap,
]


def test_where_nothing_went_wrong_nothing_is_found(seen: list[list[Step]]) -> None:
    assert faults(seen) == []


@pytest.mark.parametrize("harm", HARM, ids=lambda harm: harm.__name__)
def test_harm_is_noticed(harm: Callable[[], None], seen: list[list[Step]]) -> None:
    harm()
    assert faults(seen)
