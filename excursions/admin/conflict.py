"""Two people in the editor at once: nobody's work is overwritten unseen."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from excursions import dates
from excursions.models import Excursion, Stop

if TYPE_CHECKING:
    from excursions.admin.stops import StopForm, StopFormSet

NOT_SHOWN = {"seen_version", "accept_fewer", "slug"}


@dataclass(frozen=True)
class Difference:
    """One field with what is stored and what somebody is about to store."""

    label: str
    theirs: str
    mine: str
    theirs_lines: tuple[str, ...] = ()
    mine_lines: tuple[str, ...] = ()


def last_change(excursion: Excursion) -> LogEntry | None:
    """Who last changed this excursion in the administration, and what."""
    return (
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Excursion),
            object_id=str(excursion.pk),
            action_flag=CHANGE,
        )
        .select_related("user")
        .first()
    )


def who_and_when(excursion: Excursion) -> str:
    """„Alex Yıldız hat am Mi, 3. September um 10:42 Uhr gespeichert …“"""
    entry = last_change(excursion)
    if entry is None:
        return _(
            "Somebody has saved meanwhile. Nothing was overwritten: please compare, then save "
            "again."
        )
    text = _(
        "%(who)s saved on %(day)s at %(time)s. Nothing was overwritten: please compare, then save "
        "again."
    )
    return text % {
        "who": entry.user,
        "day": dates.short_date(entry.action_time),
        "time": dates.at_clock(entry.action_time),
    }


def differences(
    form: "forms.ModelForm[Excursion]", stops: "StopFormSet | None"
) -> list[Difference]:
    """Every field in which the page differs from what is stored now."""
    found = []
    for name in form.changed_data:
        if name in NOT_SHOWN:
            continue
        field = form[name]
        mine = form.cleaned_data.get(name, field.data)
        found.append(Difference(str(field.label), shown(field.initial), shown(mine)))
    if stops is not None:
        # Read again: the rows of the page have already written into their own objects.
        stored = Stop.objects.filter(excursion=form.instance).select_related("station")
        theirs = tuple(describe_stop(stop) for stop in stored)
        typed = tuple(_describe_row(row) for row in stops.in_order())
        if theirs != typed:
            found.append(Difference(_("Stations"), "", "", theirs, typed))
    return found


def shown(value: Any) -> str:
    """A value of the form as people read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{dates.short_date(value)}, {dates.at_clock(value)}"
    if isinstance(value, list | QuerySet):
        return ", ".join(sorted(str(one) for one in value)) or _("nobody")
    return str(value) if value not in (None, "") else _("empty")


def describe_stop(stop: Stop) -> str:
    """„ProbierLaden, 14:45–15:30 Uhr“ and what else is said about the visit."""
    parts = [stop.station.name, dates.time_range(stop.arrives_at, stop.leaves_at)]
    parts += [text for text in (stop.note, stop.oversize_note, stop.transfer_text) if text]
    return ", ".join(parts)


def _describe_row(row: "StopForm") -> str:
    stop = row.instance
    if row.is_valid() and stop.arrives_at and stop.leaves_at:
        return describe_stop(stop)
    return ", ".join(str(row[name].value() or "…") for name in ("arrives", "leaves", "note"))
