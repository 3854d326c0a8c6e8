"""Photos of a recap, and the people on them."""

import secrets
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from excursions.models import PhotoConsent, Registration
from excursions.models.consent import PhotoConsentQuerySet
from recaps.models.recap import Recap, RecapSection

FOLDER = "recaps"  # of the storage; each photo has one of its own in it


def new_key() -> str:
    """The folder and web address of a photo: 96 bits nobody can guess, no name from outside."""
    return secrets.token_urlsafe(12)


def folder(key: str) -> str:
    """Where the files of a photo are."""
    return f"{FOLDER}/{key}"


def master_path(photo: "RecapPhoto", filename: str) -> str:
    return f"{folder(photo.key)}/master.jpg"


class RecapPhotoQuerySet(models.QuerySet["RecapPhoto"]):
    def kept(self) -> Self:
        """Part of the working copy: neither removed nor taken down."""
        return self.filter(removed_at=None, taken_down_at=None)

    def in_page_order(self) -> Self:
        """Section by section; those before the conclusion come last."""
        section = F("section__position").asc(nulls_last=True)
        return self.order_by(section, "section_id", "position", "pk")

    def with_people(self) -> Self:
        """Loads who is on it, and what they agreed to."""
        return self.prefetch_related("people__registration__photo_consents")

    def removed_before(self, moment: datetime) -> Self:
        """Removed from the working copy, and not part of what is public."""
        return self.filter(removed_at__lt=moment, is_public=False, taken_down_at=None)

    def unused_since(self, moment: datetime) -> Self:
        """Part of a working copy nobody went on with, and never published since the excursion."""
        return self.kept().filter(
            is_public=False,
            uploaded_at__lt=moment,
            recap__edited_at__lt=moment,
            recap__excursion__ends_at__lt=moment,
        )

    def taken_down_before(self, moment: datetime) -> Self:
        """Without their files; what is left is the proof why."""
        return self.filter(taken_down_at__lt=moment)

    def with_withdrawn_consent(self) -> Self:
        """Somebody on it had agreed when it was published, and has withdrawn that since.

        Who agrees again gives a new consent, at another moment: the old photo stays down.
        """
        gone = _people_on_it().filter(~_still_agreed(), cleared_at__isnull=False)
        return self.filter(Exists(gone))

    def presentable(self) -> Self:
        """What a preview may show: all that would be public if the recap were published now."""
        return self.kept().filter(
            ~Exists(_people_on_it().filter(~Exists(_consents().firm()), is_named=True)),
            ~Q(recognisable=RecapPhoto.Recognisable.OPEN),
            state=RecapPhoto.State.READY,
        )

    def usable_for(self, use: PhotoConsent.Use) -> Self:
        """What may be handed over for this use: shown on the website, where all agreed to it."""
        agreed = Exists(_consents(use).firm())
        return self.showable().filter(~Exists(_people_on_it().filter(~agreed)))

    def showable(self) -> Self:
        """What the public may see at this very moment. Asked whenever a page or a file is drawn:
        a withdrawn consent works at once, without anybody having to notice it first.
        """
        return self.filter(
            ~Exists(_people_on_it().filter(~_still_agreed())),
            is_public=True,
            taken_down_at=None,
            state=RecapPhoto.State.READY,
        )


def _people_on_it() -> "models.QuerySet[PhotoPerson]":
    return PhotoPerson.objects.filter(photo=OuterRef("pk"))


def _still_agreed() -> Exists:
    """The very consent on the strength of which the photo was published."""
    return Exists(_consents().filter(since=OuterRef("cleared_at")))


def _consents(use: PhotoConsent.Use = PhotoConsent.Use.WEBSITE) -> PhotoConsentQuerySet:
    return PhotoConsent.objects.filter(registration=OuterRef("registration"), use=use)


