"""Photos in rows, and where they stand in the text."""

import pytest
from django.utils.safestring import SafeString

from recaps import layout, text
from recaps.content import Credit, Picture


def picture(*, portrait: bool = False) -> Picture:
    return Picture(
        id=1,
        base="/bilder/",
        key="k",
        caption="",
        credit=Credit(""),
        alt="",
        is_decorative=True,
        focus_x=44,
        focus_y=100,
        width=800 if portrait else 1200,
        height=1000 if portrait else 800,
        widths=[480],
    )


def kinds(shapes: str) -> list[str]:
    """`lpl`: landscape, portrait, landscape."""
    photos = [picture(portrait=shape == "p") for shape in shapes]
    rows = layout.rows(photos)
    assert [frame.picture for row in rows for frame in row.frames] == photos
    return [f"{row.kind} {len(row.frames)}" for row in rows]


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        ("", []),
        ("l", ["wide 1"]),
        ("p", ["side 1"]),
        ("lp", ["row 2"]),
        ("lll", ["trio 3"]),
        ("lpl", ["row 3"]),
        ("llll", ["row 2", "row 2"]),
        ("lllll", ["trio 3", "row 2"]),
        ("llllll", ["trio 3", "trio trio--mirrored 3"]),
        ("lllllll", ["trio 3", "row 2", "row 2"]),
        ("llllllll", ["trio 3", "row 2", "trio trio--mirrored 3"]),
    ],
)
def test_threes_and_twos_in_turn(shapes: str, expected: list[str]) -> None:
    assert kinds(shapes) == expected


@pytest.mark.parametrize("number", range(2, 40))
def test_never_one_is_left_over(number: int) -> None:
    assert all(not kind.endswith(" 1") for kind in kinds("l" * number))


@pytest.mark.parametrize(
    ("number", "within", "after"), [(0, 0, 0), (1, 1, 0), (3, 3, 0), (4, 1, 3), (9, 1, 8)]
)
def test_many_photos_do_not_tear_the_text_apart(number: int, within: int, after: int) -> None:
    photos = [picture() for _ in range(number)]
    assert sum(len(row.frames) for row in layout.within_text(photos)) == within
    assert sum(len(row.frames) for row in layout.after_text(photos)) == after


def test_photos_beside_each_other_share_the_width() -> None:
    (row,) = layout.rows([picture(), picture(portrait=True)])
    assert [frame.sizes.split(", ")[0] for frame in row.frames] == [
        "(min-width: 1216px) 673px",
        "(min-width: 1216px) 359px",
    ]


def test_the_focus_is_a_class() -> None:
    assert picture().focus_class == "fx-40 fy-100"


@pytest.mark.parametrize(
    ("html", "opening"),
    [
        ("", ""),
        ("<p>a</p>", "<p>a</p>"),
        ("<p>a</p><p>b</p>", "<p>a</p>"),
        ("<h3>h</h3><p>a</p><p>b</p>", "<h3>h</h3><p>a</p>"),
        (
            "<blockquote><p>q</p></blockquote><p>a</p><ul><li><p>x</p></li></ul>",
            "<blockquote><p>q</p></blockquote><p>a</p>",
        ),
        ("<ul><li><p>x</p><ol><li><p>y</p></li></ol></li></ul>", None),
        ("<h3>h</h3>", None),
    ],
)
def test_photos_follow_the_first_paragraph(html: str, opening: str | None) -> None:
    whole = SafeString(html)
    assert text.opening(whole) == (html if opening is None else opening)
    assert text.opening(whole) + text.rest(whole) == html
