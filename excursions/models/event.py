"""What happened to a registration, line by line."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from excursions.models.consent import PhotoConsent
from excursions.models.registration import Registration


class Event(models.Model):
    """One change in a registration's history. A `Message` may tell the person about it."""

    class Kind(models.TextChoices):
        REGISTERED = "registered", _("Registered")
        JOINED_WAITLIST = "joined_waitlist", _("Joined the waitlist")
        MOVED_UP = "moved_up", _("Moved up from the waitlist")
        PUT_FIRST = "put_first", _("Put first on the waitlist")
        CHANGED = "changed", _("Changed the answers")
        WITHDRAWN = "withdrawn", _("Given back")
        LEFT_WAITLIST = "left_waitlist", _("Left the waitlist")
        CANCELLED = "cancelled", _("Excursion called off")
        PHOTO_CONSENT_GIVEN = "photo_consent_given", _("Photos allowed")
        PHOTO_CONSENT_WITHDRAWN = "photo_consent_withdrawn", _("Photo consent withdrawn")
        NEW_DAY_SUITS = "new_day_suits", _("New day suits")
        ADDRESS_CORRECTED = "address_corrected", _("E-mail address corrected")
        REACHED_BY_PHONE = "reached_by_phone", _("Reached by phone")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=30, choices=Kind)
    at = models.DateTimeField(_("when"), default=timezone.now)
    # Empty: the software itself, following its rule.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Of a photo consent that was given or withdrawn: `PhotoConsent` knows only the present ones.
    use = models.CharField(_("use"), max_length=10, choices=PhotoConsent.Use, blank=True)
    channel = models.CharField(_("how"), max_length=5, choices=PhotoConsent.Channel, blank=True)
    wording = models.CharField(_("wording"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("history")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="event_kind_known",
                condition=Q(
                    kind__in=[
                        "registered",
                        "joined_waitlist",
                        "moved_up",
                        "put_first",
                        "changed",
                        "withdrawn",
                        "left_waitlist",
                        "cancelled",
                        "photo_consent_given",
                        "photo_consent_withdrawn",
                        "new_day_suits",
                        "address_corrected",
                        "reached_by_phone",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="event_of_photos_names_use_and_channel",
                condition=Q(
                    kind__in=["photo_consent_given", "photo_consent_withdrawn"],
                    use__in=["website", "intranet", "press", "social"],
                    channel__in=["form", "phone", "paper"],
                )
                | ~Q(kind__in=["photo_consent_given", "photo_consent_withdrawn"])
                & Q(use="", channel=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.registration_id}"
