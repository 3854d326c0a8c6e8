"""Every page of the organizing team, in every state: for all people, on all screens."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Unit, User
from excursions import actions
from stations.models import Station
from tests import factories
from tests.browser import checks
from tests.browser.desk import EXCURSIONS, editor_of, rows, save
from tests.browser.scene import Scene, State, change
from tests.browser.states import States

STATES = States()
state = STATES.add


@STATES.each
def test_everybody_can_use(open_page: State, scene: Scene) -> None:
    checks.everything(open_page(scene))


def _it(scene: Scene) -> User:
    """Somebody of the IT, who may do everything."""
    return User.objects.create_superuser("it@stadt.example", name="Ira Technik")


@state
def the_start(scene: Scene) -> Page:
    return scene.see("/verwaltung/", scene.alex)


@state
def the_start_with_things_to_do(scene: Scene) -> Page:
    """Seats are free while people wait, a mail is stuck, a draft is not finished."""
    change(scene.full, status="closed", capacity=22)
    change(scene.later, status="draft", contact_phone="")
    change(scene.few_left, capacity=30)
    return scene.see("/verwaltung/", scene.alex)


@state
def the_list_of_excursions(scene: Scene) -> Page:
    return scene.see(EXCURSIONS, scene.alex)


@state
def the_list_with_a_filter_and_nothing_found(scene: Scene) -> Page:
    return scene.see(f"{EXCURSIONS}?period=past&q=Planetarium", scene.alex)


@state
def a_new_excursion(scene: Scene) -> Page:
    return scene.see(f"{EXCURSIONS}add/", scene.alex)


@state
def the_editor(scene: Scene) -> Page:
    return scene.see(editor_of(scene.few_left), scene.alex)


@state
def the_editor_of_a_draft_with_gaps(scene: Scene) -> Page:
    draft = change(scene.later, status="draft", contact_phone="")
    draft.stops.all().delete()
    return scene.see(editor_of(draft), scene.alex)


@state
def the_editor_of_what_is_called_off(scene: Scene) -> Page:
    return scene.see(editor_of(scene.cancelled), scene.alex)


@state
def the_editor_with_errors(scene: Scene) -> Page:
    """One in the excursion, one in a station, and the question about the seats."""
    page = scene.see(editor_of(scene.few_left), scene.alex)
    page.get_by_label("Titel", exact=True).fill("")
    page.get_by_label("Plätze", exact=True).fill("10")
    rows(page).nth(1).get_by_label("Bis").fill("")
    save(page)
    checks.says_what_is_wrong(page)
    return page


@state
def the_editor_asking_whether_to_remove_a_station(scene: Scene) -> Page:
    page = scene.see(editor_of(scene.few_left), scene.alex)
    rows(page).nth(1).get_by_role("button", name="Entfernen").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


@pytest.mark.parametrize("step", ["schliessen", "kopieren", "absagen"])
def test_everybody_can_use_the_page_that_asks(step: str, scene: Scene) -> None:
    factories.by_hand(scene.few_left, scene.alex)
    checks.everything(scene.see(f"{EXCURSIONS}{scene.few_left.pk}/{step}/", scene.alex))


@state
def opening_the_registration_again(scene: Scene) -> Page:
    change(scene.few_left, status="closed")
    return scene.see(f"{EXCURSIONS}{scene.few_left.pk}/oeffnen/", scene.alex)


@state
def publishing(scene: Scene) -> Page:
    draft = change(scene.later, status="draft")
    return scene.see(f"{EXCURSIONS}{draft.pk}/veroeffentlichen/", scene.alex)


@state
def publishing_what_is_not_finished(scene: Scene) -> Page:
    draft = change(scene.later, status="draft", contact_phone="")
    return scene.see(f"{EXCURSIONS}{draft.pk}/veroeffentlichen/", scene.alex)


@state
def calling_off_what_is_called_off(scene: Scene) -> Page:
    return scene.see(f"{EXCURSIONS}{scene.cancelled.pk}/absagen/", scene.alex)


@state
def deleting_a_draft(scene: Scene) -> Page:
    draft = actions.copy(scene.few_left, at=factories.NOW)
    return scene.see(f"{EXCURSIONS}{draft.pk}/delete/", scene.alex)


@state
def the_history_of_an_excursion(scene: Scene) -> Page:
    page = scene.see(editor_of(scene.few_left), scene.alex)
    page.get_by_label("Titel", exact=True).fill("Ein anderer Titel")
    save(page)
    page.get_by_role("link", name="Verlauf").click()
    expect(page.get_by_role("main")).to_contain_text("→ Ein anderer Titel")
    return page


@state
def the_stations(scene: Scene) -> Page:
    return scene.see("/verwaltung/stations/station/", scene.alex)


@state
def a_new_station_with_errors(scene: Scene) -> Page:
    page = scene.see("/verwaltung/stations/station/add/", scene.alex)
    page.locator("#station_form").get_by_role("button", name="Speichern").click()
    checks.says_what_is_wrong(page)
    return page


@state
def a_station(scene: Scene) -> Page:
    pk = Station.objects.earliest("pk").pk
    return scene.see(f"/verwaltung/stations/station/{pk}/change/", scene.alex)


@state
def the_people(scene: Scene) -> Page:
    return scene.see("/verwaltung/accounts/user/", _it(scene))


@state
def one_person(scene: Scene) -> Page:
    return scene.see(f"/verwaltung/accounts/user/{scene.alex.pk}/change/", _it(scene))


@state
def a_new_person(scene: Scene) -> Page:
    return scene.see("/verwaltung/accounts/user/add/", _it(scene))


@state
def a_unit(scene: Scene) -> Page:
    pk = Unit.objects.earliest("pk").pk
    return scene.see(f"/verwaltung/accounts/unit/{pk}/change/", _it(scene))


@state
def a_group(scene: Scene) -> Page:
    pk = scene.alex.groups.get().pk
    return scene.see(f"/verwaltung/auth/group/{pk}/change/", _it(scene))


@state
def how_it_runs(scene: Scene) -> Page:
    """The page for IT: queue, mails, disk, versions."""
    return scene.see("/verwaltung/betrieb/", _it(scene))


def test_the_editor_is_used_with_the_keyboard_and_forced_colours(scene: Scene) -> None:
    page = scene.see(editor_of(scene.few_left), scene.alex, forced_colors="active")
    checks.tab_to(page, page.get_by_role("button", name="Station 1 nach unten"))
