"""What people need in order to take part, on the strength of which consent, and who has read it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from excursions.models.programme import Excursion
from excursions.models.registration import Registration

# What was consented to before it said that escorts see that somebody needs something: whoever
# changes the wording so that more people see more adds the former one here.
WORDINGS_WITHOUT_ESCORTS = (
    "Vor Einführung der Einwilligung eingetragen: „Das sieht nur das Organisationsteam“",
    "Ich willige ein, dass das Organisationsteam dieser Exkursion diese Angaben sieht und nutzt, "
    "damit ich gut teilnehmen kann",
    "Am Telefon gesagt: Das Organisationsteam dieser Exkursion darf diese Angaben sehen und "
    "nutzen, damit die Person gut teilnehmen kann",
)


class AccessNeedsQuerySet(models.QuerySet["AccessNeeds"]):
    def may_be_hinted_at(self) -> Self:
        """Those whose consent lets escorts see that there is something, never what."""
        return self.exclude(consent_wording__in=WORDINGS_WITHOUT_ESCORTS)


class AccessNeeds(models.Model):
    """What somebody needs in order to take part.

    A table of its own because it is read by fewer people and deleted sooner than the rest
    (`privacy.rules`), and because it needs a consent of its own (Art. 9 GDPR).
    """

    class Channel(models.TextChoices):
        FORM = "form", _("on this site")
        PHONE = "phone", _("on the phone")

    registration = models.OneToOneField(
        Registration, models.CASCADE, related_name="access_needs", primary_key=True
    )
    text = models.TextField(_("access needs"), max_length=1000)
    consent_at = models.DateTimeField(_("consent given"), default=timezone.now)
    consent_wording = models.CharField(_("wording"), max_length=300)
    consent_channel = models.CharField(
        _("how"), max_length=5, choices=Channel, default=Channel.FORM
    )

    objects = AccessNeedsQuerySet.as_manager()

    class Meta:
        verbose_name = _("access needs")
        verbose_name_plural = _("access needs")
        constraints = [
            models.CheckConstraint(
                name="needs_have_consent_with_wording", condition=~Q(consent_wording="")
            ),
            models.CheckConstraint(
                name="needs_channel_known", condition=Q(consent_channel__in=["form", "phone"])
            ),
        ]

    def __str__(self) -> str:
        return str(_("Access needs"))  # never the contents: this may stand in a log

    @property
    def may_be_hinted_at(self) -> bool:
        return self.consent_wording not in WORDINGS_WITHOUT_ESCORTS


class NeedsReading(models.Model):
    """Somebody of the team has opened what one person needs. Written once, never changed."""

    excursion = models.ForeignKey(Excursion, models.CASCADE, related_name="needs_readings")
    # Empty when the needs were deleted: who read is kept longer than of whom.
    registration = models.ForeignKey(
        Registration, models.SET_NULL, null=True, related_name="needs_readings"
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("reading of access needs")
        verbose_name_plural = _("readings of access needs")
        ordering = ["-at", "-pk"]
        # Nobody adds, changes or deletes a line: there is a right to look only.
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.excursion_id}, {self.pk}"
