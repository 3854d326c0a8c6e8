"""A photo's page while others work on it: two at once, review, removing."""

from typing import Any

import pytest

from accounts.models import User
from excursions.models import Registration
from recaps import actions
from recaps.actions.photos import Description
from recaps.models import Recap, RecapPhoto
from recaps.photo_board import Board
from tests.conftest import Client
from tests.recaps import factories
from tests.recaps.photo_pages import address, form_of, page, send


@pytest.fixture
def recap(alex: User) -> Recap:
    return factories.written(alex)


@pytest.fixture
def photo(recap: Recap, alex: User) -> RecapPhoto:
    return factories.photo(recap, alex, ready=False)


def test_both_versions_are_shown_and_nothing_is_overwritten(
    photo: RecapPhoto, kims: Registration, as_alex: Client, as_robin: Client
) -> None:
    mine = {"caption": "Von der einen", "recognisable": "yes", "people": [str(kims.pk)]}
    form = form_of(as_alex, photo) | mine
    send(as_robin, photo, caption="Von der anderen", credit="Andere")
    answer = as_alex.post(address(photo), form)
    assert answer.status_code == 409
    photo.refresh_from_db()
    assert photo.caption == "Von der anderen"
    shown = page(answer)
    assert "Robin Klar hat um 9:00 Uhr gespeichert." in shown.get_text()
    stored = {tag["id"] for tag in shown.select(".theirs .theirs-name")}
    assert set(stored) == {
        "theirs-caption", "theirs-credit", "theirs-people", "theirs-recognisable"
    }  # fmt: skip
    kept = {ins.get_text() for ins in shown.select(".theirs-text ins")}
    assert kept >= {"anderen", "Andere", "niemand"}
    typed = shown.select_one("#id_caption")
    assert typed
    assert typed.get_text(strip=True) == "Von der einen"
    assert shown.select(f"input[name=people][value='{kims.pk}'][checked]")


def test_saving_once_more_keeps_mine_but_what_was_taken_from_theirs(
    photo: RecapPhoto, tonis: Registration, as_alex: Client, as_robin: Client
) -> None:
    form = form_of(as_alex, photo) | {"caption": "Von der einen", "recognisable": "yes"}
    theirs = {"recognisable": "yes", "people": [str(tonis.pk)], "credit": "Andere"}
    send(as_robin, photo, caption="Von der anderen", **theirs)
    answer = as_alex.post(address(photo), form)
    version = page(answer).select_one("[name=version]")
    assert version
    taken = {"version": version["value"], "take": ["credit", "people", "is_decorative"]}
    as_alex.post(address(photo), form | taken)
    photo.refresh_from_db()
    assert (photo.caption, photo.credit) == ("Von der einen", "Andere")
    assert [one.registration for one in photo.people.all()] == [tonis]
    assert not photo.is_decorative


def test_a_photo_that_is_prepared_at_this_moment_stays_prepared(
    photo: RecapPhoto, alex: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Saving writes what was said and nothing else; the worker writes the rest."""
    current = actions.photos._current

    def and_the_worker_is_ready(*args: Any) -> RecapPhoto:
        found = current(*args)
        RecapPhoto.objects.filter(pk=found.pk).update(state="ready", widths=[480])
        return found

    monkeypatch.setattr(actions.photos, "_current", and_the_worker_is_ready)
    said = Description(alt="Ein Haus.", credit="x", recognisable="no")
    actions.describe_photo(photo, description=said, version=photo.version, actor=alex)
    photo.refresh_from_db()
    assert (photo.state, photo.widths, photo.alt) == ("ready", [480], "Ein Haus.")


def test_in_review_the_photo_is_shown_without_a_form_and_nothing_typed_is_lost(
    photo: RecapPhoto, alex: User, as_alex: Client, as_robin: Client
) -> None:
    RecapPhoto.objects.filter(pk=photo.pk).update(state="ready", widths=[480])
    form = form_of(as_alex, photo)
    actions.submit(photo.recap, actor=alex)
    shown = as_alex.get(address(photo))
    assert not page(shown).select("main form")
    assert "Vor dem Eingang." in shown.text
    answer = as_alex.post(address(photo), form | {"caption": "Lange überlegt"})
    assert answer.status_code == 409
    assert "Es ist nichts gespeichert. Ihr Text steht noch hier." in answer.text
    assert "Lange überlegt" in answer.text
    assert send(as_robin, photo, caption="Korrigiert").status_code == 302


def test_removing_asks_first_and_says_what_the_public_keeps(
    robin: User, as_alex: Client, as_robin: Client
) -> None:
    recap = factories.published(robin)
    photo = recap.photos.get()
    asked = as_alex.get(address(photo, "remove_photo"))
    assert "Foto 1 entfernen?" in asked.text
    assert "Der veröffentlichte Rückblick behält das Foto, bis" in asked.text
    photo.refresh_from_db()
    assert photo.removed_at is None
    answer = as_alex.post(address(photo, "remove_photo"), follow=True)
    assert "Das Foto ist entfernt." in answer.text
    assert len(factories.shown(recap).photos) == 1
    assert as_robin.post(address(photo, "remove_photo")).status_code == 404


def test_in_review_nothing_is_removed(photo: RecapPhoto, alex: User, as_alex: Client) -> None:
    RecapPhoto.objects.filter(pk=photo.pk).update(state="ready", widths=[480])
    actions.submit(photo.recap, actor=alex)
    for answer in (
        as_alex.get(address(photo, "remove_photo")),
        as_alex.post(address(photo, "remove_photo")),
    ):
        assert "Dieser Rückblick ist in Prüfung." in answer.text
        assert not page(answer).select("main form")
    assert Board(photo.recap).cards
