"""What happened while somebody was filling in the form: nothing is lost, nothing is silent."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from excursions import actions
from tests import factories
from tests.browser.checks import says_what_is_wrong
from tests.browser.conftest import LogInByCode
from tests.browser.scene import Scene, change, form_of
from tests.browser.steps import REGISTER, WAIT, at, fill_in, heading, press

NEEDS = "Einen Weg ohne Stufen, bitte."


def _filled_in(scene: Scene) -> Page:
    page = scene.see(form_of(scene.few_left), scene.kim)
    fill_in(page, "Kim Sommer", needs=NEEDS)
    return page


def _still_there(page: Page) -> None:
    expect(page.get_by_label("Was brauchen Sie?")).to_have_value(NEEDS)


def _registrations(scene: Scene) -> list[str]:
    own = scene.few_left.registrations.filter(user=scene.kim)
    return list(own.values_list("status", flat=True))


def test_the_last_place_was_taken_and_the_waitlist_is_an_own_press(scene: Scene) -> None:
    page = _filled_in(scene)
    factories.fill(scene.few_left)
    press(page, REGISTER)
    says_what_is_wrong(page)
    _still_there(page)
    assert _registrations(scene) == []
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Sie wären auf Platz 1")
    alert.get_by_role("button", name=WAIT).click()
    heading(page, "Sie stehen auf der Warteliste, Platz 1.")
    assert _registrations(scene) == ["waiting"]


def test_a_place_became_free_and_nobody_is_put_on_the_waitlist(scene: Scene) -> None:
    scene.full.registrations.waiting().delete()
    page = scene.see(form_of(scene.full), scene.kim)
    seated = scene.full.registrations.seated().earliest("pk")
    actions.withdraw(seated, actor=seated.user)
    press(page, WAIT)
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text("Gute Nachricht")
    alert.get_by_role("button", name="Platz sichern").click()
    heading(page, "Sie sind dabei.")


def test_the_deadline_has_passed_and_what_was_written_can_be_copied(scene: Scene) -> None:
    page = _filled_in(scene)
    change(scene.few_left, registration_closes_at=factories.NOW.replace(hour=8))
    press(page, REGISTER)
    says_what_is_wrong(page)
    expect(page.get_by_role("alert")).to_contain_text("Die Anmeldung endete am")
    _still_there(page)
    expect(page.get_by_role("button", name=REGISTER)).to_have_count(0)
    assert _registrations(scene) == []


def test_it_was_called_off_and_what_was_written_is_still_there(scene: Scene) -> None:
    page = _filled_in(scene)
    actions.cancel(scene.few_left, actor=scene.alex, reason="Sturm. Wir holen es nach.")
    press(page, REGISTER)
    says_what_is_wrong(page)
    _still_there(page)
    assert _registrations(scene) == []


def test_the_session_has_ended_and_the_answers_are_back_after_logging_in(
    scene: Scene, log_in_by_code: LogInByCode
) -> None:
    page = _filled_in(scene)
    Session.objects.all().delete()
    press(page, REGISTER)
    log_in_by_code(page, scene.kim.email)
    at(page, form_of(scene.few_left))
    expect(page.get_by_role("main")).to_contain_text("Ihre Eingaben sind noch da.")
    _still_there(page)
    expect(page.get_by_label("Bereich oder Eigenbetrieb")).to_contain_text("JenaKultur")
    assert _registrations(scene) == []  # nothing was sent by itself
    press(page, REGISTER)
    heading(page, "Sie sind dabei.")


@pytest.mark.parametrize("scripts", [True, False])
def test_two_quick_clicks_are_one_registration(scripts: bool, scene: Scene) -> None:
    page = scene.see(form_of(scene.few_left), scene.kim, java_script_enabled=scripts)
    page.get_by_role("button", name=REGISTER).dblclick()
    heading(page, "Sie sind dabei.")
    assert _registrations(scene) == ["confirmed"]


def test_two_tabs_are_one_registration(scene: Scene) -> None:
    first = _filled_in(scene)
    second = first.context.new_page()
    second.goto(form_of(scene.few_left))
    press(first, REGISTER)
    press(second, REGISTER)
    heading(first, "Sie sind dabei.")
    heading(second, "Sie sind dabei.")
    assert _registrations(scene) == ["confirmed"]


def test_the_place_was_given_back_in_another_tab(scene: Scene) -> None:
    registration = factories.registration(scene.few_left, scene.kim)
    page = scene.see(f"{registration.get_absolute_url()}zurueckgeben/", scene.kim)
    actions.withdraw(registration, actor=scene.kim)
    press(page, "Platz zurückgeben")
    heading(page, "Sie sind nicht mehr angemeldet.")
