"""The photos of a recap as they lie on the desk: in groups, numbered, with what is missing."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recaps import checklist, content
from recaps.actions.photos import Place, places_of
from recaps.models import Recap, RecapPhoto, RecapSection

MISSING = str(10**9 - 1)


@dataclass(frozen=True)
class Card:
    """One photo; `number` counts all of them in the order of the page, as the check list does."""

    photo: RecapPhoto
    place: Place
    number: int

    @property
    def picture(self) -> content.Picture | None:
        """What can be shown of it; nothing while it is being prepared."""
        return content.picture(self.photo) if self.photo.widths else None

    @property
    def missing(self) -> list[str]:
        """In words, without that it waits: this is said where the picture will be."""
        waits = self.photo.state == RecapPhoto.State.WAITING
        return [text for text, _anchor in checklist.missing(self.photo)][waits:]


@dataclass(frozen=True)
class Group:
    """The photos of one section; those without a section stand before the conclusion."""

    key: int | None
    name: str
    cards: list[Card]


class Board:
    """All of it. `places`: an arrangement that is not saved yet, instead of the stored one."""

    def __init__(self, recap: Recap, places: list[Place] | None = None) -> None:
        self.recap = recap
        photos = recap.photos.kept().in_page_order().with_people()
        self._photos = {photo.pk: photo for photo in photos}
        self.sections = list(recap.sections.all())
        self.stored = places_of(self._photos.values())
        drawn = places or self.stored
        later = {place.photo for place in self.stored} - {place.photo for place in drawn}
        drawn = [*drawn, *(place for place in self.stored if place.photo in later)]
        self.cards = self._cards(place for place in drawn if place.photo in self._photos)

    def _cards(self, places: Iterable[Place]) -> list[Card]:
        return [
            Card(self._photos[place.photo], place, number)
            for number, place in enumerate(places, start=1)
        ]

    @property
    def groups(self) -> list[Group]:
        return self._grouped(self.cards)

    def _grouped(self, cards: list[Card]) -> list[Group]:
        found = [
            Group(section.pk, name_of(section, number), [])
            for number, section in enumerate(self.sections, start=1)
        ]
        found.append(Group(None, _("Before the conclusion"), []))
        by_key = {group.key: group for group in found}
        for card in cards:
            by_key.get(card.place.section, found[-1]).cards.append(card)
        return found

    @property
    def has_cover(self) -> bool:
        return any(card.place.is_cover for card in self.cards)

    @property
    def seen(self) -> str:
        """How the photos are stored, short enough to travel with the form."""
        return " ".join(f"{p.photo}.{p.section or ''}.{p.is_cover:d}" for p in self.stored)

    def stored_in_words(self) -> list[tuple[str, str]]:
        """Each group as it is stored, by the numbers that the photos have here."""
        numbers = {card.photo.pk: card.number for card in self.cards}
        return [
            (group.name, ", ".join(str(numbers[card.photo.pk]) for card in group.cards))
            for group in self._grouped(self._cards(self.stored))
            if group.cards
        ]


def name_of(section: RecapSection, number: int) -> str:
    """The heading, or what it is called as long as it has none."""
    return section.heading or _("Section %(number)s") % {"number": number}


def sent_places(board: Board, data: Mapping[str, str]) -> list[Place]:
    """The arrangement in a form that came back: by group, then by the numbers that were typed."""
    ranks: dict[int | None, int] = {s.pk: rank for rank, s in enumerate(board.sections)}
    rows = []
    for number, place in enumerate(board.stored, start=1):
        # A photo that came since the page was drawn follows the others.
        typed = _number(data.get(f"order-{place.photo}", MISSING), number)
        chosen = data.get(f"section-{place.photo}", str(place.section or ""))
        section = _number(chosen, 0) or None
        # Who types the number of another photo wants to stand there: the other one moves on.
        moved = (typed > number) - (typed < number)
        rank = ranks.get(section, len(ranks))
        is_cover = data.get("cover") == str(place.photo)
        rows.append(((rank, typed, moved, number), Place(place.photo, section, is_cover)))
    return [place for _key, place in sorted(rows, key=lambda row: row[0])]


def seen_places(sent: str) -> list[Place]:
    """How the photos were stored when the page was drawn; see `Board.seen`."""
    found = re.findall(r"(\d{1,9})\.(\d{0,9})\.([01])", sent)
    return [
        Place(int(photo), int(section or 0) or None, cover == "1")
        for photo, section, cover in found
    ]


def _number(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,9}", text) else default


def progress(recap: Recap) -> dict[str, int]:
    """How many photos are prepared, could not be prepared, wait, and are there at all."""
    states = list(recap.photos.kept().values_list("state", flat=True))
    return {
        "ready": states.count(RecapPhoto.State.READY),
        "failed": states.count(RecapPhoto.State.FAILED),
        "waiting": states.count(RecapPhoto.State.WAITING),
        "all": len(states),
    }
