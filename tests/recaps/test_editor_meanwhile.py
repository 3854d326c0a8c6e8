"""The writing page saves by itself, and while somebody else writes: nobody loses a word."""

from typing import Any

import pytest
from time_machine import TimeMachineFixture

from accounts.models import User
from recaps import actions
from recaps.actions import SectionText
from recaps.models import Recap, RecapVersion
from tests import factories as basics
from tests.conftest import Client
from tests.recaps import factories
from tests.recaps.pages import address, fields, opened, soup

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def recap(alex: User) -> Recap:
    """Two sections with text of one's own, version 2."""
    return factories.written(alex)


def rows(recap: Recap) -> list[SectionText]:
    """The sections as they are."""
    return [
        SectionText(pk=s.pk, heading=s.heading, text=s.text, visit_note=s.visit_note)
        for s in recap.sections.all()
    ]


def others_save(recap: Recap, who: User, **changes: Any) -> Recap:
    recap.refresh_from_db()
    unchanged = {"sections": rows(recap), "title": recap.title, "lead": recap.lead}
    texts = factories.texts(recap, **unchanged | changes)
    return actions.save(recap, texts=texts, version=recap.version, actor=who)


def theirs(page: Any, name: str) -> str:
    """The stored version beside a field, as people read it."""
    return " ".join(
        soup(page).select(f"[aria-labelledby=theirs-{name}] .theirs-text")[0].get_text().split()
    )


# -- Saving by itself ----------------------------------------------------------------------------


def test_saving_by_itself_answers_what_the_page_has_to_know(as_alex: Client, recap: Recap) -> None:
    data = opened(as_alex, recap) | {"lead": "Neu.", "sections-2-heading": "Am Weg"}
    answer = as_alex.post(address(recap), data, headers=JSON)
    found = answer.json()
    assert found["version"] == 3
    assert found["text"] == "Zuletzt gespeichert um 9:00 Uhr"
    pks = list(recap.sections.values_list("pk", flat=True))
    assert found["sections"] == {str(number): pk for number, pk in enumerate(pks)}
    assert "Am Weg" in found["checklist"]
    latest = recap.versions.first()
    assert latest
    assert latest.kind == RecapVersion.Kind.AUTOSAVED
    again = data | {
        "version": found["version"],
        "base": found["base"],
        "sections-2-pk": found["sections"]["2"],
        "lead": "Noch neuer.",
    }
    assert as_alex.post(address(recap), again, headers=JSON).json()["version"] == 4
    assert recap.sections.count() == 3


def test_rows_keep_the_number_they_have_on_the_page(as_alex: Client, recap: Recap) -> None:
    data = opened(as_alex, recap)
    moved = {"sections-0-position": "3", "sections-1-position": "2"}
    new = {"sections-7-heading": "Neu", "sections-7-position": "1"}
    found = as_alex.post(address(recap), data | moved | new, headers=JSON).json()
    in_order = list(recap.sections.values_list("pk", flat=True))
    assert [found["sections"][n] for n in ("7", "1", "0")] == in_order


def test_what_is_too_long_is_not_saved_by_itself_either(as_alex: Client, recap: Recap) -> None:
    data = opened(as_alex, recap) | {"title": "x" * 121}
    answer = as_alex.post(address(recap), data, headers=JSON)
    assert answer.status_code == 400
    assert answer.json()["text"].startswith("Titel: Bitte kürzen Sie auf 120 Zeichen")


def test_when_it_went_into_review_nothing_is_saved_by_itself(
    as_alex: Client, recap: Recap, alex: User
) -> None:
    data = opened(as_alex, recap) | {"lead": "Neu."}
    actions.submit(recap, actor=alex)
    answer = as_alex.post(address(recap), data, headers=JSON)
    assert answer.status_code == 409
    assert "in Prüfung" in answer.json()["text"]


def test_when_somebody_saved_it_says_so_and_changes_nothing(
    as_alex: Client, recap: Recap, robin: User
) -> None:
    data = opened(as_alex, recap) | {"lead": "Von Alex."}
    others_save(recap, robin, lead="Von Robin.")
    answer = as_alex.post(address(recap), data, headers=JSON)
    assert answer.status_code == 409
    assert answer.json()["text"] == (
        "Robin Klar hat um 9:00 Uhr gespeichert. Beim Speichern sehen Sie beide Fassungen."
    )
    recap.refresh_from_db()
    assert recap.lead == "Von Robin."


def test_an_answer_that_got_lost_is_no_conflict_with_oneself(as_alex: Client, recap: Recap) -> None:
    data = opened(as_alex, recap) | {"lead": "Neu.", "sections-2-heading": "Am Weg"}
    as_alex.post(address(recap), data, headers=JSON)
    found = as_alex.post(address(recap), data, headers=JSON)
    assert found.status_code == 200
    assert found.json()["sections"]["2"] == recap.sections.all()[2].pk
    assert recap.sections.count() == 3


# -- Two people ----------------------------------------------------------------------------------


def test_both_versions_are_shown_and_nothing_is_overwritten(
    as_alex: Client, recap: Recap, robin: User, clock: TimeMachineFixture
) -> None:
    data = opened(as_alex, recap) | {"lead": "Von Alex.", "closing": "Auch von Alex."}
    clock.move_to(basics.berlin("2027-05-12 10:42"))
    others_save(recap, robin, lead="Von Robin.", title="Neuer Titel")
    page = as_alex.post(address(recap), data)
    assert page.status_code == 409
    assert "Robin Klar hat um 10:42 Uhr gespeichert." in page.content.decode()
    typed = fields(page)
    assert (typed["lead"], typed["closing"]) == ("Von Alex.", "Auch von Alex.")
    assert theirs(page, "lead") == "Von Alex. Robin."
    assert typed["take"] == ["title"]  # where only Robin wrote
    recap.refresh_from_db()
    assert (recap.lead, recap.closing) == ("Von Robin.", "Die Stadt von morgen hat Adressen.")


