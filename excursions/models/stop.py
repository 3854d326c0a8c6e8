"""A visit to a station: when, in which order, and how people get on from there."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from excursions.models.programme import Excursion
from stations.models import Station


class Stop(models.Model):
    """One station on one excursion: when, in which order, and how people get on from there."""

    class Transfer(models.TextChoices):
        WALK = "walk", _("on foot")
        TRAM = "tram", _("by tram")
        BUS = "bus", _("by bus")
        TRAIN = "train", _("by train")
        BICYCLE = "bicycle", _("by bicycle")
        CAR = "car", _("by car")

    excursion = models.ForeignKey(Excursion, models.CASCADE, related_name="stops")
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="stops", verbose_name=_("station")
    )
    # Not unique: swapping two stops passes through a moment with two equal positions.
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    arrives_at = models.DateTimeField(_("from"))
    leaves_at = models.DateTimeField(_("until"))
    note = models.CharField(
        _("on this day"),
        max_length=300,
        blank=True,
        help_text=_("What is special on this visit; the text about the place is at the station."),
    )
    oversize_note = models.CharField(
        _("larger group agreed"),
        max_length=200,
        blank=True,
        help_text=_("Only if the group is larger than the station allows: with whom, and how."),
    )
    transfer_mode = models.CharField(
        _("then on"), max_length=10, choices=Transfer, blank=True, default=""
    )
    transfer_minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    transfer_note = models.CharField(
        _("note on the way"),
        max_length=200,
        blank=True,
        help_text=_("For example: tickets are provided"),
    )

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stations in order")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="stop_leaves_after_arriving",
                condition=Q(leaves_at__gt=F("arrives_at")),
                violation_error_message=_("The end must be after the beginning."),
            ),
            models.CheckConstraint(
                name="stop_transfer_known",
                condition=Q(
                    transfer_mode__in=["", "walk", "tram", "bus", "train", "bicycle", "car"]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.station}"

    @property
    def number(self) -> int:
        """1 for the first station; positions are renumbered without gaps on every save."""
        return self.position

    @property
    def has_transfer(self) -> bool:
        return bool(self.transfer_mode or self.transfer_minutes or self.transfer_note)

    @property
    def transfer_text(self) -> str:
        """The way to the next station as a sentence: „Mit der Straßenbahn, etwa 20 Minuten.“"""
        parts = []
        if self.transfer_mode:
            parts.append(str(self.get_transfer_mode_display()))
        if self.transfer_minutes:
            parts.append(_("about %d minutes") % self.transfer_minutes)
        sentence = ", ".join(str(part) for part in parts)
        if sentence:
            sentence = sentence[0].upper() + sentence[1:] + "."
        return f"{sentence} {self.transfer_note}".strip()
