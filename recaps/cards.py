"""A published recap in a list: its photo, its date, its title, its stations."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from recaps import content
from recaps.content import Picture
from recaps.models import Publication, RecapPhoto


@dataclass(frozen=True)
class Card:
    """What a list shows; `picture` is None while no photo may be shown."""

    url: str
    year: int
    title: str
    date_line: str
    lead: str
    stations: list[str]
    picture: Picture | None


def of(publications: Sequence[Publication]) -> list[Card]:
    """The cards of these articles; asks for their photos in one statement."""
    showable = showable_in(publications)
    return [card(publication, showable) for publication in publications]


def showable_in(publications: Iterable[Publication]) -> set[int]:
    """The keys of the photos of these articles that may be shown now."""
    recaps = [publication.recap_id for publication in publications]
    photos = RecapPhoto.objects.showable().filter(recap__in=recaps)
    return set(photos.values_list("pk", flat=True))


def card(publication: Publication, showable: Collection[int]) -> Card:
    """One of them, with a photo that is among those that may be shown."""
    frozen = publication.content
    assert frozen is not None  # a withdrawn article stands in no list
    return Card(
        url=publication.get_absolute_url(),
        year=publication.happened_on.year,
        title=frozen["title"],
        date_line=frozen["date_line"],
        lead=frozen["lead"],
        stations=content.station_names(frozen),
        picture=content.cover_of(frozen, showable=showable),
    )
