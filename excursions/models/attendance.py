"""Who was there: ticked off on the day, deleted soon after, never evaluated by person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from excursions.models.programme import Excursion
from excursions.models.registration import Registration


class Attendance(models.Model):
    """Somebody is there: with a place, or without a registration and known by name only.

    A table of its own because it is kept for a shorter time than the registration, whose history
    says nothing about it (docs/decisions/0015). Only `excursions.actions` writes here.
    """

    excursion = models.ForeignKey(Excursion, models.CASCADE, related_name="attendances")
    registration = models.OneToOneField(
        Registration, models.CASCADE, null=True, related_name="attendance"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["at", "pk"]
        # Rights by table would decide nothing here: being named for the excursion does.
        default_permissions = ()
        permissions = [("check_in", _("Check people in on the day"))]
        constraints = [
            models.CheckConstraint(
                name="attendance_is_of_a_registration_or_has_a_name",
                condition=Q(registration__isnull=False, name="")
                | Q(registration=None) & ~Q(name=""),
            ),
            # Two phones, or two taps, about the same person are one.
            models.UniqueConstraint(
                fields=["excursion", "name"],
                name="attendance_one_per_name",
                condition=Q(registration=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.excursion_id}, {self.pk}"
