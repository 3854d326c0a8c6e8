"""The working copy of a recap: what editors write. What the public reads is a `Publication`."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from excursions.models import Excursion
from stations.models import Station

if TYPE_CHECKING:
    from recaps.cards import Card
    from recaps.models.photo import RecapPhoto
    from recaps.models.release import Publication


class RecapQuerySet(models.QuerySet["Recap"]):
    def due(self, at: datetime) -> Self:
        """Scheduled for this moment or an earlier one."""
        return self.filter(status=Recap.Status.SCHEDULED, publish_at__lte=at)

    def written_by(self, user: User) -> Self:
        """Those this person works on: organizers on their own excursions, the communications team
        on all. They name people on photos, so they are no less private than the participants.
        """
        if not user.has_perm("recaps.change_recap"):
            return self.none()
        if user.has_perm("recaps.publish_recap"):
            return self
        return self.filter(excursion__in=Excursion.objects.managed_by(user))


class Recap(models.Model):
    """One excursion, told afterwards. Only `recaps.actions` writes here."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        SCHEDULED = "scheduled", _("Scheduled")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    publication: "Publication"
    shown_photos: "list[RecapPhoto]"  # set by `Excursion.objects.with_recap_card()`

    excursion = models.OneToOneField(
        Excursion, models.PROTECT, related_name="recap", verbose_name=_("excursion")
    )
    # The address never changes, so it is made once and not edited.
    slug = models.SlugField(_("address"), max_length=140, unique=True, editable=False)
    # The state of the working copy. Whether there is an article to read says `is_public`.
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )

    title = models.CharField(_("title"), max_length=120, blank=True)
    date_line = models.CharField(_("date line"), max_length=120, blank=True)
    who = models.CharField(_("who took part"), max_length=200, blank=True)
    lead = models.TextField(_("lead"), max_length=600, blank=True)
    conclusion = models.TextField(_("conclusion"), max_length=20_000, blank=True)
    thanks = models.TextField(_("thanks"), max_length=20_000, blank=True)
    closing = models.CharField(_("closing line"), max_length=300, blank=True)

    # Counts the savings of the text, so that two people do not overwrite each other unseen.
    version = models.PositiveIntegerField(default=1, editable=False)
    edited_at = models.DateTimeField(_("last saved"), default=timezone.now, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    publish_at = models.DateTimeField(_("publish at"), null=True, editable=False)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    # Why it came back from review, or why it could not be published at its moment.
    comment = models.CharField(_("comment"), max_length=1000, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RecapQuerySet.as_manager()

    class Meta:
        verbose_name = _("recap")
        verbose_name_plural = _("recaps")
        ordering = ["-excursion__starts_at", "pk"]
        permissions = [("publish_recap", _("Can publish recaps"))]
        constraints = [
            models.CheckConstraint(
                name="recap_status_known",
                condition=Q(status__in=["draft", "review", "scheduled", "published", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="recap_scheduled_has_moment",
                condition=Q(status="scheduled", publish_at__isnull=False)
                | ~Q(status="scheduled") & Q(publish_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.excursion)

    def get_absolute_url(self) -> str:
        return reverse("recaps:article", args=[self.slug])

    @property
    def is_public(self) -> bool:
        """Whether there is an article to read; its text may be older than the working copy."""
        publication: Publication | None = getattr(self, "publication", None)
        return publication is not None and publication.withdrawn_at is None

    @property
    def card(self) -> "Card":
        """For lists of excursions, which know this app by name only (`with_recap_card`)."""
        from recaps import cards  # circular at the top

        return cards.card(self.publication, {photo.pk for photo in self.shown_photos})

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether the public reads something else than what stands in the editor."""
        return self.is_public and self.status != Recap.Status.PUBLISHED


class RecapSection(models.Model):
    """One chapter: usually a station that was visited, in the order of the visit."""

    recap = models.ForeignKey(Recap, models.CASCADE, related_name="sections")
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("station")
    )
    # Not unique: swapping two sections passes through a moment with two equal positions.
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    heading = models.CharField(_("heading"), max_length=120, blank=True)
    text = models.TextField(_("text"), max_length=20_000, blank=True)
    visit_note = models.CharField(
        _("go there yourself"),
        max_length=300,
        blank=True,
        help_text=_("For example: open to everybody, without an appointment. Shown in a box."),
    )
    # The station's public text as it was put in; as long as the text equals it, nobody wrote.
    raw_material = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.heading

    @property
    def is_raw(self) -> bool:
        """Whether the text is still the raw material."""
        return bool(self.raw_material) and self.text.strip() == self.raw_material.strip()
