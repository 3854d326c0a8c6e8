"""Adding photos, saying what is on them, ordering, removing and taking them down."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from excursions.models import PhotoConsent, Registration
from excursions.rules import Refusal, Refused, insist
from recaps import images, rules, tasks
from recaps.actions.writing import Changed, lock, record, touch
from recaps.models import PhotoPerson, Recap, RecapPhoto, RecapSection, RecapVersion

Kind = RecapVersion.Kind


@dataclass(frozen=True, kw_only=True)
class Description:
    """What is said about a photo, and who is on it."""

    caption: str = ""
    credit: str = ""
    licence: str = ""
    alt: str = ""
    is_decorative: bool = False
    focus_x: int = 50
    focus_y: int = 50
    recognisable: str = ""
    others_note: str = ""
    shows_minors: bool = False
    people: Collection[Registration] = ()


@dataclass(frozen=True)
class Place:
    """Where a photo stands: in which section (None: before the conclusion), and whether on top."""

    photo: int
    section: int | None
    is_cover: bool = False


def add_photo(
    recap: Recap,
    picture: images.Picture,
    *,
    credit: str,
    licence: str,
    section: RecapSection | None,
    actor: User,
) -> RecapPhoto:
    """Adds a cleaned picture at the end of its section; the worker makes the renditions.

    The file is written before the transaction: nothing slow happens while the recap is locked.
    """
    photo = RecapPhoto(
        recap=recap,
        section=section,
        credit=credit,
        licence=licence,
        width=picture.width,
        height=picture.height,
        uploaded_by=actor,
    )
    photo.master.save("", ContentFile(picture.data), save=False)
    try:
        with transaction.atomic():
            recap = lock(recap)
            insist(rules.why_not_write(recap, user=actor))
            last = recap.photos.aggregate(last=Max("position"))["last"]
            photo.position = (last or 0) + 1
            photo.save()
            tasks.make_renditions.enqueue(photo.pk)
            touch(recap, actor=actor, texts=False)
            record(recap, Kind.PHOTOS, actor=actor)
    except BaseException:
        tasks.delete_files.func(photo.key)
        raise
    return photo


@transaction.atomic
def describe_photo(
    photo: RecapPhoto, *, description: Description, version: int, actor: User
) -> RecapPhoto:
    """Saves what is said about a photo. Raises Changed when somebody saved it meanwhile."""
    recap = lock(photo.recap)
    insist(rules.why_not_write(recap, user=actor))
    photo = _current(recap, photo.pk)
    if photo.version != version:
        raise Changed(recap)
    # Not even by saying that somebody is not on it after all does a photo come back.
    if RecapPhoto.objects.with_withdrawn_consent().filter(pk=photo.pk).exists():
        raise Refused(_gone())  # `tasks.take_down_withdrawn` takes it down within a minute
    licence = photo.licence
    people = description.people if description.recognisable == "yes" else ()
    said = [name for name in Description.__dataclass_fields__ if name != "people"]
    for name in said:
        setattr(photo, name, getattr(description, name))
    # Once stated it can be changed, not taken back: the check list relies on it.
    photo.licence = description.licence or licence
    photo.version += 1
    # Nothing else: the worker may note at this moment that the photo is ready.
    photo.save(update_fields=[*said, "version"])
    _set_people(photo, people)
    touch(recap, actor=actor, texts=False)
    record(recap, Kind.PHOTOS, actor=actor)
    return photo


def places_of(photos: Iterable[RecapPhoto]) -> list[Place]:
    """Where these photos stand, in order."""
    return [Place(photo.pk, photo.section_id, photo.is_cover) for photo in photos]


@transaction.atomic
def arrange_photos(
    recap: Recap, *, places: list[Place], actor: User, seen: list[Place] | None = None
) -> None:
    """Puts the photos in this order; those that are not named (a new upload) follow.

    `seen`: where they stood when this was decided. Raises Changed when somebody moved one of them
    meanwhile; what was added or removed since changes nothing about the others.
    """
    recap = lock(recap)
    insist(rules.why_not_write(recap, user=actor))
    photos = {photo.pk: photo for photo in RecapPhoto.objects.kept().filter(recap=recap)}
    if seen is not None:
        known = {place.photo for place in seen}
        now = [place for place in places_of(photos.values()) if place.photo in known]
        if now != [place for place in seen if place.photo in photos]:
            raise Changed(recap)
    sections = set(recap.sections.values_list("pk", flat=True))
    # First none, then one: the constraint never meets two covers.
    recap.photos.filter(is_cover=True).update(is_cover=False)
    position = 0
    for place in places:
        photo = photos.pop(place.photo, None)
        if photo is None:
            continue
        position += 1
        photo.position = position
        photo.section_id = place.section if place.section in sections else None
        photo.is_cover = place.is_cover
        photo.save(update_fields=["position", "section", "is_cover"])
    for photo in photos.values():
        position += 1
        RecapPhoto.objects.filter(pk=photo.pk).update(position=position)
    touch(recap, actor=actor, texts=False)
    record(recap, Kind.PHOTOS, actor=actor)


@transaction.atomic
def remove_photo(photo: RecapPhoto, *, actor: User) -> None:
    """Takes a photo out of the working copy; a published article keeps it until the next one."""
    recap = lock(photo.recap)
    insist(rules.why_not_write(recap, user=actor))
    photo = _current(recap, photo.pk)
    photo.removed_at = timezone.now()
    photo.is_cover = False
    photo.save(update_fields=["removed_at", "is_cover"])
    touch(recap, actor=actor, texts=False)
    record(recap, Kind.PHOTOS, actor=actor, merge=False)


@transaction.atomic
def take_down_if_withdrawn(photo: RecapPhoto) -> bool:
    """Takes a photo down whose consent is gone, once; returns whether it did.

    In the same line as everybody who writes: nobody saves over it what they have read before.
    """
    recap = lock(photo.recap)
    withdrawn = RecapPhoto.objects.with_withdrawn_consent().filter(taken_down_at=None)
    still = withdrawn.filter(recap=recap, pk=photo.pk).first()
    if still:
        take_down(still)
    return still is not None


def forget_photo(photo: RecapPhoto) -> None:
    """Deletes a photo with what is said about it, and every file of it.

    Call it while the recap is locked: somebody may be restoring the photo.
    """
    photo.delete()
    tasks.delete_files.enqueue(photo.key)


def take_down(photo: RecapPhoto) -> None:
    """Takes a photo offline for good: every file of it goes, the row stays as the proof.

    `tasks.delete_files` deletes the files once the transaction has committed.
    """
    RecapPhoto.objects.filter(pk=photo.pk).update(
        taken_down_at=timezone.now(), is_public=False, is_cover=False
    )
    tasks.delete_files.enqueue(photo.key)
    line = record(photo.recap, Kind.TAKEN_DOWN, actor=None, comment=photo.caption)
    tasks.tell_editors.enqueue("taken_down", photo.recap_id, photo.caption, line.number)


def _current(recap: Recap, pk: int) -> RecapPhoto:
    photo = RecapPhoto.objects.kept().filter(recap=recap, pk=pk).first()
    if photo is None:
        raise Refused(_gone())
    photo.recap = recap
    return photo


def _gone() -> Refusal:
    return Refusal("gone", _("This photo is not part of the recap any more."))


def _set_people(photo: RecapPhoto, people: Collection[Registration]) -> None:
    """Somebody added to a public photo is cleared by the consent they have, or blocks it."""
    wanted = {registration.pk: registration for registration in people}
    gone = PhotoPerson.objects.filter(photo=photo).exclude(registration__in=wanted)
    if photo.is_public:
        gone.filter(cleared_at__isnull=False).update(is_named=False)
        gone.filter(cleared_at=None).delete()
    else:
        gone.delete()
    known = PhotoPerson.objects.filter(photo=photo, registration__in=wanted)
    known.update(is_named=True)
    named = set(known.values_list("registration", flat=True))
    consents = PhotoConsent.objects.for_website().firm().filter(registration__in=wanted)
    agreed = dict(consents.values_list("registration", "since"))
    PhotoPerson.objects.bulk_create(
        PhotoPerson(
            photo=photo,
            registration=registration,
            cleared_at=agreed.get(pk) if photo.is_public else None,
        )
        for pk, registration in wanted.items()
        if pk not in named
    )
