"""Which excursions: the verbs that choose rows, and what is loaded with them."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef

from accounts.models import User
from excursions.models.seats import seat_counts
from stations.models import Station

if TYPE_CHECKING:
    from excursions.models.programme import Excursion  # noqa: F401 (named below, in quotes)

# The rights of a role that organizes, or of one that looks over the shoulder of those who do.
ORGANIZING = ("excursions.change_excursion", "excursions.view_excursion")


class ExcursionQuerySet(models.QuerySet["Excursion"]):
    def public(self) -> Self:
        """What everybody may see: all but drafts."""
        return self.exclude(status=self.model.Status.DRAFT)

    def managed_by(self, user: User | AnonymousUser) -> Self:
        """Those this person organizes: in their team, and with a role that allows it.

        The one answer to whose participants, drafts and messages somebody may see
        (docs/decisions/0014). Superusers repair what nobody else can repair any more.
        """
        # Asking the flag first spares everybody else the two statements for permissions.
        if not (user.is_staff and any(map(user.has_perm, ORGANIZING))):
            return self.none()
        return self if user.is_superuser else self.filter(pk__in=_of(user, "team"))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What is public; who organizes a draft sees it as well, as a preview."""
        if not user.is_staff:
            return self.public()
        return self.public() | self.managed_by(user)

    def with_managed(self, user: User) -> Self:
        """Adds `is_managed`: whether this person organizes it."""
        managed = self.model._default_manager.managed_by(user).filter(pk=OuterRef("pk"))
        return self.annotate(is_managed=Exists(managed))

    def checked_in_by(self, user: User | AnonymousUser) -> Self:
        """Those on which this person checks people in: named for it, or in the team."""
        if not user.has_perm("excursions.check_in"):
            return self.none()
        mine = models.Q(pk__in=_of(user, "escorts")) | models.Q(pk__in=_of(user, "team"))
        return self.public().filter(mine)

    def upcoming(self, at: datetime) -> Self:
        """Not over at this moment, next one first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def past(self, at: datetime) -> Self:
        """Over at this moment, latest first."""
        return self.filter(ends_at__lte=at).order_by("-starts_at", "-pk")

    def overlapping(self, start: datetime, end: datetime) -> Self:
        """Sharing time with this span; one that ends when the other starts does not."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def leading_to(self, station: Station) -> Self:
        """With a stop at this station; each once, also if it comes by twice."""
        return self.filter(pk__in=station.stops.values("excursion"))

    def with_seats(self) -> Self:
        """Adds what `excursion.seats` needs, in the same statement."""
        return self.annotate(**seat_counts())

    def with_stops(self) -> Self:
        """Loads the stops and their stations, in walking order."""
        # The import would be circular at the top: a stop points to its excursion.
        from excursions.models.stop import Stop

        return self.prefetch_related(
            models.Prefetch("stops", Stop.objects.select_related("station"))
        )

    def with_recap(self) -> Self:
        """Loads whether there is something to read afterwards; that app is named, not imported."""
        if not apps.is_installed("recaps"):
            return self
        return self.select_related("recap__publication").defer("recap__publication__content")

    def with_recap_card(self) -> Self:
        """Loads what a list shows of the recap, with those photos that may be shown now."""
        if not apps.is_installed("recaps"):
            return self
        photos = apps.get_model("recaps", "RecapPhoto")._default_manager.showable()
        shown = models.Prefetch("recap__photos", photos, to_attr="shown_photos")
        return self.select_related("recap__publication").prefetch_related(shown)


def _of(user: User | AnonymousUser, part: str) -> ExcursionQuerySet:
    """Those in whose `team` or among whose `escorts` the person is."""
    from excursions.models.programme import Excursion

    return Excursion.objects.filter(**{part: user.pk})
