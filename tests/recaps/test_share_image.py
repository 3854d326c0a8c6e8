"""The picture beside a link: a PNG of the right size, whatever the title is."""

import io

import pytest
from PIL import Image

from accounts.models import User
from recaps import actions, share_image
from recaps.models import Recap
from tests.conftest import Client
from tests.recaps import factories

STATIONS = ("Smartes Quartier", "ProbierLaden", "JEDI")


def url(recap: Recap) -> str:
    return f"{recap.get_absolute_url()}teilen.png"


def size(data: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
        return image.size


@pytest.mark.parametrize(
    "title",
    [
        "Smartes Jena erleben",
        "Smartes Jena erleben: Exkursion für Mitarbeitende aus Verwaltung und Eigenbetrieben",
        "Ä" * 120,
        "i i " * 30,
        "Łukasz Şahin, Ольга und 👩‍🔬 in Gdańsk",
        "👩‍🔬",
        "",
    ],
)
def test_every_title_becomes_a_picture(title: str) -> None:
    assert size(share_image.draw(title, "10. September 2025", STATIONS)) == (1200, 630)


@pytest.mark.parametrize("stations", [(), ("JEDI",), tuple("W" * 80 for _ in range(9))])
def test_any_number_of_stations_fits(stations: tuple[str, ...]) -> None:
    assert size(share_image.draw("Titel", "M" * 120, stations)) == (1200, 630)


def test_lines_are_of_about_the_same_length() -> None:
    lines = share_image.balanced("eins zwei drei vier fünf sechs", 100, share_image.TITLE_WIDTH)
    assert lines == ["eins zwei drei", "vier fünf sechs"]


def test_a_word_wider_than_the_picture_is_broken() -> None:
    first, *others = share_image.balanced("W" * 40, 60, share_image.TITLE_WIDTH)
    assert first.endswith("-")
    assert "".join([first, *others]).replace("-", "") == "W" * 40


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Jörg Müßig", "Jörg Müßig"),
        ("Łukasz Şahin", "Łukasz Şahin"),
        ("ḱ ﬁn", "k fin"),
        ("a 👩‍🔬 b", "a b"),
        ("a\u2028b\tc", "a b c"),
    ],
)
def test_what_the_fonts_do_not_know_is_left_out(typed: str, drawn: str) -> None:
    assert share_image.drawable(typed) == drawn


def test_the_picture_of_an_article_is_asked_for_again(robin: User, client: Client) -> None:
    recap = factories.published(robin, photos=0)
    answer = client.get(url(recap))
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "public, no-cache"
    assert size(answer.content) == (1200, 630)
    assert not answer.cookies
    again = client.get(url(recap), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_there_is_none_of_what_cannot_be_read(
    robin: User, client: Client, as_robin: Client
) -> None:
    draft = factories.written(robin)
    assert as_robin.get(url(draft)).status_code == 404
    actions.publish(draft, actor=robin)
    actions.withdraw(draft, actor=robin, reason="")
    assert client.get(url(draft)).status_code == 410
