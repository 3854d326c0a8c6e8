"""Registering: the place, its history, its mail, or the reason and nothing at all."""

import pytest
from django.db import transaction
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions
from excursions.models import AccessNeeds, Event, Excursion, Message, Registration
from excursions.rules import Refused, Wish
from tests import factories
from tests.factories import CLOSES, NOW, START

pytestmark = pytest.mark.django_db
Kind = Event.Kind


def history(registration: Registration) -> list[str]:
    return [event.kind for event in registration.events.all()]


def refusal(excursion: Excursion, user: User, wish: Wish = Wish.SEAT) -> str:
    """The reason, after making sure that nothing happened."""
    before = (Registration.objects.count(), Event.objects.count(), Message.objects.count())
    with pytest.raises(Refused) as refused:
        factories.registration(excursion, user, wish=wish, name="Anders als zuvor")
    after = (Registration.objects.count(), Event.objects.count(), Message.objects.count())
    assert before == after
    user.refresh_from_db()
    assert user.name != "Anders als zuvor"
    return refused.value.refusal.code


def test_a_free_seat_is_taken_with_history_and_one_mail(excursion: Excursion, kim: User) -> None:
    registration = factories.registration(excursion, kim)
    registration.refresh_from_db()
    assert (registration.status, registration.queue_order) == ("confirmed", None)
    assert (registration.user, registration.address) == (kim, "kim@stadt.example")
    assert registration.agreed_day == START.date()
    event = registration.events.get()
    assert (event.kind, event.actor) == (Kind.REGISTERED, kim)
    message = registration.messages.get()
    assert (message.kind, message.state, message.event) == ("confirmed", "queued", event)


def test_the_waitlist_is_joined_on_request_only(full: Excursion, kim: User, toni: User) -> None:
    assert refusal(full, kim) == "full"
    registration = factories.waiting(full, kim)
    assert registration.status == "waiting"
    assert history(registration) == [Kind.JOINED_WAITLIST]
    assert factories.waiting(full, toni).queue_order == 2


def test_nobody_waits_beside_a_free_seat(excursion: Excursion, kim: User) -> None:
    assert refusal(excursion, kim, Wish.WAITLIST) == "seat_free"


def test_without_a_waitlist_full_is_full(kim: User) -> None:
    excursion = factories.excursion(capacity=1, has_waitlist=False)
    factories.fill(excursion)
    assert refusal(excursion, kim) == "full_no_waitlist"
    assert refusal(excursion, kim, Wish.WAITLIST) == "full_no_waitlist"


def test_a_free_seat_belongs_to_who_waits(full: Excursion, kim: User, toni: User) -> None:
    factories.waiting(full, kim)
    Excursion.objects.update(capacity=3)  # written past the actions: nobody has moved up yet
    assert refusal(full, toni) == "full"


def test_the_answers_are_kept_with_the_registration_and_for_the_next_time(
    excursion: Excursion, kim: User
) -> None:
    unit = factories.unit()
    registration = factories.registration(
        excursion,
        kim,
        name="Kim B.",
        unit=unit,
        other_unit="",
        phone="03641 1",
        needs="Stufenlos",
        photo_consent=factories.consent("Fotos ja"),
    )
    registration.refresh_from_db()
    assert (registration.name, registration.unit_name) == ("Kim B.", unit.name)
    consent = registration.photo_consents.get()
    assert (consent.use, consent.channel, consent.wording) == ("website", "form", "Fotos ja")
    assert registration.access_needs.text == "Stufenlos"
    kim.refresh_from_db()
    assert (kim.name, kim.unit, kim.other_unit, kim.phone) == ("Kim B.", unit, "", "03641 1")


def test_without_needs_and_consent_nothing_is_kept_of_them(excursion: Excursion, kim: User) -> None:
    registration = factories.registration(excursion, kim)
    assert not registration.photo_consents.exists()
    assert not AccessNeeds.objects.exists()


def test_a_person_registers_once(excursion: Excursion, kim: User) -> None:
    factories.registration(excursion, kim)
    assert refusal(excursion, kim) == "already"
    assert refusal(excursion, kim, Wish.WAITLIST) == "already"


def test_a_waiting_person_registers_once(full: Excursion, kim: User) -> None:
    factories.waiting(full, kim)
    assert refusal(full, kim, Wish.WAITLIST) == "already"


def test_who_gave_a_place_back_may_come_again(excursion: Excursion, kim: User) -> None:
    first = factories.registration(excursion, kim)
    actions.withdraw(first, actor=kim)
    second = factories.registration(excursion, kim)
    assert second.pk != first.pk
    assert second.calendar_uid == first.calendar_uid


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": "draft"}, "draft"),
        ({"status": "closed"}, "closed"),
        ({"status": "cancelled", "cancellation_reason": "Sturm"}, "cancelled"),
        ({"registration_opens_at": CLOSES.replace(hour=8)}, "opens_later"),
    ],
)
def test_nobody_registers_for_what_is_not_open(
    fields: dict[str, object], expected: str, kim: User
) -> None:
    assert refusal(factories.excursion(**fields), kim) == expected


def test_nobody_registers_after_the_deadline_the_start_and_the_end(
    excursion: Excursion, kim: User, toni: User, clock: TimeMachineFixture
) -> None:
    clock.move_to(CLOSES.replace(second=50))
    factories.registration(excursion, toni)
    clock.move_to(excursion.registration_ends_at)
    assert refusal(excursion, kim) == "deadline_passed"
    clock.move_to(START)
    assert refusal(excursion, kim) == "started"
    clock.move_to(excursion.ends_at)
    assert refusal(excursion, kim) == "past"


def test_two_excursions_at_the_same_time_are_one_too_many(excursion: Excursion, kim: User) -> None:
    factories.registration(excursion, kim)
    other = factories.excursion()
    assert refusal(other, kim) == "overlap"


def test_a_stale_excursion_object_decides_nothing(excursion: Excursion, kim: User) -> None:
    stale = Excursion.objects.get(pk=excursion.pk)
    Excursion.objects.update(capacity=1, status="closed")
    assert refusal(stale, kim) == "closed"


def test_a_rollback_leaves_no_row_no_history_and_no_mail(
    excursion: Excursion, kim: User, mailoutbox: list[object]
) -> None:
    class SomethingElseFailedError(Exception):
        pass

    with pytest.raises(SomethingElseFailedError), transaction.atomic():
        factories.registration(excursion, kim)
        raise SomethingElseFailedError
    assert not Registration.objects.exists()
    assert not Event.objects.exists()
    assert not Message.objects.exists()
    assert mailoutbox == []


def test_the_action_itself_sends_nothing(
    excursion: Excursion, kim: User, mailoutbox: list[object]
) -> None:
    factories.registration(excursion, kim)
    assert mailoutbox == []
    assert excursion.starts_at > NOW
