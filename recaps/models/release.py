"""What the public reads, and what was there before."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recaps.models.recap import Recap
from stations.models import Station


class PublicationQuerySet(models.QuerySet["Publication"]):
    def live(self) -> Self:
        """What can be read now, latest excursion first."""
        return self.filter(withdrawn_at=None).order_by("-happened_on", "-pk")

    def at(self, station: Station) -> Self:
        """Articles with a section about this station."""
        return self.filter(stations=station)


class Publication(models.Model):
    """The article as it was published: a snapshot that later changes do not reach."""

    recap = models.OneToOneField(Recap, models.CASCADE, related_name="publication")
    # See `recaps.content`. Empty once the article was withdrawn.
    content = models.JSONField(null=True)
    stations = models.ManyToManyField(Station, related_name="publications")
    happened_on = models.DateField()
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    updated_at = models.DateTimeField(_("updated"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.CheckConstraint(
                name="publication_withdrawn_is_empty",
                condition=Q(withdrawn_at=None, content__isnull=False)
                | Q(withdrawn_at__isnull=False, content__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["-happened_on"])]

    def __str__(self) -> str:
        return str(self.recap)

    def get_absolute_url(self) -> str:
        return self.recap.get_absolute_url()


class RecapVersion(models.Model):
    """One line of a recap's history, with the whole working copy as it was then."""

    class Kind(models.TextChoices):
        CREATED = "created", _("Created")
        SAVED = "saved", _("Saved")
        AUTOSAVED = "autosaved", _("Saved automatically")
        PHOTOS = "photos", _("Photos changed")
        RESTORED = "restored", _("Restored")
        SUBMITTED = "submitted", _("Handed in for review")
        TAKEN_BACK = "taken_back", _("Taken back from review")
        SENT_BACK = "sent_back", _("Sent back")
        SCHEDULED = "scheduled", _("Scheduled")
        UNSCHEDULED = "unscheduled", _("Schedule lifted")
        BLOCKED = "blocked", _("Not published at its moment")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        TAKEN_DOWN = "taken_down", _("Photo taken down")

    # Savings of one person that follow closely are one line; these only, never a step.
    MERGED = (Kind.SAVED, Kind.AUTOSAVED, Kind.PHOTOS)

    recap = models.ForeignKey(Recap, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    # `Recap.version` at that moment: the basis on which somebody went on writing.
    text_version = models.PositiveIntegerField()
    kind = models.CharField(_("what"), max_length=12, choices=Kind)
    content = models.JSONField()
    at = models.DateTimeField(_("when"), default=timezone.now)
    # Empty: the software itself, following its rule.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    comment = models.CharField(_("comment"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("history")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["recap", "number"], name="version_number_unique"),
            models.CheckConstraint(
                name="version_kind_known",
                condition=Q(
                    kind__in=[
                        "created",
                        "saved",
                        "autosaved",
                        "photos",
                        "restored",
                        "submitted",
                        "taken_back",
                        "sent_back",
                        "scheduled",
                        "unscheduled",
                        "blocked",
                        "published",
                        "withdrawn",
                        "taken_down",
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_kind_display()}"
