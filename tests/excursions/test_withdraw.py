"""Giving a place back."""

import pytest
from django.db import transaction
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions
from excursions.models import Event, Excursion, Message, Registration
from excursions.rules import Refused
from tests import factories
from tests.factories import START

pytestmark = pytest.mark.django_db
Kind = Event.Kind


def refusal(registration: Registration, actor: User, *, by_organizer: bool = False) -> str:
    messages = Message.objects.count()
    with pytest.raises(Refused) as refused:
        actions.withdraw(registration, actor=actor, by_organizer=by_organizer)
    assert Message.objects.count() == messages
    return refused.value.refusal.code


def test_a_seat_is_given_back_with_history_and_mail(excursion: Excursion, kim: User) -> None:
    registration = factories.registration(excursion, kim)
    actions.withdraw(registration, actor=kim)
    registration.refresh_from_db()
    assert (registration.status, registration.calendar_sequence) == ("withdrawn", 1)
    event = registration.events.last()
    assert event
    assert (event.kind, event.actor) == (Kind.WITHDRAWN, kim)
    assert event.messages.get().kind == "withdrawn"


def test_a_place_on_the_waitlist_is_left_without_touching_the_calendar(
    full: Excursion, kim: User
) -> None:
    registration = factories.waiting(full, kim)
    actions.withdraw(registration, actor=kim)
    registration.refresh_from_db()
    assert (registration.status, registration.queue_order) == ("withdrawn", None)
    assert registration.calendar_sequence == 0
    assert registration.events.last().kind == Kind.LEFT_WAITLIST  # type: ignore[union-attr]


def test_the_seat_goes_to_the_first_in_line_at_once(full: Excursion, kim: User, toni: User) -> None:
    first, second = factories.waiting(full, kim), factories.waiting(full, toni)
    seated = full.registrations.seated().first()
    assert seated
    actions.withdraw(seated, actor=seated.user)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.queue_order) == ("confirmed", None)
    assert second.status == "waiting"
    moved = first.events.last()
    assert moved
    assert (moved.kind, moved.actor) == (Kind.MOVED_UP, None)
    assert moved.messages.get().kind == "moved_up"


def test_leaving_the_waitlist_moves_nobody_up(full: Excursion, kim: User, toni: User) -> None:
    first, second = factories.waiting(full, kim), factories.waiting(full, toni)
    actions.withdraw(first, actor=kim)
    second.refresh_from_db()
    assert second.is_waiting
    assert Registration.objects.with_position().get(pk=second.pk).position == 1


def test_what_was_given_back_cannot_be_given_back_again(excursion: Excursion, kim: User) -> None:
    registration = factories.registration(excursion, kim)
    actions.withdraw(registration, actor=kim)
    assert refusal(registration, kim) == "ended"
    assert refusal(registration, kim, by_organizer=True) == "ended"
    assert registration.events.count() == 2


def test_people_may_until_the_start_and_organizers_after_it(
    excursion: Excursion, kim: User, alex: User, clock: TimeMachineFixture
) -> None:
    registration = factories.registration(excursion, kim)
    clock.move_to(START)
    assert refusal(registration, kim) == "started"
    actions.withdraw(registration, actor=alex, reason="Krank gemeldet", by_organizer=True)
    event = registration.events.last()
    assert event
    assert (event.actor, event.reason) == (alex, "Krank gemeldet")


def test_a_rollback_gives_nothing_back(excursion: Excursion, kim: User) -> None:
    class SomethingElseFailedError(Exception):
        pass

    registration = factories.registration(excursion, kim)
    messages = Message.objects.count()
    with pytest.raises(SomethingElseFailedError), transaction.atomic():
        actions.withdraw(registration, actor=kim)
        raise SomethingElseFailedError
    registration.refresh_from_db()
    assert registration.is_confirmed
    assert Message.objects.count() == messages


def test_changed_answers_leave_the_place_alone_and_send_no_mail(full: Excursion, kim: User) -> None:
    registration = factories.waiting(full, kim, needs="Stufenlos")
    answers = factories.answers("Kim Neu", phone="1")
    actions.change_answers(registration, answers=answers, actor=kim)
    registration = Registration.objects.get(pk=registration.pk)
    assert (registration.name, registration.phone, registration.queue_order) == ("Kim Neu", "1", 1)
    assert not hasattr(registration, "access_needs")
    events = registration.events.values_list("kind", "messages")
    told: list[tuple[str, int | None]] = list(events)
    assert told[1:] == [(Kind.CHANGED, None)]


def test_needs_can_be_added_and_changed_later(excursion: Excursion, kim: User) -> None:
    registration = factories.registration(excursion, kim)
    for text in ("Stufenlos", "Gebärdensprache"):
        actions.change_answers(registration, answers=factories.answers(needs=text), actor=kim)
    assert Registration.objects.get().access_needs.text == "Gebärdensprache"


def test_answers_of_what_has_ended_stay(excursion: Excursion, kim: User) -> None:
    registration = factories.registration(excursion, kim)
    actions.withdraw(registration, actor=kim)
    with pytest.raises(Refused):
        actions.change_answers(registration, answers=factories.answers("Neu"), actor=kim)
    registration.refresh_from_db()
    assert registration.name == "Kim Beispiel"
