"""What the deletion leaves behind: counts, and who was told that an account ends."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from excursions.models import Excursion

# Groups of fewer people are never counted by themselves (docs/decisions/0019).
SMALLEST_GROUP = 5


class DeletionRun(models.Model):
    """One run of the deletion: when, and how many of what. Never who."""

    started_at = models.DateTimeField(_("started"), default=timezone.now)
    # Empty: it was interrupted; what it left is deleted by the next one.
    finished_at = models.DateTimeField(_("finished"), null=True)
    # Name of the rule -> number.
    counts = models.JSONField(_("deleted"), default=dict)

    class Meta:
        verbose_name = _("deletion run")
        verbose_name_plural = _("deletion runs")
        ordering = ["-started_at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{timezone.localtime(self.started_at):%d.%m.%Y %H:%M}"


class EndingAccount(models.Model):
    """An account that will be deleted, because nobody uses it or because it was switched off."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    noticed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("ending account")
        verbose_name_plural = _("ending accounts")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.account_id)


class Headcount(models.Model):
    """How many people an excursion reached, kept when their registrations are deleted.

    `privacy.numbers` decides what is kept so that nobody can be worked out from it.
    """

    class Scope(models.TextChoices):
        ALL = "all", _("Everybody")
        UNIT = "unit", _("Unit")
        REST = "rest", _("Others")

    excursion = models.ForeignKey(Excursion, models.CASCADE, related_name="headcounts")
    scope = models.CharField(max_length=4, choices=Scope)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    # Empty, of everybody: fewer than five.
    registered = models.PositiveIntegerField(_("registered"), null=True)
    # Empty: not kept, because it would say something about few people.
    confirmed = models.PositiveIntegerField(_("confirmed"), null=True)
    waiting = models.PositiveIntegerField(_("waiting"), null=True)
    withdrawn = models.PositiveIntegerField(_("given back"), null=True)
    cancelled = models.PositiveIntegerField(_("called off"), null=True)
    attended = models.PositiveIntegerField(_("there"), null=True)

    class Meta:
        verbose_name = _("headcount")
        verbose_name_plural = _("numbers")
        ordering = ["excursion", "scope", "unit__name"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                name="headcount_scope_fits_unit",
                condition=Q(scope="unit", unit__isnull=False)
                | Q(scope__in=["all", "rest"], unit=None),
            ),
            models.CheckConstraint(
                name="headcount_of_five_and_more",
                # Without the first part an empty number would be neither refused nor allowed.
                condition=Q(registered__isnull=False, registered__gte=SMALLEST_GROUP)
                | Q(
                    scope="all",
                    registered=None,
                    confirmed=None,
                    waiting=None,
                    withdrawn=None,
                    cancelled=None,
                    attended=None,
                ),
            ),
            models.UniqueConstraint(
                fields=["excursion", "scope"],
                name="headcount_one_per_scope",
                condition=~Q(scope="unit"),
            ),
            models.UniqueConstraint(
                fields=["excursion", "unit"],
                name="headcount_one_per_unit",
                condition=Q(scope="unit"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.excursion_id}: {self.get_scope_display()}"
