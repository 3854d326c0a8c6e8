"""What waits on the organizers' desk: the start page of the administration, in a few statements."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.tasks import TaskResultStatus
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from excursions import checklist, dates, rules
from excursions.models import Event, Excursion, Seats

DRAFT_SOON = timedelta(days=14)
NEXT_DAYS = timedelta(days=3)
MAIL_LATE = timedelta(hours=1)
URGENCY = ["bad", "wait", "offer"]


TONES = {
    Excursion.Status.DRAFT: "wait",
    Excursion.Status.PUBLISHED: "ok",
    Excursion.Status.CLOSED: "done",
    Excursion.Status.CANCELLED: "bad",
}


@dataclass(frozen=True)
class Todo:
    """One line of „Jetzt zu tun“. `place` names the page that helps, for `excursion`.

    An app to the right of this one names what helps itself: `press` is the address that a press
    on the button `label` posts to.
    """

    text: str
    place: str = ""  # editor, people, waiting, list or nothing
    excursion: Excursion | None = None
    tone: str = "wait"
    press: str = ""
    label: str = ""


@dataclass
class Desk:
    """The whole start page."""

    todos: list[Todo] = field(default_factory=list)
    excursions: list[Excursion] = field(default_factory=list)
    last_change: LogEntry | None = None

    def add(self, todos: list[Todo]) -> None:
        """Takes more up, the most urgent first."""
        self.todos = sorted([*self.todos, *todos], key=lambda todo: URGENCY.index(todo.tone))


def look(at: datetime) -> Desk:
    """What there is to do at this moment; the number of statements never grows."""
    excursions = list(Excursion.objects.upcoming(at).with_seats().with_stops())
    todos = [todo for excursion in excursions for todo in _of_excursion(excursion, at)]
    todos += _late_mails(at)
    todos += _failed_tasks()
    last_change = (
        LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Excursion))
        .select_related("user")
        .first()
    )
    desk = Desk([], excursions, last_change)
    desk.add(todos)
    return desk


def _of_excursion(excursion: Excursion, at: datetime) -> list[Todo]:
    if excursion.status == Excursion.Status.CANCELLED:
        return []
    if excursion.status == Excursion.Status.DRAFT:
        return _draft(excursion, at)
    return [*_seats(excursion, at), *_soon(excursion, at)]


def _draft(excursion: Excursion, at: datetime) -> list[Todo]:
    if excursion.starts_at > at + DRAFT_SOON:
        return []
    missing = len(checklist.blocking(excursion))
    day = dates.short_date(excursion.starts_at)
    if not missing:
        text = _("Starts on %(day)s and is still a draft. Nothing is missing: publish it.")
        return [Todo(text % {"day": day}, "editor", excursion)]
    text = ngettext(
        "Starts on %(day)s and is still a draft. %(n)s thing is missing.",
        "Starts on %(day)s and is still a draft. %(n)s things are missing.",
        missing,
    )
    return [Todo(text % {"day": day, "n": missing}, "editor", excursion)]


def _seats(excursion: Excursion, at: datetime) -> list[Todo]:
    seats = excursion.seats
    if seats.too_many:
        text = ngettext(
            "%(n)s more seat is taken than there is.",
            "%(n)s more seats are taken than there are.",
            seats.too_many,
        )
        return [Todo(text % {"n": seats.too_many}, "people", excursion, tone="bad")]
    if seats.free and seats.waiting and not rules.moves_by_itself(excursion, at):
        free = ngettext("%(n)s seat free", "%(n)s seats free", seats.free) % {"n": seats.free}
        waiting = ngettext("%(n)s is waiting", "%(n)s are waiting", seats.waiting)
        text = _("%(free)s, %(waiting)s: call now.")
        numbers = {"free": free, "waiting": waiting % {"n": seats.waiting}}
        return [Todo(text % numbers, "waiting", excursion, tone="bad")]
    return []


def _soon(excursion: Excursion, at: datetime) -> list[Todo]:
    if excursion.starts_at > at + NEXT_DAYS:
        return []
    days = (timezone.localdate(excursion.starts_at) - timezone.localdate(at)).days
    when = {0: _("Today"), 1: _("Tomorrow")}.get(days, dates.short_date(excursion.starts_at))
    if excursion.has_started(at):
        when = _("Now")
    people = ngettext("%(n)s person comes", "%(n)s people come", excursion.seats.taken)
    text = _("%(when)s, %(time)s: %(people)s. Print the list.") % {
        "when": when,
        "time": dates.at_clock(excursion.meeting_time),
        "people": people % {"n": excursion.seats.taken},
    }
    return [Todo(text, "list", excursion, tone="offer")]


def _late_mails(at: datetime) -> list[Todo]:
    """Mails that nobody got yet, by excursion. About a recap nobody needs a call."""
    late = (
        Event.objects.filter(mail_state=Event.MailState.QUEUED, at__lt=at - MAIL_LATE)
        .exclude(kind=Event.Kind.RECAP_PUBLISHED)
        .order_by()
        .values("registration__excursion", "registration__excursion__title")
        .annotate(n=Count("pk"))
    )
    todos = []
    for row in late:
        excursion = Excursion(
            pk=row["registration__excursion"], title=row["registration__excursion__title"]
        )
        text = ngettext(
            "%(n)s e-mail has been waiting for more than an hour. Please call the person.",
            "%(n)s e-mails have been waiting for more than an hour. Please call the people.",
            row["n"],
        )
        todos.append(Todo(text % {"n": row["n"]}, "people", excursion, tone="bad"))
    return todos


def is_late(event: Event, at: datetime) -> bool:
    """Whether its mail should have gone out long ago."""
    return event.mail_state == Event.MailState.QUEUED and event.at < at - MAIL_LATE


def _failed_tasks() -> list[Todo]:
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count()
    if not failed:
        return []
    text = ngettext(
        "%(n)s task of the software has failed for good. Please tell the IT.",
        "%(n)s tasks of the software have failed for good. Please tell the IT.",
        failed,
    )
    return [Todo(text % {"n": failed}, tone="bad")]


def seats_text(seats: Seats) -> str:
    """„33 bestätigt · 0 frei · 5 warten“"""
    parts = [
        _("%(n)s confirmed") % {"n": seats.taken},
        _("%(n)s free") % {"n": seats.free},
    ]
    if seats.waiting:
        parts.append(
            ngettext("%(n)s is waiting", "%(n)s are waiting", seats.waiting) % {"n": seats.waiting}
        )
    if seats.too_many:
        parts.append(_("%(n)s too many") % {"n": seats.too_many})
    return " · ".join(parts)


def status_pill(excursion: Excursion) -> SafeString:
    tone = TONES[Excursion.Status(excursion.status)]
    return format_html(
        '<span class="pill pill--{}">{}</span>', tone, excursion.get_status_display()
    )
