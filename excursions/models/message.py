"""What people are told: each row is one mail to one person, and the outbox at the same time."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts import mail_choice
from accounts.models import MailChoice
from excursions.models.event import Event
from excursions.models.programme import Excursion
from excursions.models.registration import Registration


class Announcement(models.Model):
    """A mail by organizers to the participants of an excursion: a draft until it is sent."""

    class Audience(models.TextChoices):
        CONFIRMED = "confirmed", _("In")
        ASKED = "asked", _("Answer to the new day is missing")
        WAITING = "waiting", _("Waitlist")
        ENDED = "ended", _("Given back")
        CANCELLED = "cancelled", _("Called off")

    excursion = models.ForeignKey(Excursion, models.CASCADE, related_name="announcements")
    # To whom: a list of `Audience`. An empty list means nobody.
    audience = models.JSONField(_("to whom"), default=list, blank=True)
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("text"), max_length=4000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    changed_at = models.DateTimeField(_("last saved"), auto_now=True)
    # Empty: a draft.
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="announcement_has_subject", condition=~Q(subject="")),
            models.CheckConstraint(name="announcement_has_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("admin:excursions_excursion_announcement", args=[self.excursion_id, self.pk])

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None


class MessageQuerySet(models.QuerySet["Message"]):
    def queued(self) -> Self:
        """Waiting to be sent, now or later."""
        return self.filter(state=Message.State.QUEUED)

    def due(self, at: datetime) -> Self:
        """To be sent now: what concerns one person first, then what goes to many."""
        return self.queued().filter(due_at__lte=at).order_by("is_bulk", "due_at", "pk")

    def unreached(self) -> Self:
        """Given up: the person does not know it."""
        return self.filter(state__in=Message.UNREACHED)


class Message(models.Model):
    """One mail to one person about one registration: it exists if and only if its reason does.

    Written by actions in the transaction of the change, sent by `excursions.outbox`.
    """

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmation")
        WAITING = "waiting", _("Place on the waitlist")
        MOVED_UP = "moved_up", _("Moved up")
        WITHDRAWN = "withdrawn", _("Place given back")
        CANCELLED = "cancelled", _("Called off")
        CHANGED = "changed", _("Change of the programme")
        OLD_DAY_AGAIN = "old_day_again", _("Old day after all")
        REMINDER = "reminder", _("Reminder")
        ANNOUNCEMENT = "announcement", _("From the organizing team")
        RECAP = "recap", _("Recap published")

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting to be sent")
        SENT = "sent", _("sent")
        SKIPPED = "skipped", _("no longer true, not sent")
        FAILED = "failed", _("failed")
        UNDELIVERABLE = "undeliverable", _("undeliverable")

    UNREACHED = (State.FAILED, State.UNDELIVERABLE)

    # Set by `delivery.last_messages`.
    is_late: bool
    is_missed: bool

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="messages")
    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    # The change it tells about, if it is one of the registration.
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="messages")
    announcement = models.ForeignKey(
        Announcement, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    # What may be told once only: the start a reminder is about, the announcement.
    occasion = models.CharField(max_length=60, blank=True)
    is_bulk = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("when"), default=timezone.now)
    # Who had it sent (again); empty: the software itself, following its rule.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )

    state = models.CharField(_("state"), max_length=20, choices=State, default=State.QUEUED)
    # Not before; whoever tries moves it on, so that a killed worker leaves nothing behind.
    due_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    address = models.EmailField(_("to"), blank=True)
    error = models.CharField(_("answer of the mail server"), max_length=300, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="message_kind_known",
                condition=Q(
                    kind__in=[
                        "confirmed",
                        "waiting",
                        "moved_up",
                        "withdrawn",
                        "cancelled",
                        "changed",
                        "old_day_again",
                        "reminder",
                        "announcement",
                        "recap",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="message_state_known",
                condition=Q(state__in=["queued", "sent", "skipped", "failed", "undeliverable"]),
            ),
            models.CheckConstraint(
                name="message_sent_has_moment",
                condition=Q(state="sent", sent_at__isnull=False)
                | ~Q(state="sent") & Q(sent_at=None),
            ),
            models.CheckConstraint(
                name="message_announcement_fits_kind",
                condition=Q(kind="announcement", announcement__isnull=False)
                | ~Q(kind="announcement") & Q(announcement=None),
            ),
            models.UniqueConstraint(
                fields=["registration", "kind", "occasion"],
                name="message_once_per_occasion",
                condition=~Q(occasion=""),
            ),
            models.UniqueConstraint(
                fields=["registration"],
                name="message_one_change_at_a_time",
                condition=Q(kind="changed", state="queued"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["is_bulk", "due_at"], name="message_due", condition=Q(state="queued")
            ),
            models.Index(fields=["registration", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.registration_id}"

    @cached_property
    def choice(self) -> MailChoice:
        """Which mails the person wants."""
        return mail_choice.of(self.registration.address)
