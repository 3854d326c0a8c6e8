"""The pages every footer leads to, their earlier texts, and barriers people met."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Page(models.Model):
    """A page with a fixed address. As long as its text is empty, the default text is shown."""

    class Key(models.TextChoices):
        PRIVACY = "privacy", _("Privacy")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        PLAIN = "plain", _("Plain language")
        HELP = "help", _("Help")
        IMPRINT = "imprint", _("Imprint")

    key = models.CharField(_("page"), max_length=20, choices=Key, unique=True, editable=False)
    # What `pages.text.clean` has left; empty: the default text.
    text = models.TextField(_("text"), max_length=60_000, blank=True)
    # Says on the page when people last looked at it; the declaration needs that once a year.
    reviewed_on = models.DateField(
        _("last reviewed"),
        null=True,
        blank=True,
        help_text=_("When somebody last compared this page with how things really are."),
    )

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="page_key_known",
                condition=Q(key__in=["privacy", "accessibility", "plain", "help", "imprint"]),
            ),
        ]

    def __str__(self) -> str:
        return self.get_key_display()

    def get_absolute_url(self) -> str:
        return reverse(f"pages:{self.key}")

    @property
    def is_default(self) -> bool:
        """Whether nobody has written a text of their own."""
        return not self.text


class PageVersion(models.Model):
    """A text as somebody saved it. The newest one is what the page shows."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="versions")
    # Empty: back to the default text.
    text = models.TextField(blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("history")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page_id}, {self.at:%Y-%m-%d %H:%M}"


class BarrierReport(models.Model):
    """Somebody could not get on, and said so; with or without a way to answer them."""

    where = models.CharField(_("where"), max_length=300, blank=True)
    what = models.TextField(_("what happened"), max_length=4000)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    at = models.DateTimeField(_("reported"), default=timezone.now, editable=False)
    # Empty: open.
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("reported barrier")
        verbose_name_plural = _("reported barriers")
        ordering = [F("answered_at").desc(nulls_first=True), "at"]
        constraints = [
            models.CheckConstraint(name="barrier_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="barrier_email_is_lower_case", condition=Q(email=Lower("email"))
            ),
        ]

    def __str__(self) -> str:
        return self.where or str(_("without an address"))
