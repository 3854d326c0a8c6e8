"""„Meine Daten“, the pages of the footer and their administration, for all people."""

import json
from pathlib import Path

from django.contrib.auth.models import Group
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from accounts.models import User
from pages import actions
from pages.models import BarrierReport, Page
from tests import factories
from tests.browser import checks
from tests.browser.scene import Scene, State
from tests.browser.states import States
from tests.browser.steps import heading, press

STATES = States()
state = STATES.add


@STATES.each
def test_everybody_can_use(open_page: State, scene: Scene) -> None:
    checks.everything(open_page(scene))


def _noor() -> User:
    """Looks after pages and accounts."""
    person = factories.user("noor@stadt.example", name="Noor Beispiel", is_staff=True)
    person.groups.add(Group.objects.get(name="Administration"))
    return person


def _page(key: str) -> str:
    return f"/verwaltung/pages/page/{Page.objects.get(key=key).pk}/change/"


@state
def reporting_a_barrier(scene: Scene) -> Tab:
    page = scene.see("/hilfe/")
    page.get_by_role("link", name="Barriere melden").last.click()
    heading(page, "Barriere melden")
    expect(page.get_by_label("Auf welcher Seite?")).to_have_value("/hilfe/")
    return page


@state
def reporting_a_barrier_without_saying_what(scene: Scene) -> Tab:
    page = scene.see("/barriere-melden/")
    page.get_by_label("Ihre E-Mail-Adresse").fill("kim")
    press(page, "Barriere melden")
    checks.says_what_is_wrong(page)
    return page


@state
def a_reported_barrier(scene: Scene) -> Tab:
    page = scene.see("/barriere-melden/")
    page.get_by_label("Was ging nicht?").fill("Der Knopf ist zu klein.")
    press(page, "Barriere melden")
    heading(page, "Danke für Ihre Meldung")
    return page


@state
def the_page_in_plain_language(scene: Scene) -> Tab:
    return scene.see("/leichte-sprache/")


@state
def my_data_with_everything_unfolded(scene: Scene) -> Tab:
    registration = factories.registration(scene.few_left, scene.kim, needs="Stufenlos, bitte.")
    assert registration.access_needs.text
    page = scene.see("/konto/meine-daten/", scene.kim)
    for summary in page.locator("main summary").all():
        summary.click()
    return page


@state
def the_question_whether_to_delete_the_account(scene: Scene) -> Tab:
    factories.registration(scene.few_left, scene.kim)
    return scene.see("/konto/meine-daten/loeschen/", scene.kim)


@state
def my_data_with_nothing_but_the_account(scene: Scene) -> Tab:
    return scene.see("/konto/meine-daten/", factories.user("neu@stadt.example", name="Nadja Neu"))


@state
def the_question_to_an_organizer(scene: Scene) -> Tab:
    return scene.see("/konto/meine-daten/loeschen/", scene.alex)


@state
def the_account_is_deleted(scene: Scene) -> Tab:
    return scene.see("/konto/meine-daten/geloescht/")


@state
def what_one_needs(scene: Scene) -> Tab:
    one = factories.registration(scene.few_left, scene.kim, needs="Stufenlos")
    return scene.see(f"{one.get_absolute_url()}bedarf/", scene.kim)


@state
def nothing_needed(scene: Scene) -> Tab:
    one = factories.registration(scene.few_left, scene.kim)
    return scene.see(f"{one.get_absolute_url()}bedarf/", scene.kim)


@state
def a_page_of_the_footer_in_the_editor(scene: Scene) -> Tab:
    noor = _noor()
    for text in ("<p>Erster Text</p>", "<h2>Zweiter</h2><p>[Anschrift]</p>"):
        page = Page.objects.get(key="imprint")
        actions.save(page, text=text, reviewed_on=None, actor=noor)
    tab = scene.see(_page("imprint"), noor)
    expect(tab.get_by_role("toolbar")).to_be_visible()
    return tab


@state
def a_reported_barrier_in_the_administration(scene: Scene) -> Tab:
    report = actions.report_barrier(what="Zu klein.", where="/hilfe/", email="", phone="03641 1")
    return scene.see(f"/verwaltung/pages/barrierreport/{report.pk}/change/", _noor())


def test_a_barrier_is_reported_without_javascript(scene: Scene) -> None:
    page = scene.see("/barriere-melden/", java_script_enabled=False)
    page.get_by_label("Was ging nicht?").fill("Der Knopf ist zu klein.")
    press(page, "Barriere melden")
    heading(page, "Danke für Ihre Meldung")
    assert BarrierReport.objects.get().what == "Der Knopf ist zu klein."


def test_an_editor_writes_two_levels_of_headings(scene: Scene) -> None:
    tab = scene.see(_page("help"), _noor())
    editor = tab.locator(".rich").get_by_role("textbox", name="Text")  # not the plain field
    editor.click()
    tab.keyboard.press("Control+A")
    tab.keyboard.type("Kontakt")
    tab.get_by_role("button", name="Überschrift", exact=True).click()
    tab.keyboard.press("Enter")
    tab.keyboard.type("Telefon")
    tab.get_by_role("button", name="Zwischenüberschrift").click()
    press(tab, "Speichern")
    heading(tab, "Seiten")
    assert Page.objects.get(key="help").text == "<h2>Kontakt</h2><h3>Telefon</h3>"


def test_somebody_takes_their_data_along_and_leaves(scene: Scene, tmp_path: Path) -> None:
    factories.registration(scene.few_left, scene.kim)
    page = scene.see("/konto/meine-daten/", scene.kim)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Als Datei herunterladen (JSON)").click()
    file = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(file)
    assert json.loads(file.read_text())["parts"]["account"][0]["email"] == scene.kim.email
    page.get_by_role("link", name="Konto löschen").click()
    press(page, "Konto endgültig löschen")
    heading(page, "Ihr Konto ist gelöscht")
    expect(page.get_by_role("link", name="Einloggen")).to_be_visible()
    assert not User.objects.filter(pk=scene.kim.pk).exists()