class RecapPhoto(models.Model):
    """A photo: one cleaned picture, its renditions in several widths, and what is said about it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("being prepared")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be prepared")

    class Recognisable(models.TextChoices):
        OPEN = "", _("not answered yet")
        NO = "no", _("No, nobody")
        YES = "yes", _("Yes")

    class Licence(models.TextChoices):
        OPEN = "", _("not stated yet")
        CITY = "city", _("All rights with the city")
        PERMISSION = "permission", _("Used with permission")
        CC0 = "cc0", _("CC0 1.0, free for all uses")
        CC_BY = "cc-by", _("CC BY 4.0")
        CC_BY_SA = "cc-by-sa", _("CC BY-SA 4.0")

    recap = models.ForeignKey(Recap, models.CASCADE, related_name="photos")
    # Empty: the group of photos before the conclusion.
    section = models.ForeignKey(
        RecapSection,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="photos",
        verbose_name=_("where"),
    )
    position = models.PositiveIntegerField(_("order"), default=0)
    is_cover = models.BooleanField(_("cover photo"), default=False)

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    # Upright, sRGB, without any metadata; the uploaded file itself is not kept.
    master = models.FileField(upload_to=master_path, max_length=120, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, editable=False)
    widths = models.JSONField(default=list, editable=False)  # of the renditions that are there

    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("photo by"), max_length=120, blank=True)
    # Open only where a photo is older than the question: no upload without an answer.
    licence = models.CharField(
        _("licence"), max_length=10, choices=Licence, blank=True, default=Licence.OPEN
    )
    alt = models.CharField(_("alternative text"), max_length=500, blank=True)
    is_decorative = models.BooleanField(_("purely decorative"), default=False)
    # In percent from the left and from the top: stays visible when the photo is cropped.
    focus_x = models.PositiveSmallIntegerField(default=50)
    focus_y = models.PositiveSmallIntegerField(default=50)

    recognisable = models.CharField(
        _("Can anybody be recognised?"), max_length=3, choices=Recognisable, blank=True, default=""
    )
    others_note = models.CharField(_("written consent of others"), max_length=300, blank=True)
    shows_minors = models.BooleanField(_("children or adolescents"), default=False)

    # Part of the article as it is published now.
    is_public = models.BooleanField(default=False, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    # Never comes back: the files are deleted, this row is the proof without the picture.
    taken_down_at = models.DateTimeField(null=True, editable=False)

    version = models.PositiveIntegerField(default=1, editable=False)
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    objects = RecapPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="photo_state_known", condition=Q(state__in=["waiting", "ready", "failed"])
            ),
            models.CheckConstraint(
                name="photo_recognisable_known", condition=Q(recognisable__in=["", "no", "yes"])
            ),
            models.CheckConstraint(
                name="photo_licence_known",
                condition=Q(licence__in=["", "city", "permission", "cc0", "cc-by", "cc-by-sa"]),
            ),
            models.CheckConstraint(
                name="photo_focus_is_percent", condition=Q(focus_x__lte=100, focus_y__lte=100)
            ),
            models.CheckConstraint(
                name="photo_taken_down_is_not_public",
                condition=Q(taken_down_at=None) | Q(is_public=False),
            ),
            models.CheckConstraint(
                name="photo_decorative_has_no_alt",
                condition=Q(is_decorative=False) | Q(alt=""),
                violation_error_message=_("A decorative photo has no alternative text."),
            ),
            models.UniqueConstraint(
                fields=["recap"],
                name="photo_one_cover",
                condition=Q(is_cover=True, removed_at=None, taken_down_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.caption or str(_("Photo"))


class PhotoPerson(models.Model):
    """Somebody who took part and can be recognised on a photo."""

    photo = models.ForeignKey(RecapPhoto, models.CASCADE, related_name="people")
    # Protected: without this row nobody would know any more that the photo needs a consent.
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="+")
    # Somebody taken off a public photo counts until it is published again without them.
    is_named = models.BooleanField(default=True)
    # The moment of the consent on the strength of which the photo was published.
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["registration__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "registration"], name="photo_person_named_once"
            ),
        ]

    def __str__(self) -> str:
        return self.registration.name