def test_the_next_press_saves_knowingly(as_alex: Client, recap: Recap, robin: User) -> None:
    data = opened(as_alex, recap) | {"lead": "Von Alex."}
    others_save(recap, robin, lead="Von Robin.", title="Neuer Titel")
    page = as_alex.post(address(recap), data)
    as_alex.post(address(recap), fields(page))
    recap.refresh_from_db()
    assert (recap.lead, recap.title) == ("Von Alex.", "Neuer Titel")
    assert [v.content["lead"] for v in recap.versions.all()][:2] == ["Von Alex.", "Von Robin."]


def test_the_stored_version_can_be_taken_field_by_field(
    as_alex: Client, recap: Recap, robin: User
) -> None:
    data = opened(as_alex, recap) | {"lead": "Von Alex.", "sections-1-text": "<p>Von Alex.</p>"}
    one, two = rows(recap)
    changed = SectionText(pk=two.pk, heading="Von Robin", text="<p>Von <em>Robin</em>.</p>")
    others_save(recap, robin, lead="Von Robin.", sections=[one, changed])
    page = as_alex.post(address(recap), data)
    assert fields(page)["take"] == ["sections-1-heading"]
    chosen = {"take": ["lead", "sections-1-text", "sections-1-heading"]}
    as_alex.post(address(recap), fields(page) | chosen)
    recap.refresh_from_db()
    section = recap.sections.all()[1]
    assert recap.lead == "Von Robin."
    assert (section.heading, section.text) == ("Von Robin", "<p>Von <em>Robin</em>.</p>")


def test_a_section_that_was_added_meanwhile_appears_and_stays(
    as_alex: Client, recap: Recap, robin: User
) -> None:
    data = opened(as_alex, recap) | {"sections-2-heading": "Von Alex"}
    fresh = SectionText(heading="Von Robin", text="<p>Neu.</p>")
    others_save(recap, robin, sections=[*rows(recap), fresh])
    page = as_alex.post(address(recap), data)
    assert "ist inzwischen dazugekommen" in page.content.decode()
    as_alex.post(address(recap), fields(page))
    headings = [section.heading for section in recap.sections.all()]
    assert sorted(headings[2:]) == ["Von Alex", "Von Robin"]


def test_a_section_that_was_removed_meanwhile_keeps_my_text_and_its_station(
    as_alex: Client, recap: Recap, robin: User
) -> None:
    station = recap.sections.all()[0].station
    data = opened(as_alex, recap) | {"sections-0-text": "<p>Von Alex.</p>"}
    others_save(recap, robin, sections=rows(recap)[1:])
    page = as_alex.post(address(recap), data)
    assert "wurde inzwischen entfernt" in page.content.decode()
    as_alex.post(address(recap), fields(page))
    kept = recap.sections.all()[0]
    assert (kept.text, kept.station) == ("<p>Von Alex.</p>", station)


def test_a_removed_section_goes_if_i_wrote_nothing_in_it(
    as_alex: Client, recap: Recap, robin: User
) -> None:
    data = opened(as_alex, recap) | {"lead": "Von Alex."}
    others_save(recap, robin, sections=rows(recap)[1:])
    page = as_alex.post(address(recap), data)
    assert fields(page)["take"] == ["sections-0"]
    as_alex.post(address(recap), fields(page))
    assert recap.sections.count() == 1


def test_a_third_person_in_between_is_shown_as_well(
    as_alex: Client, recap: Recap, robin: User
) -> None:
    data = opened(as_alex, recap) | {"lead": "Von Alex."}
    others_save(recap, robin, lead="Von Robin.")
    page = as_alex.post(address(recap), data)
    others_save(recap, robin, lead="Noch einmal von Robin.")
    page = as_alex.post(address(recap), fields(page))
    assert page.status_code == 409
    assert "Noch einmal" in theirs(page, "lead")
    assert fields(page)["lead"] == "Von Alex."


def test_who_was_faster_in_another_window_is_told_so(as_alex: Client, recap: Recap) -> None:
    data = opened(as_alex, recap) | {"lead": "Fenster eins."}
    as_alex.post(address(recap), opened(as_alex, recap) | {"lead": "Fenster zwei."})
    page = as_alex.post(address(recap), data)
    assert "Sie haben um 9:00 Uhr in einem anderen Fenster gespeichert." in page.content.decode()


def test_what_is_shown_of_somebody_else_is_harmless(
    as_alex: Client, recap: Recap, robin: User
) -> None:
    data = opened(as_alex, recap) | {"lead": "Von Alex."}
    others_save(recap, robin, lead="<script>alert(1)</script>")
    page = as_alex.post(address(recap), data).content.decode()
    assert "<script>alert" not in page


def test_history_that_was_merged_does_not_hide_who_wrote_what(
    as_alex: Client, recap: Recap, robin: User
) -> None:
    """Savings that follow closely are one line of the history; the form knows its own base."""
    others_save(recap, robin, title="Robin, eins")
    data = opened(as_alex, recap) | {"lead": "Von Alex."}
    others_save(recap, robin, title="Robin, zwei")
    assert not recap.versions.filter(text_version=3).exists()
    page = as_alex.post(address(recap), data)
    assert fields(page)["take"] == ["title"]
