"""What an excursion still needs before it can be published, and what organizers should look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext as _

from excursions import dates
from excursions.models import Excursion, Stop


@dataclass(frozen=True)
class Check:
    """One line of the check list. `anchor` is the section of the editor where it is mended."""

    ok: bool
    text: str
    anchor: str
    blocks: bool = True


def checks(excursion: Excursion) -> list[Check]:
    """The whole list, in the order of the editor. Needs the stops with their stations."""
    stops = list(excursion.stops.all())
    return [
        _on_working_day(excursion),
        _has_contact(excursion),
        _has_team(excursion),
        Check(bool(stops), _("At least one station") if not stops else _("Stations"), "stops"),
        *_inside(excursion, stops),
        *_in_order(stops),
        *_big_enough(excursion, stops),
    ]


def blocking(excursion: Excursion) -> list[Check]:
    """What keeps the excursion from being published."""
    return [check for check in checks(excursion) if check.blocks and not check.ok]


def is_too_small(stop: Stop, capacity: int) -> bool:
    """Whether the station is too small for the group, and nobody agreed to it."""
    limit = stop.station.capacity
    return limit is not None and limit < capacity and not stop.oversize_note


def too_small_text(stop: Stop, capacity: int) -> str:
    """„ProbierLaden: höchstens 20 Personen, geplant 40“, and the ways out."""
    text = _(
        "%(station)s: at most %(limit)s people, planned %(capacity)s. "
        "Lower the seats or note with whom the larger group was agreed."
    )
    return text % {
        "station": stop.station.name,
        "limit": stop.station.capacity,
        "capacity": capacity,
    }


def outside_text(excursion: Excursion) -> str:
    """A stop lies before the start or after the end."""
    return _("This lies outside the excursion (%(time)s).") % {
        "time": dates.time_range(excursion.starts_at, excursion.ends_at)
    }


def too_early_text(stop: Stop, following: Stop) -> str:
    """A stop begins before the one before it has ended."""
    return _("%(second)s begins before %(first)s ends.") % {
        "first": stop.station.name,
        "second": following.station.name,
    }


def free_day_text(excursion: Excursion) -> str:
    """„Sonntag, 13. Juni 2027 liegt am Wochenende.“; empty when people work on that day."""
    day = timezone.localdate(excursion.starts_at)
    words = {"day": dates.weekday_date(excursion.starts_at), "holiday": dates.holiday(day)}
    if words["holiday"]:
        return _("%(day)s is a public holiday: %(holiday)s.") % words
    return "" if dates.is_working_day(day) else _("%(day)s is at the weekend.") % words


def _on_working_day(excursion: Excursion) -> Check:
    text = free_day_text(excursion)
    return Check(not text, text or _("On a working day"), "dates", blocks=False)


def _has_contact(excursion: Excursion) -> Check:
    if excursion.contact_name and excursion.contact_phone:
        return Check(True, _("Contact with phone"), "contact")
    return Check(False, _("A contact with phone is missing."), "contact")


def _has_team(excursion: Excursion) -> Check:
    if excursion.team.all():
        return Check(True, _("Organizing team"), "team")
    return Check(False, _("Nobody is in the organizing team."), "team")


def _inside(excursion: Excursion, stops: Sequence[Stop]) -> list[Check]:
    outside = [
        stop
        for stop in stops
        if stop.arrives_at < excursion.starts_at or stop.leaves_at > excursion.ends_at
    ]
    return [
        Check(False, f"{stop.station.name}: {outside_text(excursion)}", "stops") for stop in outside
    ] or [Check(True, _("Times fit the excursion"), "stops")]


def _in_order(stops: Sequence[Stop]) -> list[Check]:
    found = []
    for stop, following in pairwise(stops):
        names = {"first": stop.station.name, "second": following.station.name}
        gap = int((following.arrives_at - stop.leaves_at).total_seconds() // 60)
        if gap < 0:
            found.append(Check(False, too_early_text(stop, following), "stops"))
        elif stop.transfer_minutes and stop.transfer_minutes > gap:
            text = _(
                "The way from %(first)s to %(second)s takes %(way)s minutes, there are %(gap)s."
            )
            details = {**names, "way": stop.transfer_minutes, "gap": gap}
            found.append(Check(False, text % details, "stops", blocks=False))
    return found or [Check(True, _("The stations follow one another"), "stops")]


def _big_enough(excursion: Excursion, stops: Sequence[Stop]) -> list[Check]:
    small = [stop for stop in stops if is_too_small(stop, excursion.capacity)]
    return [Check(False, too_small_text(stop, excursion.capacity), "stops") for stop in small] or [
        Check(True, _("Every station is large enough"), "stops")
    ]
