"""A change that people would notice: shown first, thought over, told."""

from playwright.sync_api import expect

from tests.browser import checks
from tests.browser.desk import editor_of, save, saved
from tests.browser.scene import Scene
from tests.browser.steps import heading, press

INFORM = "Speichern und 36 Personen informieren"


def test_a_change_is_looked_at_thought_over_and_told(scene: Scene) -> None:
    page = scene.see(editor_of(scene.few_left), scene.alex)
    page.get_by_label("Ende", exact=True).fill(f"{scene.few_left.ends_at:%Y-%m-%d}T18:30")
    save(page)
    heading(page, "Was sich für Teilnehmende ändert")
    expect(page.get_by_role("main")).to_contain_text("36 Personen bekommen eine E-Mail: 36 dabei.")
    press(page, "Nur speichern")
    checks.says_what_is_wrong(page)
    checks.everything(page)
    page.get_by_label("Warum wird niemand informiert?").fill("Das muss warten")
    press(page, "Zurück zum Bearbeiten")
    expect(page.get_by_role("alert")).to_contain_text("Noch ist nichts gespeichert.")
    page.get_by_label("Treffpunkt", exact=True).fill("Am Markt")
    save(page)
    expect(page.get_by_role("definition").last).to_contain_text("Am Markt")
    expect(page.get_by_label("Warum wird niemand informiert?")).to_have_value("Das muss warten")
    press(page, INFORM)
    saved(page)
    expect(page.get_by_role("status")).to_contain_text("36 Personen bekommen in etwa 15 Minuten")
    scene.few_left.refresh_from_db()
    assert (scene.few_left.version, scene.few_left.meeting_point) == (2, "Am Markt")
