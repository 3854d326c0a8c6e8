"""Reminders: two working days before, once, and only while they are true."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.core.mail import EmailMessage
from time_machine import TimeMachineFixture

from accounts.models import MailChoice, User
from excursions import actions, rules, tasks
from excursions.models import Excursion, Message, Registration
from tests import factories
from tests.conftest import RunTasks
from tests.excursions.saving import move
from tests.factories import START, berlin
from tests.racing import race

pytestmark = pytest.mark.django_db
MOMENT = berlin("2027-06-07 09:00")  # Monday, for Wednesday


@pytest.fixture
def seat(
    excursion: Excursion, kim: User, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> Registration:
    """Kim has a place and the confirmation."""
    registration = factories.registration(excursion, kim)
    run_tasks()
    mailoutbox.clear()
    return registration


def remind() -> int:
    return int(tasks.remind.call())


@pytest.mark.parametrize(
    ("start", "days", "moment"),
    [
        (START, 2, MOMENT),
        (START, 1, berlin("2027-06-08 09:00")),
        (berlin("2027-06-07 13:00"), 2, berlin("2027-06-03 09:00")),  # over a weekend
        (berlin("2027-05-18 13:00"), 2, berlin("2027-05-13 09:00")),  # Whit Monday between
        (berlin("2027-09-21 13:00"), 1, berlin("2027-09-17 09:00")),  # Thuringia: 20 September
        (berlin("2027-03-30 13:00"), 2, berlin("2027-03-24 09:00")),  # Easter, and the clocks
        (berlin("2027-11-02 00:30"), 2, berlin("2027-10-29 09:00")),  # 31 October is a Sunday
    ],
)
def test_the_moment_goes_by_working_days_in_thuringia(
    start: datetime, days: int, moment: datetime
) -> None:
    excursion = factories.excursion(starts_at=start, reminder_days=days)
    assert rules.reminder_at(excursion) == moment


def test_everybody_with_a_place_is_reminded_once(
    seat: Registration,
    run_tasks: RunTasks,
    clock: TimeMachineFixture,
    mailoutbox: list[EmailMessage],
) -> None:
    factories.registration(seat.excursion)
    factories.waiting(seat.excursion)
    clock.move_to(MOMENT - timedelta(seconds=1))
    assert remind() == 0
    run_tasks()
    mailoutbox.clear()
    clock.move_to(MOMENT)
    assert (remind(), remind()) == (2, 0)
    run_tasks()
    assert len(mailoutbox) == 2
    assert "Ziegesarstraße 9" in mailoutbox[0].subject
    assert f"/anmeldungen/{seat.pk}/zurueckgeben/" in mailoutbox[0].body
    assert "List-Unsubscribe" in mailoutbox[0].extra_headers


def test_late_is_better_than_never_until_the_start(
    seat: Registration,
    run_tasks: RunTasks,
    clock: TimeMachineFixture,
    mailoutbox: list[EmailMessage],
) -> None:
    clock.move_to(START - timedelta(hours=1))
    assert remind() == 1
    run_tasks()
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("what", ["past", "moved", "cancelled", "given back", "switched off"])
def test_what_is_no_longer_true_is_recorded_as_skipped(
    what: str,
    seat: Registration,
    kim: User,
    alex: User,
    run_tasks: RunTasks,
    clock: TimeMachineFixture,
    mailoutbox: list[EmailMessage],
) -> None:
    clock.move_to(MOMENT)
    assert remind() == 1
    if what == "past":
        clock.move_to(START)
    elif what == "moved":
        move(seat.excursion, alex, days=7)
    elif what == "cancelled":
        actions.cancel(seat.excursion, actor=alex, reason="Sturm")
    elif what == "given back":
        actions.withdraw(seat, actor=kim)
    else:
        Excursion.objects.update(has_reminder=False)
    run_tasks()
    reminder = Message.objects.get(kind="reminder")
    assert reminder.state == Message.State.SKIPPED
    assert all("Treffpunkt" not in mail.subject for mail in mailoutbox)


def test_a_standstill_over_the_start_leaves_a_record_and_no_mail(
    seat: Registration,
    run_tasks: RunTasks,
    clock: TimeMachineFixture,
    mailoutbox: list[EmailMessage],
) -> None:
    clock.move_to(START + timedelta(days=1))
    assert remind() == 1
    run_tasks()
    assert Message.objects.get(kind="reminder").state == Message.State.SKIPPED
    assert mailoutbox == []


def test_after_a_move_another_reminder_follows(
    seat: Registration, kim: User, alex: User, run_tasks: RunTasks, clock: TimeMachineFixture
) -> None:
    clock.move_to(MOMENT)
    remind()
    run_tasks()
    move(seat.excursion, alex, days=7)
    actions.accept_new_day(Registration.objects.get(pk=seat.pk), actor=kim)
    assert remind() == 0
    clock.shift(timedelta(days=7))
    assert remind() == 1
    run_tasks()
    assert Message.objects.filter(kind="reminder", state="sent").count() == 2


def test_who_wants_none_gets_none(
    seat: Registration,
    kim: User,
    run_tasks: RunTasks,
    clock: TimeMachineFixture,
    mailoutbox: list[EmailMessage],
) -> None:
    MailChoice.objects.create(email=kim.email, reminders=False)
    clock.move_to(MOMENT)
    remind()
    run_tasks()
    assert Message.objects.get(kind="reminder").state == Message.State.SKIPPED
    assert mailoutbox == []


def test_without_the_switch_of_the_excursion_there_is_none(
    seat: Registration, clock: TimeMachineFixture
) -> None:
    Excursion.objects.update(has_reminder=False)
    clock.move_to(MOMENT)
    assert remind() == 0


def test_who_just_got_the_place_needs_no_reminder(
    seat: Registration, clock: TimeMachineFixture
) -> None:
    Excursion.objects.update(registration_closes_at=START)
    clock.move_to(MOMENT + timedelta(hours=1))
    late = factories.registration(Excursion.objects.get())
    assert remind() == 1
    assert not late.messages.filter(kind="reminder").exists()


def test_who_has_no_address_is_left_out(
    excursion: Excursion, alex: User, clock: TimeMachineFixture
) -> None:
    factories.by_hand(excursion, alex)
    clock.move_to(MOMENT)
    assert remind() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_four_workers_remind_each_person_once(clock: TimeMachineFixture) -> None:
    excursion = factories.excursion(capacity=30)
    factories.crowd(excursion, seated=30)
    clock.move_to(MOMENT)
    race(*[partial(tasks.remind.call)] * 4)
    assert Message.objects.filter(kind="reminder").count() == 30
