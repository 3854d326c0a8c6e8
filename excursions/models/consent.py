"""What photos of somebody may be used for: one row for each use, gone when it is withdrawn."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from excursions.models.registration import Registration


class PhotoConsentQuerySet(models.QuerySet["PhotoConsent"]):
    def firm(self) -> Self:
        """Given by the person, in the account or with a signature: enough to publish."""
        return self.filter(channel__in=PhotoConsent.FIRM)

    def for_website(self) -> Self:
        return self.filter(use=PhotoConsent.Use.WEBSITE)


class PhotoConsent(models.Model):
    """Somebody agreed to this use of photos. Only `excursions.actions` writes here; what was
    withdrawn, and its wording, is in the history.
    """

    class Use(models.TextChoices):
        WEBSITE = "website", _("Public website")
        INTRANET = "intranet", _("Intranet")
        PRESS = "press", _("Press")
        SOCIAL = "social", _("Social media")

    class Channel(models.TextChoices):
        FORM = "form", _("on this site")
        PHONE = "phone", _("on the phone")
        PAPER = "paper", _("on a signed form")

    # What was only said on the phone waits for one of these (docs/decisions/0027).
    FIRM = (Channel.FORM, Channel.PAPER)

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="photo_consents", verbose_name=_("registration")
    )
    use = models.CharField(_("use"), max_length=10, choices=Use)
    channel = models.CharField(_("how"), max_length=5, choices=Channel)
    wording = models.CharField(_("wording"), max_length=300)
    # Of the signed form.
    kept = models.CharField(_("where it is kept"), max_length=120, blank=True)
    at = models.DateTimeField(_("consent given"), default=timezone.now)
    # Without a break: confirming what was said on the phone is the same consent. Photos are
    # published on the strength of it (`recaps.PhotoPerson.cleared_at`).
    since = models.DateTimeField(default=timezone.now)

    objects = PhotoConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo consent")
        verbose_name_plural = _("photo consents")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "use"], name="photo_consent_once_for_each_use"
            ),
            models.CheckConstraint(
                name="photo_consent_use_known",
                condition=Q(use__in=["website", "intranet", "press", "social"]),
            ),
            models.CheckConstraint(
                name="photo_consent_channel_known",
                condition=Q(channel__in=["form", "phone", "paper"]),
            ),
            models.CheckConstraint(name="photo_consent_has_wording", condition=~Q(wording="")),
            models.CheckConstraint(
                name="photo_consent_on_paper_is_kept_somewhere",
                condition=Q(channel="paper") & ~Q(kept="") | ~Q(channel="paper") & Q(kept=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_use_display())

    @property
    def is_firm(self) -> bool:
        return self.channel in self.FIRM
