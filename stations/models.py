"""Stations: places worth a visit, known before and after any excursion."""

from urllib.parse import urlencode

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Station(models.Model):
    """A place, its public text and its access data. No order, no dates, no seats."""

    class StepFree(models.TextChoices):
        YES = "yes", _("step-free")
        PARTLY = "partly", _("partly step-free")
        NO = "no", _("not step-free")
        UNKNOWN = "unknown", _("not known yet")

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("short address"), max_length=80, unique=True)
    summary = models.TextField(
        _("text"),
        max_length=600,
        help_text=_("What there is to see, in two or three sentences. Everybody reads this."),
    )
    street = models.CharField(_("street and number"), max_length=120)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=80, default="Jena")
    district = models.CharField(
        _("district"), max_length=80, blank=True, help_text=_("For example: Lobeda")
    )

    step_free = models.CharField(
        _("way in"), max_length=10, choices=StepFree, default=StepFree.UNKNOWN
    )
    hearing_loop = models.BooleanField(_("hearing loop"), default=False)
    accessible_toilet = models.BooleanField(_("accessible toilet"), default=False)
    access_note = models.CharField(
        _("good to know about access"),
        max_length=300,
        blank=True,
        help_text=_("For example: seats on the way, a heavy door, a quiet room"),
    )
    capacity = models.PositiveSmallIntegerField(
        _("at most … people at once"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty if there is no limit."),
    )

    host_name = models.CharField(_("contact on site"), max_length=120, blank=True)
    host_phone = models.CharField(_("phone of the contact"), max_length=40, blank=True)
    host_email = models.EmailField(_("e-mail of the contact"), blank=True)

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="station_capacity_positive",
                condition=models.Q(capacity=None) | models.Q(capacity__gte=1),
                violation_error_message=_("A station needs room for at least one person."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page is drawn by excursions, which knows who goes there: an arrow up, by name."""
        return reverse("excursions:station", args=[self.slug])

    @property
    def locality(self) -> str:
        """The city with its district: „Jena-Lobeda“"""
        return f"{self.city}-{self.district}" if self.district else self.city

    @property
    def address(self) -> str:
        """Street and place in one line."""
        place = f"{self.postal_code} {self.locality}".strip()
        return f"{self.street}, {place}"

    @property
    def map_url(self) -> str:
        """A link that looks the address up on OpenStreetMap; nothing is embedded."""
        return "https://www.openstreetmap.org/search?" + urlencode({"query": self.address})

    @property
    def access_features(self) -> list[str]:
        """What is known about access, as short phrases."""
        features = []
        if self.step_free != self.StepFree.UNKNOWN:
            features.append(self.get_step_free_display())
        if self.accessible_toilet:
            features.append(gettext("accessible toilet"))
        if self.hearing_loop:
            features.append(gettext("hearing loop"))
        return features
