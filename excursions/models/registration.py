"""Who takes part: one person's wish to come to one excursion."""

import uuid
from functools import cache
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Workplace
from excursions.models.programme import Excursion

if TYPE_CHECKING:
    from excursions.models.consent import PhotoConsent


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def live(self) -> Self:
        """Holding a seat or waiting for one."""
        return self.filter(status__in=Registration.LIVE)

    def seated(self) -> Self:
        """Taking a seat."""
        return self.filter(status__in=Registration.SEATED)

    def waiting(self) -> Self:
        """On the waitlist."""
        return self.filter(status=Registration.Status.WAITING)

    def of(self, user: User) -> Self:
        """Everything of this person, also what organizers entered under the same address."""
        return self.filter(Q(user=user) | Q(email=user.email))

    def of_same_person(self, registration: "Registration") -> Self:
        """What else belongs to whom this registration belongs to, and to the same excursion."""
        same = Q(pk=None)  # nobody, until something tells who it is
        if registration.user_id:
            same |= Q(user=registration.user_id)
        if registration.address:
            same |= Q(email=registration.address) | Q(user__email=registration.address)
        return self.filter(same, excursion=registration.excursion_id).exclude(pk=registration.pk)

    def reachable(self) -> Self:
        """With an address to write to."""
        return self.exclude(user=None, email="")

    def with_excursion(self) -> Self:
        """Loads the excursion, and whether there is something to read about it afterwards."""
        if not apps.is_installed("recaps"):
            return self.select_related("excursion")
        with_recap = self.select_related("excursion__recap__publication")
        return with_recap.defer("excursion__recap__publication__content")

    def with_position(self) -> Self:
        """Adds `position`: the place on the waitlist, 1 for the next in line, else None."""
        return self.annotate(position=_position())


@cache
def _position() -> Subquery:
    """Built once, like the seat counts."""
    ahead = (
        Registration.objects.waiting()
        .filter(excursion=OuterRef("excursion"), queue_order__lte=OuterRef("queue_order"))
        .order_by()
        .values("excursion")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Subquery(ahead)


class Registration(Workplace):
    """One person's wish to come to one excursion. Rows end, they are never deleted by hand.

    Only `excursions.actions` writes here.
    """

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        WAITING = "waiting", _("Waitlist")
        WITHDRAWN = "withdrawn", _("Given back")
        CANCELLED = "cancelled", _("Called off")

    # A state that comes later (held, offered) joins these two sets and the constraints below.
    SEATED = (Status.CONFIRMED,)
    LIVE = (*SEATED, Status.WAITING)
    # Who has to know how things are: also that there is no reason to come.
    CONCERNED = (*LIVE, Status.CANCELLED)

    position: int | None

    excursion = models.ForeignKey(
        Excursion, models.PROTECT, related_name="registrations", verbose_name=_("excursion")
    )
    # Empty when organizers entered somebody who has no account.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=120)
    # Only of people without an account: the others are written to at the address of the account.
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone on the day"), max_length=40, blank=True)

    status = models.CharField(_("status"), max_length=10, choices=Status)
    # Smaller is earlier. Set while waiting and only then; gaps do not matter, people see ranks.
    queue_order = models.IntegerField(null=True, blank=True)
    # Gives back this other registration as soon as this one holds a seat („Platz tauschen“).
    replaces = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )

    # One calendar entry per person and excursion for ever: taken over by a later registration.
    calendar_uid = models.UUIDField(default=uuid.uuid4, editable=False)
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)
    # The version of the excursion that the person was last told about.
    told_version = models.PositiveIntegerField(default=0, editable=False)
    # The day the person said yes to; after a move the new one suits only once they said so.
    agreed_day = models.DateField(null=True, blank=True, editable=False)
    # While the question whether the new day suits is open: the last moment to answer.
    reply_by = models.DateTimeField(_("answer until"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("registered"), default=timezone.now, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="registration_status_known",
                condition=Q(status__in=["confirmed", "waiting", "withdrawn", "cancelled"]),
            ),
            models.CheckConstraint(name="registration_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="registration_email_is_lower_case", condition=Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="registration_account_brings_the_address",
                condition=Q(user=None) | Q(email=""),
            ),
            models.CheckConstraint(
                name="registration_is_asked_only_while_seated",
                condition=Q(reply_by=None) | Q(status="confirmed"),
            ),
            models.CheckConstraint(
                name="registration_has_one_unit", condition=Q(unit=None) | Q(other_unit="")
            ),
            models.CheckConstraint(
                name="registration_queues_only_while_waiting",
                condition=Q(status="waiting", queue_order__isnull=False)
                | ~Q(status="waiting") & Q(queue_order=None),
            ),
            models.UniqueConstraint(
                fields=["excursion", "user"],
                name="registration_one_live_per_person",
                condition=Q(status__in=["confirmed", "waiting"]),
                violation_error_message=_("This person is already registered."),
            ),
            models.UniqueConstraint(
                fields=["excursion", "email"],
                name="registration_one_live_per_address",
                condition=Q(status__in=["confirmed", "waiting"]) & ~Q(email=""),
                violation_error_message=_("This address is already registered."),
            ),
            models.UniqueConstraint(
                fields=["excursion", "queue_order"], name="registration_queue_has_no_ties"
            ),
        ]
        indexes = [
            models.Index(fields=["excursion", "status"]),
            models.Index(fields=["email"]),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("excursions:registration", args=[self.pk])

    @property
    def address(self) -> str:
        """Where mails go; empty if the person can only be called."""
        return self.user.email if self.user else self.email

    @property
    def sequence(self) -> int:
        """SEQUENCE of the calendar entry: rises with the person's status and the programme's."""
        return self.calendar_sequence + self.excursion.calendar_sequence

    @property
    def website_consent(self) -> "PhotoConsent | None":
        """Whether photos may appear in the recap. Lists load `photo_consents` before."""
        found = (one for one in self.photo_consents.all() if one.use == one.Use.WEBSITE)
        return next(found, None)

    @property
    def is_live(self) -> bool:
        return self.status in self.LIVE

    @property
    def is_confirmed(self) -> bool:
        return self.status == self.Status.CONFIRMED

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING
