"""The writing page: saving, ordering, what is refused, and that nothing typed is lost."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from recaps import actions, checklist
from recaps.models import Recap, RecapPhoto, RecapVersion
from tests import factories as basics
from tests.conftest import Client
from tests.recaps import factories
from tests.recaps.pages import address, errors, fields, opened, soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(alex: User) -> Recap:
    """Two sections of raw material."""
    return factories.recap(alex)


def saved(client: Client, recap: Recap, **changes: Any) -> Any:
    """What comes back after a press; names of fields with __ instead of hyphens."""
    data = opened(client, recap) | {name.replace("__", "-"): v for name, v in changes.items()}
    return client.post(address(recap), data, follow=True)


def test_the_page_begins_with_what_is_known(as_alex: Client, draft: Recap) -> None:
    page = as_alex.get(address(draft))
    typed = fields(page)
    assert typed["title"] == draft.title
    first = draft.sections.all()[0]
    assert typed["sections-0-heading"] == first.heading
    assert typed["sections-0-text"] == first.text
    assert "Baustein, bitte anpassen" in page.content.decode()


def test_a_press_saves(as_alex: Client, draft: Recap) -> None:
    page = saved(
        as_alex,
        draft,
        lead="Zwei Stationen.\r\nEin Nachmittag.",
        sections__1__text="<p>Von mir.</p>",
        thanks="Danke an alle.",
    )
    assert "Gespeichert." in page.content.decode()
    draft.refresh_from_db()
    assert (draft.lead, draft.thanks) == (
        "Zwei Stationen.\nEin Nachmittag.",
        "<p>Danke an alle.</p>",
    )
    assert [section.is_raw for section in draft.sections.all()] == [True, False]
    assert draft.version == 2


def test_a_press_without_a_change_makes_no_version(as_alex: Client, alex: User) -> None:
    recap = factories.written(alex)
    saved(as_alex, recap)
    recap.refresh_from_db()
    assert recap.version == 2


def test_nothing_is_required(as_alex: Client, draft: Recap) -> None:
    data = dict.fromkeys(opened(as_alex, draft), "") | {"version": "1"}
    as_alex.post(address(draft), data)
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("", 2)
    assert not draft.sections.exists()


@pytest.mark.parametrize(
    ("field", "most", "sentence"),
    [
        ("title", 120, "Titel: Bitte kürzen Sie auf 120 Zeichen; jetzt sind es 121."),
        ("lead", 600, "Vorspann: Bitte kürzen Sie auf 600 Zeichen; jetzt sind es 601."),
        ("sections-1-heading", 120, "Abschnitt 2, Überschrift: Bitte kürzen Sie auf 120"),
        (
            "sections-0-visit_note",
            300,
            "Abschnitt 1, Selbst ausprobieren: Bitte kürzen Sie auf 300",
        ),
        ("conclusion", 20_000, "Fazit der Exkursion: Bitte kürzen Sie auf 20000 Zeichen"),
    ],
)
def test_what_is_too_long_is_sent_back_with_everything_else(
    as_alex: Client, draft: Recap, field: str, most: int, sentence: str
) -> None:
    data = opened(as_alex, draft) | {"closing": "Bleibt stehen.", field: "x" * (most + 1)}
    page = as_alex.post(address(draft), data)
    assert errors(page)[0].startswith(sentence)
    assert page.content.decode().count("<title>Fehler: ") == 1
    again = fields(page)
    assert again["closing"] == "Bleibt stehen."
    assert len(again[field]) > most
    draft.refresh_from_db()
    assert draft.version == 1
    as_alex.post(address(draft), again | {field: "x"})
    draft.refresh_from_db()
    assert draft.closing == "Bleibt stehen."


def test_hostile_text_becomes_harmless(as_alex: Client, draft: Recap) -> None:
    bad = "<script>alert(1)</script><p onclick=x>Gut</p><img src=x onerror=alert(2)>"
    saved(
        as_alex,
        draft,
        title="<b>Titel</b>\x07\n",
        sections__0__text=bad,
        conclusion="<svg onload=x>",
    )
    page = as_alex.get(address(draft)).content.decode()
    assert "onerror" not in page
    assert "<b>Titel" not in page
    draft.refresh_from_db()
    assert draft.title == "<b>Titel</b>"
    assert [draft.sections.all()[0].text, draft.conclusion] == ["<p>Gut</p>", ""]


def test_numbers_decide_the_order(as_alex: Client, draft: Recap) -> None:
    one, two = draft.sections.all()
    saved(as_alex, draft, sections__0__position="5", sections__1__position="2")
    assert list(draft.sections.all()) == [two, one]


@pytest.mark.parametrize(
    ("row", "place", "order"), [(0, 2, [1, 0, 2]), (2, 1, [2, 0, 1]), (0, 3, [1, 2, 0])]
)
def test_who_types_the_number_of_another_section_takes_its_place(
    as_alex: Client, alex: User, row: int, place: int, order: list[int]
) -> None:
    recap = factories.recap(alex, factories.past_excursion(stations=3))
    sections = list(recap.sections.all())
    saved(as_alex, recap, **{f"sections__{row}__position": str(place)})
    assert list(recap.sections.all()) == [sections[n] for n in order]


def test_a_section_is_added_with_and_without_a_station(as_alex: Client, draft: Recap) -> None:
    place = basics.station("JEDI")
    saved(as_alex, draft, sections__2__heading="Am Weg", sections__2__position="1")
    saved(as_alex, draft, sections__3__station=str(place.pk))
    assert (draft.sections.all()[0].heading, draft.sections.all()[0].station) == ("Am Weg", None)
    assert draft.sections.last().station == place  # type: ignore[union-attr]


def test_a_ticked_section_goes_and_its_photos_stay(
    as_alex: Client, draft: Recap, alex: User
) -> None:
    photo = factories.photo(draft, alex)
    saved(as_alex, draft, sections__0__DELETE="on")
    assert photo.section_id
    assert RecapPhoto.objects.kept().get(pk=photo.pk).section is None
    assert draft.sections.count() == 1


def test_the_station_of_a_section_does_not_change(as_alex: Client, draft: Recap) -> None:
    other = basics.station()
    saved(as_alex, draft, sections__0__station=str(other.pk), sections__0__heading="Neu")
    first = draft.sections.all()[0]
    assert first.heading == "Neu"
    assert first.station != other


def test_a_section_of_another_recap_is_not_touched(
    as_alex: Client, draft: Recap, alex: User
) -> None:
    theirs = factories.recap(alex).sections.all()[0]
    saved(as_alex, draft, sections__0__pk=str(theirs.pk), sections__0__heading="Fremd")
    theirs.refresh_from_db()
    assert theirs.heading != "Fremd"
    assert draft.sections.all()[0].heading == "Fremd"


@pytest.mark.parametrize(
    "changes",
    [
        {"sections-0-pk": "999999999999"},
        {"sections-0-pk": "x", "sections-0-position": "eins"},
        {"sections-1-pk": "", "sections-900000-heading": "Weit weg"},
        {"sections-01-heading": "Null", "sections-TOTAL_FORMS": "viele"},
        {"base": "[", "take": ["sections-7-text", "sections-x", "slug"]},
        {"sections-0-position": "99999999999999999999"},
    ],
)
def test_a_form_that_was_tampered_with_breaks_nothing(
    as_alex: Client, draft: Recap, changes: dict[str, Any]
) -> None:
    answer = as_alex.post(address(draft), opened(as_alex, draft) | changes)
    assert answer.status_code == 302
    assert draft.sections.filter(heading__startswith="Station").count() >= 2


def test_the_same_section_twice_is_kept_twice(as_alex: Client, draft: Recap) -> None:
    data = opened(as_alex, draft)
    saved(as_alex, draft, sections__1__pk=data["sections-0-pk"])
    assert draft.sections.count() == 2


def test_there_is_a_limit_to_sections(as_alex: Client, draft: Recap) -> None:
    many = {f"sections-{n}-heading": f"Nummer {n}" for n in range(2, 42)}
    page = as_alex.post(address(draft), opened(as_alex, draft) | many)
    assert errors(page) == ["Bitte verwenden Sie höchstens 40 Abschnitte."]
    assert fields(page)["sections-41-heading"] == "Nummer 41"


def test_every_entry_of_the_check_list_leads_to_a_field(as_alex: Client, draft: Recap) -> None:
    page = soup(as_alex.get(address(draft)))
    anchors = [check.anchor for check in checklist.checks(draft) if "bearbeiten" in check.anchor]
    assert len(anchors) > 5
    for anchor in anchors:
        assert page.find(id=anchor.partition("#")[2]), anchor


def test_photos_stand_beside_their_section(as_alex: Client, draft: Recap, alex: User) -> None:
    ready = factories.photo(draft, alex)
    factories.photo(draft, alex, ready=False)
    page = soup(as_alex.get(address(draft)))
    assert [tag["src"] for tag in page.select(".strip-of-photos img")] == [
        reverse("recaps:picture", args=[ready.key, f"{min(ready.widths)}.jpg"])
    ]
    assert len(page.select(".thumb-waits")) == 1
    assert "Fotos dieses Abschnitts (2)" in page.get_text()


# -- Who may, and when ---------------------------------------------------------------------------


def test_everybody_has_to_log_in_whether_there_is_something_or_not(
    client: Client, draft: Recap
) -> None:
    for slug in (draft.slug, "gibt-es-nicht"):
        answer = client.get(reverse("recaps:edit", args=[slug]))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_request_login_code"))


def test_for_those_who_do_not_write_it_does_not_exist(as_kim: Client, draft: Recap) -> None:
    assert as_kim.get(address(draft)).status_code == 404
    assert as_kim.post(address(draft), {"title": "x"}).status_code == 404


def test_communications_staff_writes_too(as_robin: Client, draft: Recap) -> None:
    assert as_robin.get(address(draft)).status_code == 200
    assert as_robin.put(address(draft)).status_code == 405


def test_in_review_there_is_no_form_and_nothing_is_lost(as_alex: Client, alex: User) -> None:
    recap = factories.written(alex)
    data = opened(as_alex, recap) | {"lead": "Noch schnell etwas."}
    actions.submit(recap, actor=alex)
    page = as_alex.get(address(recap))
    assert soup(page).select_one("form.writing") is None
    assert "Vorschau" in soup(page).select(".work-main")[0].get_text()
    page = as_alex.post(address(recap), data)
    assert page.status_code == 409
    assert fields(page)["lead"] == "Noch schnell etwas."
    assert "in Prüfung" in page.content.decode()
    recap.refresh_from_db()
    assert recap.lead != "Noch schnell etwas."


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_sections_and_photos_does_not_change_the_number_of_statements(
    as_alex: Client, alex: User, number: int, django_assert_num_queries: Any
) -> None:
    recap = factories.recap(alex, factories.past_excursion(stations=number))
    for _ in range(number):
        factories.photo(recap, alex, ready=False)
    data = opened(as_alex, recap)
    with django_assert_num_queries(13):
        as_alex.get(address(recap))
    assert len([name for name in data if name.endswith("-heading")]) == number + 1
    assert RecapVersion.objects.filter(recap=recap).exists()
