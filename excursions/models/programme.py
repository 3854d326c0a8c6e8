"""Excursions and the stations they lead to."""

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from excursions import dates
from excursions.models.programme_queryset import ExcursionQuerySet
from excursions.models.seats import Seats
from stations.models import Station

if TYPE_CHECKING:
    from excursions.standing import Standing


class Excursion(models.Model):
    """One dated outing with a capacity."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        CLOSED = "closed", _("Registration closed")
        CANCELLED = "cancelled", _("Called off")

    is_managed: bool  # of `with_managed()`
    seats_taken: int
    seats_waiting: int
    standing: "Standing"  # set by views that show several excursions

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(
        _("address"),
        max_length=140,
        unique=True,
        help_text=_("Part of the web address. It should not change after publishing."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    lead = models.TextField(
        _("introduction"), max_length=500, help_text=_("Two sentences that make people curious.")
    )

    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    registration_opens_at = models.DateTimeField(
        _("registration from"),
        null=True,
        blank=True,
        help_text=_("Empty: as soon as the excursion is published."),
    )
    registration_closes_at = models.DateTimeField(
        _("registration until"), help_text=_("This minute is still included.")
    )
    meets_at = models.DateTimeField(
        _("meet at"), null=True, blank=True, help_text=_("Empty: at the start.")
    )
    meeting_point = models.CharField(_("meeting point"), max_length=200)

    capacity = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1)])
    has_waitlist = models.BooleanField(
        _("keep a waitlist"),
        default=True,
        help_text=_("A seat given back goes to the first person on the list."),
    )

    counts_as_work = models.BooleanField(_("counts as working time"), default=True)
    work_note = models.CharField(
        _("note on working time"),
        max_length=200,
        blank=True,
        help_text=_("For example: the way there and back counts as well."),
    )
    bring = models.CharField(_("what to bring"), max_length=200, blank=True)
    access_note = models.CharField(
        _("note on access"),
        max_length=300,
        blank=True,
        help_text=_("In addition to what is known about the stations."),
    )

    team = models.ManyToManyField(
        User,
        related_name="team_of",
        verbose_name=_("organizing team"),
        help_text=_("Only they see who takes part, write to people and change the excursion."),
    )
    escorts = models.ManyToManyField(
        User,
        blank=True,
        related_name="escorts_of",
        verbose_name=_("who checks people in"),
        help_text=_("On the day they see the names, and neither phone numbers nor needs."),
    )
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)

    cancellation_reason = models.CharField(
        _("reason and alternative"), max_length=300, blank=True, editable=False
    )
    has_reminder = models.BooleanField(
        _("remind people"),
        default=True,
        help_text=_("By e-mail at nine o’clock, to everybody who has a place."),
    )
    reminder_days = models.PositiveSmallIntegerField(
        _("working days before"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    # Of every calendar entry of this excursion; rises when time or place change.
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)
    # Counts the savings in the editor, so that two people do not overwrite each other unseen.
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ExcursionQuerySet.as_manager()

    class Meta:
        verbose_name = _("excursion")
        verbose_name_plural = _("excursions")
        ordering = ["-starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="excursion_status_known",
                condition=Q(status__in=["draft", "published", "closed", "cancelled"]),
            ),
            models.CheckConstraint(
                name="excursion_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The end must be after the start."),
            ),
            models.CheckConstraint(
                name="excursion_registration_closes_before_start",
                condition=Q(registration_closes_at__lte=F("starts_at")),
                violation_error_message=_("Registration must end before the excursion starts."),
            ),
            models.CheckConstraint(
                name="excursion_registration_opens_before_it_closes",
                condition=Q(registration_opens_at=None)
                | Q(registration_opens_at__lt=F("registration_closes_at")),
                violation_error_message=_("Registration must open before it ends."),
            ),
            models.CheckConstraint(
                name="excursion_meets_before_start",
                condition=Q(meets_at=None) | Q(meets_at__lte=F("starts_at")),
                violation_error_message=_("People must meet before the excursion starts."),
            ),
            models.CheckConstraint(
                name="excursion_capacity_positive",
                condition=Q(capacity__gte=1),
                violation_error_message=_("An excursion needs at least one seat."),
            ),
            models.CheckConstraint(
                name="excursion_reminds_in_time",
                condition=Q(reminder_days__gte=1, reminder_days__lte=10),
                violation_error_message=_("Between one and ten working days before."),
            ),
            models.CheckConstraint(
                name="excursion_public_has_contact",
                condition=Q(status="draft") | ~Q(contact_name="") & ~Q(contact_phone=""),
                violation_error_message=_("A contact with phone is missing."),
            ),
            models.CheckConstraint(
                name="excursion_cancelled_has_reason",
                condition=~Q(status="cancelled") | ~Q(cancellation_reason=""),
                violation_error_message=_("A reason is missing."),
            ),
        ]
        indexes = [models.Index(fields=["ends_at", "status"])]

    def __str__(self) -> str:
        return f"{self.title}, {dates.short_date(self.starts_at)}"

    def get_absolute_url(self) -> str:
        return reverse("excursions:detail", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.status != self.Status.DRAFT

    @property
    def when(self) -> str:
        """Date and time in words."""
        return dates.when(self.starts_at, self.ends_at)

    @property
    def meeting_time(self) -> datetime:
        """When people meet: the start, unless something else was said."""
        return self.meets_at or self.starts_at

    @property
    def seats(self) -> Seats:
        """The seat arithmetic as of `with_seats()`."""
        return Seats(self.capacity, self.seats_taken, self.seats_waiting)

    @property
    def registration_ends_at(self) -> datetime:
        """The first moment that is too late: „bis 23:59 Uhr“ includes the whole minute."""
        return self.registration_closes_at + timedelta(minutes=1)

    @cached_property
    def is_step_free(self) -> bool:
        """Whether every station is known to be step-free."""
        stops = list(self.stops.all())
        return bool(stops) and all(stop.station.step_free == Station.StepFree.YES for stop in stops)

    @cached_property
    def fingerprint(self) -> str:
        """A digest of all that the page says about the programme, for its cached parts."""
        rows = [self, *(row for stop in self.stops.all() for row in (stop, stop.station))]
        shown = [getattr(row, field.attname) for row in rows for field in row._meta.concrete_fields]
        return hashlib.blake2b(repr(shown).encode(), digest_size=16).hexdigest()

    @property
    def is_told(self) -> bool:
        """Whether there is a recap to read, as of `with_recap()`."""
        recap = getattr(self, "recap", None)
        return recap is not None and recap.is_public

    def has_started(self, at: datetime) -> bool:
        return at >= self.starts_at

    def is_over(self, at: datetime) -> bool:
        return at >= self.ends_at
