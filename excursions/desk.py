"""What waits on the organizers' desk: the start page of the administration, in a few statements."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, F, OuterRef, Q
from django.db.models.functions import Cast
from django.tasks import TaskResultStatus
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from excursions import checklist, dates, delivery, notices, rules
from excursions.delivery import Numbers
from excursions.models import Excursion, Message, Registration, Seats
from excursions.models.programme_queryset import ExcursionQuerySet

DRAFT_SOON = timedelta(days=14)
NEXT_DAYS = timedelta(days=3)
ANSWER_SOON = timedelta(days=2)
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
    place: str = ""  # editor, people, waiting, unreached, asked, list or nothing
    excursion: Excursion | None = None
    tone: str = "wait"
    press: str = ""
    label: str = ""


@dataclass
class Desk:
    """The whole start page."""

    todos: list[Todo] = field(default_factory=list)
    excursions: list[Excursion] = field(default_factory=list)
    # „Zustellung: 2 warten“ by excursion, where there is something to say.
    delivery: dict[int, str] = field(default_factory=dict)
    last_change: LogEntry | None = None

    def add(self, todos: list[Todo]) -> None:
        """Takes more up, the most urgent first."""
        self.todos = sorted([*self.todos, *todos], key=lambda todo: URGENCY.index(todo.tone))


def look(at: datetime, managed: ExcursionQuerySet) -> Desk:
    """What there is to do at this moment for who organizes the `managed` excursions; the number of
    statements never grows.
    """
    excursions = list(managed.upcoming(at).with_seats().with_stops().prefetch_related("team"))
    todos = [todo for excursion in excursions for todo in _of_excursion(excursion, at)]
    numbers = delivery.numbers(at, registration__excursion__in=managed)
    todos += mails(numbers)
    todos += _answers(at, managed)
    todos += _failed_tasks()
    keys = managed.order_by().values_list(Cast("pk", CharField()))
    last_change = (
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Excursion), object_id__in=keys
        )
        .select_related("user")
        .first()
    )
    texts = {found.excursion.pk: delivery.numbers_text(found) for found in numbers}
    desk = Desk([], excursions, texts, last_change)
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


def mails(numbers: Iterable[Numbers]) -> list[Todo]:
    """Who did not get what they should know, by excursion."""
    return [todo for found in numbers for todo in _mails(found)]


def _mails(found: Numbers) -> list[Todo]:
    todos = []
    if n := found.undeliverable:
        text = ngettext(
            "%(n)s e-mail cannot be delivered: please call.",
            "%(n)s e-mails cannot be delivered: please call.",
            n,
        )
        todos.append(Todo(text % {"n": n}, "unreached", found.excursion, tone="bad"))
    if n := found.failed:
        text = ngettext(
            "%(n)s e-mail could not be sent: please call.",
            "%(n)s e-mails could not be sent: please call.",
            n,
        )
        todos.append(Todo(text % {"n": n}, "unreached", found.excursion, tone="bad"))
    if n := found.late:
        text = ngettext(
            "%(n)s e-mail has been waiting for more than an hour. Please call the person.",
            "%(n)s e-mails have been waiting for more than an hour. Please call the people.",
            n,
        )
        todos.append(Todo(text % {"n": n}, "people", found.excursion, tone="bad"))
    return todos


def _answers(at: datetime, managed: ExcursionQuerySet) -> list[Todo]:
    """Who has to say soon whether the new day suits, or could not be asked."""
    asking = Message.objects.queued().filter(
        registration=OuterRef("pk"), kind__in=notices.TELLS_PROGRAMME
    )
    silent = (
        Registration.objects.seated()
        .filter(
            Q(reply_by__lte=at + ANSWER_SOON) | Q(reply_by=None) & ~Exists(asking),
            excursion__in=managed.public().filter(starts_at__gt=at),
        )
        .exclude(agreed_day=None)
        .exclude(agreed_day=F("excursion__starts_at__date"))
        .order_by("excursion")
        .values("excursion", "excursion__title")
        .annotate(n=Count("pk"))
    )
    todos = []
    for row in silent:
        excursion = Excursion(pk=row["excursion"], title=row["excursion__title"])
        text = ngettext(
            "%(n)s person has not said yet whether the new day suits: please call.",
            "%(n)s people have not said yet whether the new day suits: please call.",
            row["n"],
        )
        todos.append(Todo(text % {"n": row["n"]}, "asked", excursion))
    return todos


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
