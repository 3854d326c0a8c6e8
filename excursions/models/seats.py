"""How many seats an excursion has, and how many people hold one or wait for one."""

from dataclasses import dataclass
from functools import cache

from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


@dataclass(frozen=True)
class Seats:
    """The seat arithmetic of one moment."""

    capacity: int
    taken: int
    waiting: int

    @property
    def free(self) -> int:
        """Seats nobody holds; never negative, also after the capacity was lowered."""
        return max(0, self.capacity - self.taken)

    @property
    def for_newcomers(self) -> int:
        """A free seat belongs to the queue as long as somebody waits."""
        return 0 if self.waiting else self.free

    @property
    def too_many(self) -> int:
        """How many more seats are taken than there should be."""
        return max(0, self.taken - self.capacity)


@cache
def seat_counts() -> dict[str, Coalesce]:
    """Built once: putting these expressions together takes longer than running them."""
    # The import would be circular at the top: a registration points to its excursion.
    from excursions.models.registration import Registration

    def count(queryset: models.QuerySet[Registration]) -> Coalesce:
        per_excursion = (
            queryset.filter(excursion=OuterRef("pk"))
            .order_by()
            .values("excursion")
            .annotate(n=Count("pk"))
            .values("n")
        )
        return Coalesce(Subquery(per_excursion), 0)

    return {
        "seats_taken": count(Registration.objects.seated()),
        "seats_waiting": count(Registration.objects.waiting()),
    }
