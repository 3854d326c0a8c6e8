"""What differs between two contents, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Model
from django.utils.translation import gettext as _

from recaps import text
from recaps.content import PHOTO_FIELDS, SECTION_FIELDS, TEXT_FIELDS, Content
from recaps.models import Recap, RecapPhoto, RecapSection

# Below this share of equal words, a mixture of both is harder to read than the two texts.
READABLE = 0.5
RICH = {"conclusion", "thanks", "text"}


@dataclass(frozen=True)
class Piece:
    """Some words that stand in both ("same"), only before ("gone") or only after ("new")."""

    kind: str
    words: str


@dataclass(frozen=True)
class Difference:
    """One place that differs: its name for people, and the words."""

    name: str
    pieces: list[Piece]


def words(before: str, after: str) -> list[Piece]:
    """The two texts as pieces, in reading order; with little in common, one after the other."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if old and new and matcher.ratio() < READABLE:
        return [Piece("gone", " ".join(old)), Piece("new", " ".join(new))]
    pieces = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", " ".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece("gone", " ".join(old[a:b])))
        if d > c:
            pieces.append(Piece("new", " ".join(new[c:d])))
    return pieces


def of_field(name: str, before: str, after: str) -> list[Piece]:
    """As `words`, for a field of a recap or a section; rich text without its tags."""
    if name in RICH:
        before, after = text.plain(before), text.plain(after)
    return words(before, after)


def between(before: Content, after: Content) -> list[Difference]:
    """Everything that differs, in the order of the article."""
    return [*_texts(before, after), *_sections(before, after), *_photos(before, after)]


def _texts(before: Content, after: Content) -> Iterator[Difference]:
    for name in TEXT_FIELDS:
        if before[name] != after[name]:
            label = _label(Recap, name)
            yield Difference(label, of_field(name, before[name], after[name]))


def _sections(before: Content, after: Content) -> Iterator[Difference]:
    old = {row["id"]: row for row in before["sections"]}
    new = {row["id"]: row for row in after["sections"]}
    for pk, row in old.items():
        if pk not in new:
            gone = f"{row['heading']}. {text.plain(row['text'])}"
            yield Difference(_("Section removed"), [Piece("gone", gone)])
    for pk, row in new.items():
        if pk not in old:
            fresh = f"{row['heading']}. {text.plain(row['text'])}"
            yield Difference(_("Section added"), [Piece("new", fresh)])
            continue
        for name in SECTION_FIELDS:
            if old[pk][name] != row[name]:
                label = f"{row['heading']}: {_label(RecapSection, name)}"
                yield Difference(label, of_field(name, old[pk][name], row[name]))
    kept = [pk for pk in old if pk in new]
    if kept != [pk for pk in new if pk in old]:
        order = ", ".join(row["heading"] for row in after["sections"])
        yield Difference(_("Order of the sections"), [Piece("new", order)])


def _photos(before: Content, after: Content) -> Iterator[Difference]:
    old = {row["id"]: row for row in before["photos"]}
    new = {row["id"]: row for row in after["photos"]}
    for pk in old.keys() - new.keys():
        yield Difference(_("Photo removed"), [Piece("gone", _photo_name(old[pk]))])
    for pk in new.keys() - old.keys():
        yield Difference(_("Photo added"), [Piece("new", _photo_name(new[pk]))])
    for pk in new.keys() & old.keys():
        for name in ("caption", "credit", "licence", "alt"):
            was, is_now = _said(old[pk], name), _said(new[pk], name)
            if was != is_now:
                label = f"{_('Photo')}: {_label(RecapPhoto, name)}"
                yield Difference(label, words(was, is_now))
    moved = {"section", *PHOTO_FIELDS} - {"caption", "credit", "licence", "alt", "widths", "key"}
    if any(old[pk][n] != new[pk][n] for pk in new.keys() & old.keys() for n in moved):
        yield Difference(_("Order, place or crop of the photos"), [])


def _label(model: type[Model], name: str) -> str:
    return str(getattr(model._meta.get_field(name), "verbose_name", name))


def _said(row: Content, name: str) -> str:
    if name == "licence":  # not in what was frozen before there were licences
        return str(RecapPhoto.Licence(row.get(name, "")).label)
    return str(row[name])


def _photo_name(row: Content) -> str:
    return row["caption"] or row["alt"] or _("without a caption")
