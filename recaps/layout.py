"""How photos stand on the page: wide, beside the text, or in rows of two and three.

Each frame knows what part of the row it takes, so that `sizes` tells browsers the truth and they
load no pixel too many. The numbers are those of `static/css/recaps.css`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recaps.content import Picture

# Width to height, as photos in rows are cropped.
LANDSCAPE, PORTRAIT = 3 / 2, 4 / 5
# After the first paragraph; of more, the first opens the chapter and the others close it.
MOST_WITHIN_TEXT = 3


# A portrait alone stands in the margin, on a smaller screen between the paragraphs.
BESIDE_TEXT = "(min-width: 1088px) 352px, (min-width: 576px) 416px, 100vw"


@dataclass(frozen=True)
class Frame:
    """A photo in its place, and how wide that is."""

    picture: Picture
    sizes: str


@dataclass(frozen=True)
class Row:
    """Photos that stand together; `kind` is the class of the row."""

    kind: str
    frames: list[Frame]


def within_text(photos: Sequence[Picture]) -> list[Row]:
    """What stands after the first paragraph of a chapter."""
    return rows(photos[:1] if len(photos) > MOST_WITHIN_TEXT else photos)


def after_text(photos: Sequence[Picture]) -> list[Row]:
    """What is left for the end of the chapter."""
    return rows(photos[1:]) if len(photos) > MOST_WITHIN_TEXT else []


def rows(photos: Sequence[Picture]) -> list[Row]:
    """Threes and twos in turn, never one left over; the large one of a three changes sides."""
    return list(_rows(photos))


def _rows(photos: Sequence[Picture]) -> Iterator[Row]:
    wanted, mirrored = 3, False
    while photos:
        left = len(photos)
        size = min(left, wanted if left - wanted != 1 else 5 - wanted)
        taken, photos = photos[:size], photos[size:]
        if size == 1:
            yield _alone(taken[0])
        elif size == 3 and not any(photo.is_portrait for photo in taken):
            yield _trio(taken, mirrored=mirrored)
            mirrored = not mirrored
        else:
            yield _side_by_side(taken)
        wanted = 5 - wanted


def _alone(photo: Picture) -> Row:
    if photo.is_portrait:
        return Row("side", [Frame(photo, BESIDE_TEXT)])
    return Row("wide", [Frame(photo, _sizes(1))])


def _trio(photos: Sequence[Picture], *, mirrored: bool) -> Row:
    """One large, two small above each other beside it; on a phone they share a row below."""
    large, small = _sizes(2 / 3), _sizes(1 / 3, phone=50)
    all_sizes = [small, small, large] if mirrored else [large, small, small]
    frames = [Frame(photo, sizes) for photo, sizes in zip(photos, all_sizes, strict=True)]
    return Row("trio trio--mirrored" if mirrored else "trio", frames)


def _side_by_side(photos: Sequence[Picture]) -> Row:
    """Of one height: each is as wide as its shape asks for."""
    ratios = [PORTRAIT if photo.is_portrait else LANDSCAPE for photo in photos]
    shares = [ratio / sum(ratios) for ratio in ratios]
    return Row("row", [Frame(p, _sizes(share)) for p, share in zip(photos, shares, strict=True)])


def _sizes(share: float, *, phone: int = 100) -> str:
    """For this part of a row: beside the line of light, and from edge to edge on a phone."""
    large = f"(min-width: 1216px) {1032 * share:.0f}px"
    tablet = f"(min-width: 768px) calc({92 * share:.1f}vw - {88 * share:.0f}px)"
    small = f"(min-width: 576px) {92 * share:.0f}vw"
    return f"{large}, {tablet}, {small}, {phone}vw"
