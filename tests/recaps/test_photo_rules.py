"""What is said about a photo: what is missing, who is on it, and that nobody overwrites anybody."""

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage

from accounts.models import User
from excursions.models import Registration
from excursions.rules import Refused
from recaps import actions, checklist, images
from recaps.actions.photos import Description
from recaps.models import PhotoPerson, Recap, RecapPhoto
from recaps.photo_board import Board
from tests.conftest import Client
from tests.recaps import factories
from tests.recaps.photo_pages import address, at_the_field, form_of, page, send


@pytest.fixture
def recap(alex: User) -> Recap:
    return factories.written(alex)


@pytest.fixture
def photo(recap: Recap, alex: User) -> RecapPhoto:
    return factories.photo(recap, alex, ready=False)


def test_everything_that_is_said_is_saved(
    photo: RecapPhoto, kims: Registration, as_alex: Client, as_robin: Client
) -> None:
    answer = send(
        as_alex,
        photo,
        caption=" Vor dem\nEingang. ",
        credit="Robin Klar",
        alt="Drei Personen\r\nvor einem Haus.",
        focus_x="30",
        focus_y="80",
        recognisable="yes",
        people=[str(kims.pk)],
        others_note="Zwei Gastgebende, Ordner 4, seit 3. Mai",
        shows_minors="on",
    )
    assert answer.headers["Location"] == address(photo)
    photo.refresh_from_db()
    assert (photo.caption, photo.credit) == ("Vor dem Eingang.", "Robin Klar")
    assert photo.alt == "Drei Personen vor einem Haus."
    assert (photo.focus_x, photo.focus_y, photo.recognisable) == (30, 80, "yes")
    assert photo.others_note == "Zwei Gastgebende, Ordner 4, seit 3. Mai"
    assert photo.shows_minors
    assert [one.registration for one in photo.people.all()] == [kims]
    assert photo.version == 3
    again = form_of(as_robin, photo)
    assert again["people"] == str(kims.pk)
    assert again["alt"] == photo.alt
    send(as_alex, photo, alt="", is_decorative="on", recognisable="no")
    photo.refresh_from_db()
    assert photo.is_decorative
    assert not photo.people.exists()


def test_nothing_is_required_and_what_is_missing_stays_on_the_list(
    recap: Recap, alex: User, as_alex: Client
) -> None:
    photo = factories.photo(recap, alex, caption="", credit="", alt="", recognisable="")
    answer = as_alex.get(address(photo))
    missing = [(a["href"], a.get_text()) for a in page(answer).select(".still-missing a")]
    assert missing == [
        ("#id_alt", "Alternativtext fehlt"),
        ("#id_credit", "Es fehlt, von wem es ist"),
        ("#id_recognisable_0", "Ist jemand zu erkennen?"),
    ]
    assert send(as_alex, photo, version=photo.version).status_code == 302
    assert [check.text for check in checklist.blocking(recap)] == [
        "Foto 1: Alternativtext fehlt",
        "Foto 1: Es fehlt, von wem es ist",
        "Foto 1: Ist jemand zu erkennen?",
    ]


def test_every_entry_of_the_check_list_leads_to_something_on_the_page(
    photo: RecapPhoto, tonis: Registration, alex: User, as_alex: Client
) -> None:
    description = Description(recognisable="yes", people=[tonis], shows_minors=True)
    photo = actions.describe_photo(
        photo, description=description, version=photo.version, actor=alex
    )
    anchors: set[str] = set()
    for state in RecapPhoto.State:
        for answer in ("", "yes"):
            RecapPhoto.objects.filter(pk=photo.pk).update(state=state, recognisable=answer)
            photo.refresh_from_db()
            anchors |= {anchor for _text, anchor in checklist.missing(photo)}
    PhotoPerson.objects.all().delete()
    RecapPhoto.objects.filter(pk=photo.pk).update(state="ready", widths=[480])
    shown = page(as_alex.get(address(photo)))
    assert anchors >= {"id_alt", "id_credit", "id_recognisable_0", "people", "id_others_note"}
    assert anchors >= {"id_caption", "remove"}
    for anchor in anchors:
        assert shown.find(id=anchor), anchor


@pytest.mark.parametrize(
    ("said", "name", "sentence"),
    [
        (
            {"alt": "Ein Haus.", "is_decorative": "on"},
            "alt",
            "Bitte entscheiden Sie sich: entweder ein Alternativtext oder „rein schmückend“.",
        ),
        (
            {"caption": "x" * 301},
            "caption",
            "Bitte kürzen Sie auf 300 Zeichen; jetzt sind es 301.",
        ),
        ({"people": ["999999"]}, "people", "Bitte wählen Sie aus der Liste."),
        ({"people": ["x"]}, "people", "Bitte wählen Sie aus der Liste."),
    ],
)
def test_what_cannot_be_saved_is_said_at_its_field_and_the_rest_stays(
    said: dict[str, Any], name: str, sentence: str, photo: RecapPhoto, as_alex: Client
) -> None:
    answer = send(as_alex, photo, **{"credit": "Neu & frisch"} | said)
    assert answer.status_code == 200
    assert "<title>Fehler: " in answer.text
    assert at_the_field(answer, name) == [sentence]
    assert 'value="Neu &amp; frisch"' in answer.text
    photo.refresh_from_db()
    assert photo.credit == "Robin Klar"


@pytest.mark.parametrize(("sent", "kept"), [("250", 100), ("-3", 0), ("44", 40), ("", 50)])
def test_the_focus_stays_in_the_picture(
    sent: str, kept: int, photo: RecapPhoto, as_alex: Client
) -> None:
    send(as_alex, photo, focus_x=sent)
    photo.refresh_from_db()
    assert photo.focus_x == kept


