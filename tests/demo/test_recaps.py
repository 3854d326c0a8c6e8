"""The recaps of the demo as texts, before anything is loaded."""

import pytest

from demo import data, people, pictures, places, recaps
from demo.recaps import DemoPhoto, DemoRecap
from recaps import text
from recaps.models import Recap, RecapPhoto, RecapSection

PHOTOS = [photo for recap in recaps.RECAPS for part in recap.sections for photo in part.photos]


def length(model: type, field: str) -> int:
    return int(model._meta.get_field(field).max_length)  # type: ignore[attr-defined]


@pytest.mark.parametrize("recap", recaps.RECAPS, ids=lambda recap: recap.excursion)
def test_every_recap_tells_of_a_past_excursion_in_the_order_of_its_stations(
    recap: DemoRecap,
) -> None:
    (excursion,) = [one for one in data.EXCURSIONS if one.slug == recap.excursion]
    assert not isinstance(excursion.day, int)
    assert [stop.station for stop in excursion.stops] == [part.station for part in recap.sections]


@pytest.mark.parametrize("recap", recaps.RECAPS, ids=lambda recap: recap.excursion)
def test_rich_text_is_already_what_the_editor_would_keep(recap: DemoRecap) -> None:
    texts = [recap.conclusion, recap.thanks]
    texts += [part.text for part in recap.sections if not part.raw]
    for source in texts:
        assert "".join(text.clean(source).split()) == "".join(source.split())


@pytest.mark.parametrize("recap", recaps.RECAPS, ids=lambda recap: recap.excursion)
def test_everything_fits_its_field(recap: DemoRecap) -> None:
    for field in ("title", "date_line", "who", "lead", "closing"):
        assert len(getattr(recap, field)) <= length(Recap, field)
    for part in recap.sections:
        for field in ("heading", "visit_note"):
            assert len(getattr(part, field)) <= length(RecapSection, field)


@pytest.mark.parametrize("photo", PHOTOS, ids=lambda photo: photo.picture)
def test_every_photo_can_be_drawn_and_says_what_it_is(photo: DemoPhoto) -> None:
    assert photo.picture in pictures.NAMES
    assert "Illustration" in photo.credit
    assert photo.alt.startswith("Illustration: ") or photo.picture == "phones"
    for field in ("caption", "credit", "alt"):
        assert len(getattr(photo, field)) <= length(RecapPhoto, field)


def test_every_picture_is_used_once() -> None:
    assert sorted(photo.picture for photo in PHOTOS) == sorted(pictures.NAMES)


def test_each_recap_has_one_cover() -> None:
    for recap in recaps.RECAPS:
        assert sum(photo.cover for part in recap.sections for photo in part.photos) == 1


def test_those_on_finished_photos_have_agreed_and_one_on_the_draft_has_not() -> None:
    everybody = {person.email for person in (people.EMPLOYEE, *people.PEOPLE)}
    shown = {photo.picture: set(photo.people) for photo in PHOTOS if photo.people}
    assert set().union(*shown.values()) <= everybody
    missing = {name: on_it - recaps.PHOTO_CONSENTS for name, on_it in shown.items()}
    assert missing.pop("conversation") == {"samira.schluesselblum@stadt.example"}
    assert not any(missing.values())


def test_the_raw_chapter_is_the_summary_of_its_station() -> None:
    summaries = {station.slug: station.summary for station in places.STATIONS}
    raw = [part for recap in recaps.RECAPS for part in recap.sections if part.raw]
    assert [part.text for part in raw] == [summaries["probierladen"]]
