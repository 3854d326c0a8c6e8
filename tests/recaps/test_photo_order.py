"""The order of the photos: saved in one press, and never over somebody else's."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.models import User
from recaps import actions
from recaps.models import Recap, RecapPhoto
from recaps.photo_board import Board
from tests.conftest import Client
from tests.recaps import factories

JSON = {"Accept": "application/json"}


def address(recap: Recap) -> str:
    return reverse("recaps:photos", args=[recap.slug])


def page(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def recap(alex: User) -> Recap:
    return factories.written(alex)


@pytest.fixture
def three(recap: Recap, alex: User) -> list[RecapPhoto]:
    return [factories.photo(recap, alex, ready=False, caption=f"Bild {n}") for n in range(3)]


def form_of(client: Client, recap: Recap) -> dict[str, str]:
    """What the form would send if nobody touched it."""
    form = page(client.get(address(recap))).select_one("form.board")
    assert form
    found = {
        str(tag["name"]): str(tag.get("value", "")) for tag in form.select("input[type=hidden]")
    }
    for tag in form.select("input[type=number], input[type=radio][checked]"):
        found[str(tag["name"])] = str(tag.get("value", ""))
    for tag in form.select("select"):
        chosen = tag.select_one("option[selected]")
        assert chosen
        found[str(tag["name"])] = str(chosen["value"])
    return found


def stored(recap: Recap) -> list[tuple[str, int | None, bool]]:
    photos = recap.photos.kept().in_page_order()
    return [(photo.caption, photo.section_id, photo.is_cover) for photo in photos]


def test_numbers_sections_and_the_cover_are_saved_with_one_press(
    recap: Recap, three: list[RecapPhoto], as_alex: Client
) -> None:
    one, two, three_ = (photo.pk for photo in three)
    first, second = recap.sections.values_list("pk", flat=True)
    form = form_of(as_alex, recap)
    assert form["cover"] == ""
    form |= {f"order-{three_}": "1", f"section-{two}": str(second), "cover": str(two)}
    answer = as_alex.post(address(recap), form, follow=True)
    assert "Die Reihenfolge ist gespeichert." in answer.text
    assert stored(recap) == [
        ("Bild 2", first, False),
        ("Bild 0", first, False),
        ("Bild 1", second, True),
    ]
    form = form_of(as_alex, recap) | {f"section-{one}": "", "cover": ""}
    as_alex.post(address(recap), form)
    assert stored(recap)[-1] == ("Bild 0", None, False)
    assert not recap.photos.filter(is_cover=True).exists()


def test_a_script_gets_the_answer_as_data(
    recap: Recap, three: list[RecapPhoto], as_alex: Client
) -> None:
    form = form_of(as_alex, recap) | {f"order-{three[0].pk}": "3"}
    answer = as_alex.post(address(recap), form, headers=JSON).json()
    assert answer["text"] == "Die Reihenfolge ist gespeichert."
    assert answer["seen"] == Board(recap).seen
    assert "checklist" in answer["checklist"]
    assert [caption for caption, *_ in stored(recap)] == ["Bild 1", "Bild 2", "Bild 0"]


def test_of_two_who_move_photos_nobody_overwrites_the_other(
    recap: Recap, three: list[RecapPhoto], as_alex: Client, as_robin: Client
) -> None:
    mine, theirs = form_of(as_alex, recap), form_of(as_robin, recap)
    as_robin.post(address(recap), theirs | {f"order-{three[2].pk}": "1"})
    mine |= {f"order-{three[0].pk}": "2"}
    told = as_alex.post(address(recap), mine, headers=JSON)
    assert told.status_code == 409
    assert "Robin Klar hat um 9:00 Uhr gespeichert." in told.json()["text"]
    answer = as_alex.post(address(recap), mine)
    assert answer.status_code == 409
    assert [caption for caption, *_ in stored(recap)] == ["Bild 2", "Bild 0", "Bild 1"]
    alert = page(answer).select_one("[role=alert]")
    assert alert
    assert "gespeichert: Foto" in alert.get_text()
    captions = [tag.get_text() for tag in page(answer).select(".shot-caption")]
    assert captions == ["Bild 1", "Bild 0", "Bild 2"]  # mine, to be looked at
    seen = page(answer).select_one("[name=seen]")
    assert seen
    as_alex.post(address(recap), mine | {"seen": str(seen["value"])})
    assert [caption for caption, *_ in stored(recap)] == ["Bild 1", "Bild 0", "Bild 2"]


def test_a_photo_that_came_meanwhile_follows_and_one_that_went_is_missed_by_nobody(
    recap: Recap, three: list[RecapPhoto], alex: User, as_alex: Client
) -> None:
    form = form_of(as_alex, recap) | {f"order-{three[1].pk}": "1"}
    fresh = factories.photo(recap, alex, ready=False, caption="Neu")
    actions.remove_photo(three[0], actor=alex)
    assert as_alex.post(address(recap), form).status_code == 302
    assert [caption for caption, *_ in stored(recap)] == ["Bild 1", "Bild 2", "Neu"]
    fresh.refresh_from_db()
    assert fresh.section == recap.sections.first()


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 12])
def test_nonsense_moves_nothing(
    nonsense: str, recap: Recap, three: list[RecapPhoto], as_alex: Client
) -> None:
    form = form_of(as_alex, recap)
    before = stored(recap)
    form |= {f"order-{three[1].pk}": nonsense, "cover": nonsense or "0", "seen": nonsense}
    assert as_alex.post(address(recap), form).status_code == 302
    assert stored(recap) == before


def test_while_the_recap_is_in_review_nothing_is_moved(
    recap: Recap, three: list[RecapPhoto], alex: User, as_alex: Client
) -> None:
    form = form_of(as_alex, recap) | {f"order-{three[2].pk}": "1"}
    for photo in three:
        RecapPhoto.objects.filter(pk=photo.pk).update(state="ready", widths=[480])
    actions.submit(recap, actor=alex)
    before = stored(recap)
    assert as_alex.post(address(recap), form, headers=JSON).status_code == 409
    as_alex.post(address(recap), form)
    assert stored(recap) == before
    shown = page(as_alex.get(address(recap)))
    assert not shown.select("main form")
    assert len(shown.select(".shot")) == 3
