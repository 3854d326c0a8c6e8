"""Mails about the programme: changes, reminders, what organizers write."""

from datetime import datetime, timedelta

from django.utils import timezone

from demo.mails.sample import sample
from demo.mails.stage import WEEK, Stage
from excursions import actions, tasks
from excursions.models import Announcement, Excursion, Message

Kind = Message.Kind
LONGER = timedelta(minutes=90)


@sample
def changed_time(stage: Stage) -> Message:
    stage.registered()
    stage.move(LONGER, only_times=True)
    return stage.latest(Kind.CHANGED)


@sample
def changed_place(stage: Stage) -> Message:
    stage.registered()
    stage.change(meeting_point="Engelplatz 8, Jena, am Eingang")
    return stage.latest(Kind.CHANGED)


@sample
def changed_order(stage: Stage) -> Message:
    stage.registered()
    stage.turn_round()
    return stage.latest(Kind.CHANGED)


@sample
def changed_all_for_waiting(stage: Stage) -> Message:
    stage.fill()
    stage.waiting()
    stage.turn_round()
    stage.move(WEEK + LONGER)
    stage.change(meeting_point="Engelplatz 8, Jena, am Eingang")
    return stage.latest(Kind.CHANGED)


@sample
def changed_without_account(stage: Stage) -> Message:
    stage.phoned()
    stage.change(meets_at=None)
    return stage.latest(Kind.CHANGED)


@sample
def changed_day(stage: Stage) -> Message:
    stage.registered()
    stage.move(WEEK)
    return stage.latest(Kind.CHANGED)


@sample
def changed_day_soon(stage: Stage) -> Message:
    stage.registered()
    tomorrow = _next_hour() + timedelta(days=1)
    stage.move(tomorrow - stage.excursion.starts_at)
    return stage.latest(Kind.CHANGED)


@sample
def changed_day_without_account(stage: Stage) -> Message:
    stage.phoned()
    stage.move(WEEK)
    return stage.latest(Kind.CHANGED)


@sample
def old_day_again(stage: Stage) -> Message:
    registration = stage.registered()
    stage.move(WEEK)
    actions.withdraw(registration, actor=stage.kim)
    stage.move(-WEEK)
    return stage.latest(Kind.OLD_DAY_AGAIN)


@sample
def reminder(stage: Stage) -> Message:
    stage.registered()
    return _reminder(stage, days=2)


@sample
def reminder_tomorrow(stage: Stage) -> Message:
    stage.registered()
    return _reminder(stage, days=1)


@sample
def reminder_over_a_weekend(stage: Stage) -> Message:
    stage.registered()
    return _reminder(stage, days=4)


@sample
def reminder_without_account(stage: Stage) -> Message:
    stage.phoned()
    return _reminder(stage, days=2)


@sample
def announcement(stage: Stage) -> Message:
    stage.registered()
    text = (
        "für die Straßenbahn liegt ein Fahrschein für Sie bereit. Sie finden uns an der "
        "Haltestelle.\n\nWer mag, liest vorher schon einmal hier: https://www.jena.example/smart\n"
        "Bis bald!"
    )
    draft = Announcement.objects.create(
        excursion=stage.excursion,
        audience=[Announcement.Audience.CONFIRMED],
        subject="Gut zu wissen: Fahrscheine liegen bereit",
        text=text,
    )
    actions.announce(draft, actor=stage.organizer, expected=1)
    return stage.latest(Kind.ANNOUNCEMENT)


def _reminder(stage: Stage, *, days: int) -> Message:
    start = timezone.localtime(stage.excursion.starts_at).time()
    day = timezone.localdate() + timedelta(days=days)
    stage.let_pass(timezone.make_aware(datetime.combine(day, start)))
    # So early that it is due, whatever the time of the day.
    Excursion.objects.filter(pk=stage.excursion.pk).update(reminder_days=10)
    tasks.remind.func()
    return stage.excursion.registrations.get().messages.get(kind=Kind.REMINDER)


def _next_hour() -> datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
