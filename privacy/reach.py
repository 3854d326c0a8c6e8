"""The page „Zahlen“: how many people excursions reached, per year and unit. Never a person."""

from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from privacy.models import Headcount

Scope = Headcount.Scope


@dataclass
class UnitRow:
    """One unit in one year."""

    name: str
    excursions: int = 0
    registered: int = 0


@dataclass
class Year:
    """What is kept of one year. Units stand in the order of the alphabet: this is no ranking."""

    number: int
    excursions: list[Headcount] = field(default_factory=list)
    units: list[UnitRow] = field(default_factory=list)

    @property
    def registered(self) -> int:
        """Everybody, as far as there were five and more."""
        return sum(row.registered or 0 for row in self.excursions)


def years() -> list[int]:
    """The years of which something is kept, the latest first."""
    dates = Headcount.objects.order_by().dates("excursion__starts_at", "year", order="DESC")
    return [date.year for date in dates]


def of(year: int) -> Year:
    """Everything that is kept of this year, in one statement."""
    rows = list(_rows(year))
    named = {row.excursion_id for row in rows if row.scope != Scope.ALL}
    units: dict[int | None, UnitRow] = {}
    for row in rows:
        if row.scope == Scope.ALL and (row.excursion_id in named or row.registered is None):
            continue  # counted by its units, or fewer than five
        unit = units.setdefault(row.unit_id, UnitRow(row.unit.name if row.unit else _("Others")))
        unit.excursions += 1
        unit.registered += row.registered or 0
    rest = units.pop(None, None)
    in_order = sorted(units.values(), key=lambda unit: unit.name.casefold())
    excursions = [row for row in rows if row.scope == Scope.ALL]
    return Year(year, excursions, in_order + ([rest] if rest else []))


def _rows(year: int) -> QuerySet[Headcount]:
    rows = Headcount.objects.filter(excursion__starts_at__year=year)
    return rows.select_related("excursion", "unit").order_by("excursion__starts_at", "pk")
