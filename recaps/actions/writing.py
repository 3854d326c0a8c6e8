"""Beginning a recap, saving its text, going back to an earlier version."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from excursions import check_in
from excursions.models import Excursion, Registration
from excursions.rules import insist
from recaps import content, rules, text
from recaps.models import Recap, RecapSection, RecapVersion
from stations import slugs
from stations.models import Station

Kind = RecapVersion.Kind

# Addresses beside those of the articles (see urls.py).
RESERVED = {"anlegen", "bilder", "feed", "redaktion", "vorschau"}

# Savings of one person within this time are one line of the history.
MERGE_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class SectionText:
    """A section as it was sent. Without `pk` it is new."""

    pk: int | None = None
    station: Station | None = None
    heading: str = ""
    text: str = ""
    visit_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Texts:
    """The whole text as it was sent, sections in order."""

    title: str = ""
    date_line: str = ""
    who: str = ""
    lead: str = ""
    conclusion: str = ""
    thanks: str = ""
    closing: str = ""
    sections: list[SectionText] = field(default_factory=list)


class Changed(Exception):  # noqa: N818 (an answer, not an error)
    """Somebody saved meanwhile. Nothing was changed; `recap` is what they saved."""

    def __init__(self, recap: Recap) -> None:
        super().__init__(f"version {recap.version}")
        self.recap = recap


@transaction.atomic
def create(excursion: Excursion, *, actor: User) -> Recap:
    """Begins the recap of an excursion with everything the excursion already says.

    Raises Refused; a second press meets the recap the first one made.
    """
    excursion = Excursion.objects.select_for_update(no_key=True).get(pk=excursion.pk)
    known = Recap.objects.filter(excursion=excursion).first()
    if known:
        return known
    insist(rules.why_not_create(excursion, at=timezone.now()))
    # Heads that were counted on the day tell more than seats that were given.
    seated = Registration.objects.filter(excursion=excursion).seated().count()
    came = check_in.number_of(excursion)
    recap = Recap.objects.create(
        excursion=excursion,
        slug=slugs.free(excursion.slug, is_taken=_is_taken),
        title=excursion.title,
        date_line=content.date_line(excursion.starts_at),
        who=content.who(came or seated),
        edited_by=actor,
    )
    for position, stop in enumerate(excursion.stops.select_related("station"), start=1):
        raw = text.clean(stop.station.summary)
        RecapSection.objects.create(
            recap=recap,
            station=stop.station,
            position=position,
            heading=stop.station.name,
            text=raw,
            raw_material=raw,
        )
    record(recap, Kind.CREATED, actor=actor)
    return recap


@transaction.atomic
def save(
    recap: Recap, *, texts: Texts, version: int, actor: User, automatically: bool = False
) -> Recap:
    """Saves the whole text, if `version` is still the one it was written on.

    Raises Changed when somebody saved meanwhile, Refused when this person may not write now.
    """
    recap = lock(recap)
    insist(rules.why_not_write(recap, user=actor))
    if recap.version != version:
        raise Changed(recap)
    before = content.of(recap)
    for name in content.TEXT_FIELDS:
        setattr(recap, name, _cleaned(name, getattr(texts, name)))
    _save_sections(recap, texts.sections)
    if content.of(recap) == before:
        return recap  # a press without a change makes no version
    touch(recap, actor=actor, texts=True)
    record(recap, Kind.AUTOSAVED if automatically else Kind.SAVED, actor=actor)
    return recap


@transaction.atomic
def restore(recap: Recap, *, number: int, version: int, actor: User) -> Recap:
    """Brings text and arrangement of an earlier version back, as a new version.

    A photo that was taken down does not come back; one that was removed does, while it is kept.
    """
    recap = lock(recap)
    insist(rules.why_not_write(recap, user=actor))
    if recap.version != version:
        raise Changed(recap)
    earlier = RecapVersion.objects.get(recap=recap, number=number).content
    for name in content.TEXT_FIELDS:
        setattr(recap, name, _cleaned(name, earlier[name]))
    sections = _restore_sections(recap, earlier["sections"])
    _restore_photos(recap, earlier["photos"], sections)
    touch(recap, actor=actor, texts=True)
    record(recap, Kind.RESTORED, actor=actor, comment=str(number))
    return recap


def lock(recap: Recap) -> Recap:
    """The recap as it is now, locked: everything that changes it waits in one line."""
    # The publication is not joined: PostgreSQL cannot lock the empty side of a join.
    return Recap.objects.select_for_update(no_key=True).get(pk=recap.pk)


def touch(recap: Recap, *, actor: User, texts: bool) -> None:
    """Notes who changed it. What was published or withdrawn becomes a draft again."""
    recap.edited_at = timezone.now()
    recap.edited_by = actor
    recap.version += texts
    if recap.status in {Recap.Status.PUBLISHED, Recap.Status.WITHDRAWN}:
        recap.status = Recap.Status.DRAFT
        recap.submitted_by = None
    recap.save()


def record(
    recap: Recap, kind: Kind, *, actor: User | None, comment: str = "", merge: bool = True
) -> RecapVersion:
    """Adds a line to the history, or renews the last one while the same person goes on.

    Not with `merge=False`: what takes something away leaves the line before it to go back to.
    """
    at = timezone.now()
    last = RecapVersion.objects.filter(recap=recap).first()
    frozen = content.of(recap)
    if (
        merge
        and last
        and kind in RecapVersion.MERGED
        and last.kind == kind
        and last.by == actor
        and at - last.at < MERGE_WITHIN
    ):
        last.content, last.text_version, last.at = frozen, recap.version, at
        last.save()
        return last
    return RecapVersion.objects.create(
        recap=recap,
        number=last.number + 1 if last else 1,
        text_version=recap.version,
        kind=kind,
        content=frozen,
        at=at,
        by=actor,
        comment=comment,
    )


def last_line(recap: Recap) -> int:
    """The number of the line just written: it tells the mail about it from every other mail."""
    return RecapVersion.objects.filter(recap=recap).values_list("number", flat=True)[0]


def _is_taken(slug: str) -> bool:
    """By another recap, or by a page of its own."""
    return slug in RESERVED or Recap.objects.filter(slug=slug).exists()


def _cleaned(name: str, value: str) -> str:
    return text.clean(value) if name in {"conclusion", "thanks"} else value.strip()


def _save_sections(recap: Recap, sent: list[SectionText]) -> None:
    known = {section.pk: section for section in recap.sections.all()}
    for position, row in enumerate(sent, start=1):
        section = known.pop(row.pk, None) if row.pk else None
        section = section or RecapSection(recap=recap, station=row.station)
        section.position = position
        section.heading = row.heading.strip()
        section.text = text.clean(row.text)
        section.visit_note = row.visit_note.strip()
        section.save()
    # The photos of a removed section stay, in the group before the conclusion.
    RecapSection.objects.filter(pk__in=known).delete()


def _restore_sections(recap: Recap, rows: list[content.Content]) -> dict[int, RecapSection]:
    """Returns the sections by the keys they had in the earlier version."""
    known = {section.pk: section for section in recap.sections.all()}
    stations = {station.slug: station for station in Station.objects.all()}
    restored = {}
    for position, row in enumerate(rows, start=1):
        station = stations.get(row["station"]["slug"]) if row["station"] else None
        raw = text.clean(station.summary) if station else ""
        fresh = RecapSection(recap=recap, station=station, raw_material=raw)
        section = known.pop(row["id"], None) or fresh
        section.position = position
        for name in content.SECTION_FIELDS:
            setattr(section, name, row[name])
        section.save()
        restored[row["id"]] = section
    RecapSection.objects.filter(pk__in=known).delete()
    return restored


def _restore_photos(
    recap: Recap, rows: list[content.Content], sections: dict[int, RecapSection]
) -> None:
    photos = {photo.pk: photo for photo in recap.photos.filter(taken_down_at=None)}
    recap.photos.kept().update(removed_at=timezone.now(), is_cover=False)
    said = (
        *("position", "is_cover", "caption", "credit", "licence"),
        *("alt", "is_decorative", "focus_x", "focus_y"),
    )
    for row in rows:
        photo = photos.get(row["id"])
        if photo is None:
            continue
        # A version from before there were licences leaves the one that was stated since.
        for name, value in ({"licence": photo.licence} | row).items():
            if name in said:
                setattr(photo, name, value)
        photo.section = sections.get(row["section"])
        photo.removed_at = None
        photo.version += 1
        # Nothing else: the worker may note at this moment that the photo is ready.
        photo.save(update_fields=[*said, "section", "removed_at", "version"])