def test_nonsense_is_no_fault(photo: RecapPhoto, as_alex: Client) -> None:
    for said in ({"focus_x": "x"}, {"version": "x"}, {"version": ""}, {"recognisable": "maybe"}):
        assert send(as_alex, photo, **said).status_code == 200
    assert as_alex.post(address(photo), {"take": ["people", "x"]}).status_code == 200
    photo.refresh_from_db()
    assert photo.version == 2


def test_only_those_who_took_part_can_be_chosen_and_it_says_who_blocks_the_photo(
    photo: RecapPhoto, kims: Registration, tonis: Registration, as_alex: Client
) -> None:
    waiting = factories.took_part(photo.recap.excursion, photo_consent=True, name="Uwe Wartet")
    Registration.objects.filter(pk=waiting.pk).update(status="withdrawn")
    factories.took_part(factories.past_excursion(), photo_consent=True, name="Eva Woanders")
    names = [
        tag.get_text(" ", strip=True)
        for tag in page(as_alex.get(address(photo))).select(".names li")
    ]
    assert names == ["Kim Ja", "Toni Nein keine Einwilligung, blockiert das Foto"]
    send(as_alex, photo, recognisable="yes", people=[str(tonis.pk)])
    Registration.objects.filter(pk=tonis.pk).update(status="withdrawn")
    names = [tag.get_text() for tag in page(as_alex.get(address(photo))).select("[data-person]")]
    assert names == ["Toni Nein", "Kim Ja"]  # who is named comes first, also without a seat
    assert any("Toni Nein" in check.text for check in checklist.blocking(photo.recap))
    answer = send(as_alex, photo, people=[str(tonis.pk), str(waiting.pk)])
    assert at_the_field(answer, "people")


def test_on_and_on_from_photo_to_photo(recap: Recap, alex: User, as_alex: Client) -> None:
    one, two = (factories.photo(recap, alex, ready=False) for _ in range(2))
    shown = page(as_alex.get(address(one)))
    assert "Foto 1 von 2" in shown.get_text()
    assert "Speichern und weiter zu Foto 2" in shown.get_text()
    assert not shown.select("a[rel=prev]")
    assert send(as_alex, one, next="1").headers["Location"] == address(two)
    assert "weiter zu Foto" not in as_alex.get(address(two)).text
    assert send(as_alex, two, next="1").headers["Location"] == address(two)


def test_the_numbers_are_those_of_the_check_list(recap: Recap, alex: User) -> None:
    """Section by section, whatever was uploaded when."""
    first, second = recap.sections.all()
    for section, caption in ((None, "Fazit"), (second, "Zwei"), (first, "Eins")):
        photo = factories.photo(recap, alex, ready=False, caption=caption, alt="")
        RecapPhoto.objects.filter(pk=photo.pk).update(section=section)
    board = Board(recap)
    assert [card.photo.caption for card in board.cards] == ["Eins", "Zwei", "Fazit"]
    assert [group.name for group in board.groups] == [
        first.heading,
        second.heading,
        "Vor dem Fazit",
    ]
    listed = [c.anchor for c in checklist.checks(recap) if c.text == "Foto 3: Alternativtext fehlt"]
    assert listed == [f"{address(board.cards[2].photo)}#id_alt"]


def test_a_file_that_belongs_to_no_photo_is_not_left_behind(recap: Recap, alex: User) -> None:
    factories.photo(recap, alex, ready=False)
    RecapPhoto.objects.update(state="ready", widths=[480])
    actions.submit(recap, actor=alex)
    before = default_storage.listdir("recaps")
    data = factories.picture()
    picture = images.take(io.BytesIO(data), len(data))
    with pytest.raises(Refused):
        actions.add_photo(recap, picture, credit="x", licence="city", section=None, actor=alex)
    assert default_storage.listdir("recaps") == before


def test_somebody_elses_photo_cannot_be_arranged(
    recap: Recap, photo: RecapPhoto, alex: User
) -> None:
    other = factories.photo(factories.written(alex, factories.past_excursion()), alex, ready=False)
    places = [actions.photos.Place(other.pk, None), actions.photos.Place(photo.pk, 10**9, True)]
    actions.arrange_photos(recap, places=places, actor=alex)
    photo.refresh_from_db()
    assert (photo.section, photo.is_cover, photo.position) == (None, True, 1)
    other.refresh_from_db()
    assert other.section is not None


def test_a_licence_can_be_changed_not_taken_back(photo: RecapPhoto, as_alex: Client) -> None:
    for sent, stored in (("cc0", "cc0"), ("", "cc0"), ("mine", "cc0")):
        send(as_alex, photo, licence=sent)
        photo.refresh_from_db()
        assert photo.licence == stored


def test_a_new_photo_without_a_licence_is_not_published(photo: RecapPhoto, as_alex: Client) -> None:
    RecapPhoto.objects.update(licence="")
    assert "Foto 1: Lizenz fehlt" in [one.text for one in checklist.blocking(photo.recap)]
    assert page(as_alex.get(address(photo))).select('.still-missing a[href="#id_licence"]')


def test_an_earlier_version_leaves_the_licence_that_was_stated_since(
    recap: Recap, alex: User
) -> None:
    photo = factories.photo(recap, alex)
    version = recap.versions.latest("number")
    for row in version.content["photos"]:
        del row["licence"]
    version.save()
    RecapPhoto.objects.update(licence="cc-by")
    recap.refresh_from_db()
    actions.restore(recap, number=version.number, version=recap.version, actor=alex)
    photo.refresh_from_db()
    assert photo.licence == "cc-by"
