"""What people would notice of a saving: what stood there before."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from excursions.models.programme import Excursion


class ChangeQuerySet(models.QuerySet["Change"]):
    def since(self, at: datetime) -> Self:
        """Made at this moment or later, the first one first."""
        return self.filter(at__gte=at).order_by("version")


class Change(models.Model):
    """One saving of a public excursion that changed time, place or route.

    What somebody was told at version v is what stood in `before` of the first change after v.
    """

    excursion = models.ForeignKey(Excursion, models.CASCADE, related_name="changes")
    # The version of the excursion that this saving made.
    version = models.PositiveIntegerField()
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    # `facts.Facts` as JSON.
    before = models.JSONField()
    is_told = models.BooleanField(_("people are told"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of the programme")
        verbose_name_plural = _("changes of the programme")
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["excursion", "version"], name="change_one_per_version"),
            models.CheckConstraint(
                name="change_is_told_or_has_reason",
                condition=Q(is_told=True) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.excursion_id}, {self.version}"
