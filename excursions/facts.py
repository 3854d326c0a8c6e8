"""What people act on: when, where and in which order. Compared before and after a saving."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from excursions import dates
from excursions.models import Change, Excursion, Stop


class Part(StrEnum):
    """What can change."""

    DAY = "day"
    TIME = "time"
    MEETING_TIME = "meeting_time"
    MEETING_POINT = "meeting_point"
    ROUTE = "route"
    VISIT = "visit"


@dataclass(frozen=True)
class Visit:
    """One station, as people have it in mind. `nth`: a route may pass a station twice."""

    station: int
    nth: int
    name: str
    arrives_at: datetime
    leaves_at: datetime

    @property
    def key(self) -> tuple[int, int]:
        return self.station, self.nth

    @property
    def time(self) -> str:
        return dates.time_range(self.arrives_at, self.leaves_at)


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was, in words. `visit`: which one, for Part.VISIT."""

    part: Part
    label: str
    before: str
    after: str
    visit: tuple[int, int] | None = None


@dataclass(frozen=True)
class Facts:
    """The state of one moment."""

    starts_at: datetime
    ends_at: datetime
    meets_at: datetime
    meeting_point: str
    visits: tuple[Visit, ...]

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts_at)

    def is_same_in_calendar(self, other: Self) -> bool:
        """Whether time and place are the same: only then SEQUENCE stays (RFC 5546, 2.1.4)."""
        return (self.starts_at, self.ends_at, self.meets_at, self.meeting_point) == (
            other.starts_at,
            other.ends_at,
            other.meets_at,
            other.meeting_point,
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "meets_at": self.meets_at.isoformat(),
            "meeting_point": self.meeting_point,
            "visits": [
                [one.station, one.name, one.arrives_at.isoformat(), one.leaves_at.isoformat()]
                for one in self.visits
            ],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            starts_at=datetime.fromisoformat(data["starts_at"]),
            ends_at=datetime.fromisoformat(data["ends_at"]),
            meets_at=datetime.fromisoformat(data["meets_at"]),
            meeting_point=data["meeting_point"],
            visits=_numbered(
                (station, name, datetime.fromisoformat(arrives), datetime.fromisoformat(leaves))
                for station, name, arrives, leaves in data["visits"]
            ),
        )


def of(excursion: Excursion, stops: Iterable[Stop] | None = None) -> Facts:
    """As this object has them now, with its stops as they are stored, or as they were loaded."""
    if stops is None:
        stops = Stop.objects.filter(excursion=excursion).select_related("station")
    return Facts(
        excursion.starts_at,
        excursion.ends_at,
        excursion.meeting_time,
        excursion.meeting_point,
        _numbered(
            (stop.station_id, stop.station.name, stop.arrives_at, stop.leaves_at) for stop in stops
        ),
    )


def as_told(excursion: Excursion, version: int) -> Facts:
    """What was true at this version of the excursion."""
    later = Change.objects.filter(excursion=excursion, version__gt=version).order_by("version")
    change = later.first()
    return Facts.from_json(change.before) if change else of(excursion)


def differences(before: Facts, after: Facts) -> list[Difference]:
    """What is not as it was, most important first; times are compared as clocks show them."""
    found = []
    if before.day != after.day:
        found.append(
            Difference(
                Part.DAY,
                _("Day"),
                dates.weekday_date(before.starts_at),
                dates.weekday_date(after.starts_at),
            )
        )
    old, new = (dates.time_range(one.starts_at, one.ends_at) for one in (before, after))
    if old != new:
        found.append(Difference(Part.TIME, _("Time"), old, new))
    found += _meeting(before, after)
    return found + _route(before, after)


def in_brief(found: list[Difference]) -> list[Difference]:
    """Without the times at the stations where all of the programme has another time anyway."""
    whole = any(one.part in (Part.DAY, Part.TIME) for one in found)
    return [one for one in found if not (whole and one.part is Part.VISIT)]


def in_short(found: list[Difference]) -> str:
    """„Uhrzeit und Treffpunkt“: what changed, in the words a subject has room for."""
    labels = {one.part: one.label for one in found if one.part is not Part.VISIT}
    if Part.TIME in labels:
        labels.pop(Part.MEETING_TIME, None)
    return get_text_list([*labels.values()] or [_("times at the stations")], _("and"))


def _meeting(before: Facts, after: Facts) -> list[Difference]:
    found = []
    old, new = (dates.at_clock(one.meets_at) for one in (before, after))
    at_start = before.meets_at == before.starts_at and after.meets_at == after.starts_at
    if old != new and not at_start:  # else the time says it already
        found.append(Difference(Part.MEETING_TIME, _("Time to meet"), old, new))
    if before.meeting_point != after.meeting_point:
        found.append(
            Difference(
                Part.MEETING_POINT, _("Meeting point"), before.meeting_point, after.meeting_point
            )
        )
    return found


def _route(before: Facts, after: Facts) -> list[Difference]:
    found = []
    if [visit.key for visit in before.visits] != [visit.key for visit in after.visits]:
        found.append(
            Difference(Part.ROUTE, _("Order of the stations"), _names(before), _names(after))
        )
    old = {visit.key: visit for visit in before.visits}
    for visit in after.visits:
        was = old.get(visit.key)
        if was and was.time != visit.time:
            found.append(Difference(Part.VISIT, visit.name, was.time, visit.time, visit.key))
    return found


def _names(facts: Facts) -> str:
    return " → ".join(visit.name for visit in facts.visits) or _("no station")


def _numbered(rows: Any) -> tuple[Visit, ...]:
    seen: Counter[int] = Counter()
    visits = []
    for station, name, arrives_at, leaves_at in rows:
        visits.append(Visit(station, seen[station], name, arrives_at, leaves_at))
        seen[station] += 1
    return tuple(visits)
