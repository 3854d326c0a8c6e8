"""Numbers that outlive the people behind them (docs/decisions/0019).

Computed once, in the transaction that deletes the first of them. What is kept:

- how many registered, of everybody, if that are five and more;
- the same per unit, where units of fewer than five are put together, with further units if
  need be, until the rest is five as well: nothing can be found by taking away;
- what became of them per unit (confirmed, waiting, given back, called off), only if no number
  among these is between one and four; then no sum or difference of them is, either;
- who was there per unit, under the same condition for those who were there and who were not.
"""

from collections import Counter, defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from excursions import actions
from excursions.models import Excursion, Registration
from privacy.models import SMALLEST_GROUP, Headcount

Scope, Status = Headcount.Scope, Registration.Status
# What became of somebody who registered twice is the better of the two.
BEST_FIRST = (Status.CONFIRMED, Status.WAITING, Status.CANCELLED, Status.WITHDRAWN)
STATES = tuple(str(status) for status in BEST_FIRST)
REST = None  # the key of those whose unit is not named


class Group:
    """The people of one unit, or of several put together."""

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()
        self.attended = 0

    def add(self, other: "Group") -> None:
        self.states += other.states
        self.attended += other.attended

    @property
    def size(self) -> int:
        return self.states.total()

    @property
    def says_nobody(self) -> bool:
        """Whether what became of its people can be said without saying it of few."""
        return all(_is_safe(self.states[state]) for state in STATES)

    @property
    def attendance_says_nobody(self) -> bool:
        missed = self.states[Status.CONFIRMED] - self.attended
        return _is_safe(self.attended) and _is_safe(missed)


def _is_safe(number: int) -> bool:
    return number == 0 or number >= SMALLEST_GROUP


def keep_due(at: datetime) -> int:
    """Keeps the numbers of every excursion whose first data are due; returns how many."""
    over = Excursion.objects.filter(
        Exists(Registration.objects.filter(excursion=OuterRef("pk"))),
        ~Exists(Headcount.objects.filter(excursion=OuterRef("pk"))),
        ends_at__lt=at - timedelta(days=settings.KEEP_DAYS["attendance"]),
    )
    return sum(_keep_one(pk) for pk in over.values_list("pk", flat=True))


@transaction.atomic
def _keep_one(pk: int) -> bool:
    return keep(actions.lock(pk)[pk])


def keep(excursion: Excursion) -> bool:
    """Keeps the numbers of this excursion, unless they are kept already; returns whether.

    Call it while the excursion is locked, before the first registration or attendance goes.
    """
    if Headcount.objects.filter(excursion=excursion).exists():
        return False
    Headcount.objects.bulk_create(of(excursion))
    return True


def of(excursion: Excursion) -> list[Headcount]:
    """What may be kept of this excursion, as of now."""
    groups = _groups(excursion)
    everybody = Group()
    for group in groups.values():
        everybody.add(group)
    if everybody.size < SMALLEST_GROUP:
        return [Headcount(excursion=excursion, scope=Scope.ALL)]
    was_checked_in = excursion.attendances.exists()
    rows = [_row(excursion, Scope.ALL, everybody, states=True, attended=was_checked_in)]
    shown = _put_together(groups)
    states = all(group.says_nobody for group in shown.values())
    attended = states and all(group.attendance_says_nobody for group in shown.values())
    if set(shown) == {REST}:
        return rows
    for unit, group in shown.items():
        row = _row(
            excursion,
            Scope.REST if unit is REST else Scope.UNIT,
            group,
            states=states,
            attended=attended and was_checked_in,
        )
        row.unit_id = unit
        rows.append(row)
    return rows


def _groups(excursion: Excursion) -> dict[int | None, Group]:
    """Everybody once, by unit; whose unit is not in the list belongs to the rest."""
    people: dict[object, Registration] = {}
    rows = excursion.registrations.select_related("user").order_by("pk")
    for one in sorted(rows, key=lambda one: STATES.index(one.status)):
        people.setdefault(one.address or one.pk, one)
    there = set(excursion.attendances.values_list("registration", flat=True))
    groups: dict[int | None, Group] = defaultdict(Group)
    for one in people.values():
        group = groups[one.unit_id]
        group.states[one.status] += 1
        group.attended += one.pk in there
    return groups


def _put_together(groups: dict[int | None, Group]) -> dict[int | None, Group]:
    """Units of five and more, and the rest, which has five and more as well or is empty."""
    rest = Group()
    shown: dict[int | None, Group] = {}
    for unit, group in sorted(groups.items(), key=lambda item: item[1].size, reverse=True):
        if unit is not REST and group.size >= SMALLEST_GROUP:
            shown[unit] = group
        else:
            rest.add(group)
    while shown and 0 < rest.size < SMALLEST_GROUP:
        _unit, smallest = shown.popitem()
        rest.add(smallest)
    return shown | ({REST: rest} if rest.size else {})


def _row(
    excursion: Excursion, scope: Headcount.Scope, group: Group, *, states: bool, attended: bool
) -> Headcount:
    return Headcount(
        excursion=excursion,
        scope=scope,
        registered=group.size,
        attended=group.attended if attended else None,
        **{state: group.states[state] if states else None for state in STATES},
    )
