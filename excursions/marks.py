"""What the page of an excursion marks as changed: for two weeks, with what stood there before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from excursions import dates, facts
from excursions.facts import Difference, Facts, Part
from excursions.models import Change, Excursion, Stop

# Who looked at the page before has seen it by then.
MARKED_FOR = timedelta(days=14)
# Nobody has seen a draft, and what was called off does not take place at all.
UNMARKED = (Excursion.Status.DRAFT, Excursion.Status.CANCELLED)

Key = tuple[Part, tuple[int, int] | None]


@dataclass(frozen=True)
class Mark:
    """Something that is not what it was: since when, and what stood there. Nothing: it is new."""

    at: datetime
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Marks:
    """All marks of one page. Their text is part of the key of its cached parts."""

    when: Mark | None = None
    meeting: Mark | None = None
    route: Mark | None = None
    # Whether the route is the same stations in another order.
    is_reordered: bool = False
    # Of each stop, in walking order.
    visits: tuple[Mark | None, ...] = ()
    # When it would have begun before it was moved.
    started_at: datetime | None = None


def of(excursion: Excursion, stops: Sequence[Stop], at: datetime) -> Marks:
    """What to mark at this moment: one statement, and none for what is over or called off.

    What is as it was two weeks ago is not marked, however often it was changed meanwhile.
    """
    nothing = Marks(visits=(None,) * len(stops))
    if excursion.status in UNMARKED or excursion.is_over(at):
        return nothing
    changes = list(Change.objects.filter(excursion=excursion).since(at - MARKED_FOR))
    if not changes:
        return nothing
    states = [*(Facts.from_json(change.before) for change in changes), facts.of(excursion, stops)]
    return _marks(states[0], states[-1], _found(changes, states))


def _found(changes: list[Change], states: list[Facts]) -> dict[Key, Mark]:
    """What is not as it was before the first of these savings, and which one brought it there."""
    changed_at = {
        _key(difference): change.at
        for change, before, after in zip(changes, states, states[1:], strict=False)
        for difference in facts.differences(before, after)
    }
    # Two savings together may differ in what neither of them shows alone: a station that left
    # the route and came back at another time.
    last = changes[-1].at
    return {
        _key(difference): Mark(changed_at.get(_key(difference), last), (difference.before,))
        for difference in facts.differences(states[0], states[-1])
    }


def _marks(before: Facts, now: Facts, found: dict[Key, Mark]) -> Marks:
    day, time, meeting_time, meeting_point, route = (
        found.get((part, None))
        for part in (Part.DAY, Part.TIME, Part.MEETING_TIME, Part.MEETING_POINT, Part.ROUTE)
    )
    if time and dates.clock(before.meets_at) != dates.clock(now.meets_at):
        # Where people meet at the start, that is one change, and stands in two places.
        meeting_time = meeting_time or Mark(time.at, (dates.at_clock(before.meets_at),))
    known = {visit.key for visit in before.visits}
    visits = [
        Mark(route.at) if route and visit.key not in known else found.get((Part.VISIT, visit.key))
        for visit in now.visits
    ]
    return Marks(
        when=_together(day, time),
        meeting=_together(meeting_time, meeting_point),
        route=route,
        is_reordered=known == {visit.key for visit in now.visits},
        visits=tuple(visits),
        started_at=before.starts_at if before.starts_at != now.starts_at else None,
    )


def _together(*marks: Mark | None) -> Mark | None:
    """One mark of values that stand side by side."""
    found = [mark for mark in marks if mark]
    if not found:
        return None
    return Mark(
        max(mark.at for mark in found), tuple(text for mark in found for text in mark.before)
    )


def _key(difference: Difference) -> Key:
    return difference.part, difference.visit
