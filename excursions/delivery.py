"""What became of the messages: in words about one person, in numbers about an excursion."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from excursions import dates
from excursions.models import Event, Excursion, Message, Registration

Kind, State = Message.Kind, Message.State
Status = Registration.Status

LATE = timedelta(hours=1)


@dataclass(frozen=True)
class Delivery:
    """One cell of the table: what happened, since or until when, how bad it is."""

    text: str
    note: str = ""
    tone: str = ""  # wait, bad or nothing
    please_call: bool = False


@dataclass(frozen=True)
class Numbers:
    """People of one excursion by what became of their last message."""

    excursion: Excursion
    waiting: int
    late: int
    failed: int
    undeliverable: int


def last_messages(at: datetime, **of: Any) -> QuerySet[Message]:
    """The last message of each registration, as far as anybody has to know of it.

    Adds `is_late` and `is_missed`. What was not sent because it was no longer true says nothing,
    and about a recap nobody needs a call.
    """
    telling = Message.objects.exclude(state=State.SKIPPED).exclude(kind=Kind.RECAP)
    later = telling.filter(registration=OuterRef("registration")).filter(
        Q(created_at__gt=OuterRef("created_at"))
        | Q(created_at=OuterRef("created_at"), pk__gt=OuterRef("pk"))
    )
    last = telling.filter(**of).filter(~Exists(later)).order_by()
    return last.annotate(**judged(at))


def judged(at: datetime) -> dict[str, Any]:
    """What an annotated message knows about itself."""
    return {"is_late": _late(at), "is_missed": _missed(at)}


def _late(at: datetime) -> Q:
    """Nobody has tried for long. What waits to be merged, or for the next try, is not late."""
    limit = at - LATE
    untouched = Q(tries=0, created_at__lt=limit) | Q(due_at__lt=limit)
    return Q(state=State.QUEUED) & untouched


def _missed(at: datetime) -> Q:
    """It did not arrive, and the person may come in vain, or not at all, because of that."""
    lost_unasked = Q(registration__status=Status.WITHDRAWN, kind=Kind.WITHDRAWN)
    matters = (
        Q(registration__status__in=Registration.LIVE)
        | Q(registration__status=Status.CANCELLED, kind=Kind.CANCELLED)
        | lost_unasked & Q(event__isnull=False, event__actor=None)
    )
    called = Event.objects.filter(
        registration=OuterRef("registration"),
        kind=Event.Kind.REACHED_BY_PHONE,
        at__gte=OuterRef("created_at"),
    )
    lost = Q(state__in=Message.UNREACHED, registration__excursion__ends_at__gt=at)
    return Q(lost & matters, ~Exists(called))


def numbers(at: datetime, **of: Any) -> list[Numbers]:
    """By excursion that is not over, in one statement; where all is well there is nothing."""
    excursion = "registration__excursion"
    found = (
        last_messages(at, **of)
        .filter(registration__excursion__ends_at__gt=at)
        .exclude(state=State.SENT)
        .values(excursion, f"{excursion}__title")
        .annotate(
            waiting=Count("pk", filter=Q(state=State.QUEUED)),
            late=Count("pk", filter=Q(is_late=True)),
            failed=Count("pk", filter=Q(state=State.FAILED, is_missed=True)),
            undeliverable=Count("pk", filter=Q(state=State.UNDELIVERABLE, is_missed=True)),
        )
        .order_by(excursion)
    )
    return [
        Numbers(
            excursion=Excursion(pk=row.pop(excursion), title=row.pop(f"{excursion}__title")), **row
        )
        for row in found
    ]


def delivery_text(excursion: Excursion) -> str:
    """„Zustellung: 2 warten, 1 unzustellbar“; empty when all is well."""
    return "".join(
        numbers_text(found)
        for found in numbers(timezone.now(), registration__excursion=excursion.pk)
    )


def numbers_text(found: Numbers) -> str:
    """The same from numbers that are known already."""
    waiting = ngettext("%(n)s is waiting", "%(n)s are waiting", found.waiting)
    parts = [
        text % {"n": number}
        for text, number in (
            (waiting, found.waiting),
            (_("%(n)s failed"), found.failed),
            (_("%(n)s undeliverable"), found.undeliverable),
        )
        if number
    ]
    return _("Delivery: %(parts)s") % {"parts": ", ".join(parts)} if parts else ""


def of(registration: Registration, last: Message | None, at: datetime) -> Delivery:
    """About one person. `last`: of `last_messages`; `registration` with its excursion."""
    if not registration.address:
        over = registration.excursion.is_over(at)
        if over or registration.status not in Registration.CONCERNED:
            return Delivery(_("no address"))
        return _to_call(_("no address"), "wait")
    if last is None:
        return Delivery("")
    state = State(last.state)
    if last.is_missed:
        return _to_call(str(state.label), "bad")
    if last.is_late:
        since = _("since %(day)s, %(time)s") % moment(last.created_at)
        return Delivery(str(state.label), since, "bad")
    if state is State.QUEUED and last.tries:
        next_try = ", ".join(moment(last.due_at).values())
        return Delivery(_("another try"), next_try, "wait")
    return Delivery(str(state.label), dates.short_date(last.sent_at) if last.sent_at else "")


def _to_call(text: str, tone: str) -> Delivery:
    return Delivery(text, _("please call"), tone, please_call=True)


def moment(at: datetime) -> dict[str, str]:
    """Day and time, for a sentence."""
    return {"day": dates.short_date(at), "time": dates.at_clock(at)}
