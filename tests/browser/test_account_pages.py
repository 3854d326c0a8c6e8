"""Logging in and out, the legal pages, and pages for when something went wrong."""

import re
from datetime import timedelta

from django.core.mail import EmailMessage
from playwright.sync_api import Page, expect
from time_machine import TimeMachineFixture

from tests.browser import checks
from tests.browser.conftest import LogInByCode
from tests.browser.scene import Scene, State, form_of
from tests.browser.states import States
from tests.browser.steps import follow, heading, press, refused

STATES = States()
state = STATES.add


@STATES.each
def test_everybody_can_use(open_page: State, scene: Scene) -> None:
    checks.everything(open_page(scene))


@state
def asking_for_a_code(scene: Scene) -> Page:
    return scene.see("/konto/einloggen/")


@state
def asking_for_a_code_without_an_address(scene: Scene) -> Page:
    page = asking_for_a_code(scene)
    press(page, "Code senden")
    checks.says_what_is_wrong(page)
    return page


@state
def the_page_for_the_code(scene: Scene) -> Page:
    page = asking_for_a_code(scene)
    page.get_by_label("Ihre E-Mail-Adresse").fill(scene.kim.email)
    press(page, "Code senden")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ein Code unterwegs")
    return page


@state
def the_page_for_the_code_with_an_error(scene: Scene) -> Page:
    return refused(the_page_for_the_code(scene), "Code aus der E-Mail", "12", "Einloggen")


@state
def a_code_that_was_wrong_five_times(scene: Scene) -> Page:
    page = the_page_for_the_code(scene)
    for _ in range(5):
        refused(page, "Code aus der E-Mail", "12", "Einloggen")
    expect(page.get_by_role("alert")).to_contain_text("fünfmal")
    return page


@state
def logging_in_with_a_password(scene: Scene) -> Page:
    return scene.see("/konto/einloggen/passwort/")


@state
def logging_in_with_a_wrong_password(scene: Scene) -> Page:
    page = logging_in_with_a_password(scene)
    page.get_by_label("Ihre E-Mail-Adresse").fill(scene.alex.email)
    page.get_by_label("Passwort", exact=True).fill("geraten")
    press(page, "Einloggen")
    checks.says_what_is_wrong(page)
    return page


@state
def setting_a_password(scene: Scene) -> Page:
    return scene.see("/konto/passwort/neu/", scene.alex)


@state
def logging_out(scene: Scene) -> Page:
    return scene.see("/konto/ausloggen/", scene.kim)


@state
def privacy(scene: Scene) -> Page:
    return scene.see("/datenschutz/")


@state
def accessibility(scene: Scene) -> Page:
    return scene.see("/barrierefreiheit/")


@state
def imprint(scene: Scene) -> Page:
    return scene.see("/impressum/")


@state
def setting_two_different_passwords(scene: Scene) -> Page:
    page = setting_a_password(scene)
    page.locator("input[type=password]").first.fill("Wolken über dem Jenzig")
    page.locator("main form button").last.click()
    checks.says_what_is_wrong(page)
    return page


@state
def an_account_that_is_switched_off(scene: Scene) -> Page:
    return scene.see("/konto/inaktiv/")


@state
def the_code_for_a_new_address(scene: Scene) -> Page:
    page = scene.see("/konto/adresse/", scene.kim)
    page.get_by_label("Neue E-Mail-Adresse").fill("kim.neu@stadt.example")
    press(page, "Code senden")
    expect(page.get_by_label("Code aus der E-Mail")).to_be_visible()
    return page


@state
def the_code_for_a_new_address_with_an_error(scene: Scene) -> Page:
    page = the_code_for_a_new_address(scene)
    return refused(page, "Code aus der E-Mail", "12", "Adresse ändern")


@state
def help_with_the_pages(scene: Scene) -> Page:
    return scene.see("/hilfe/")


@state
def an_address_nobody_knows(scene: Scene) -> Page:
    scene.net.expect(404)
    page = scene.see("/exkursionen/gibt-es-nicht/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("kennen wir nicht")
    return page


@state
def a_page_for_others(scene: Scene) -> Page:
    scene.net.expect(403)
    return scene.see("/verwaltung/", scene.kim)


@state
def a_form_that_is_too_old(scene: Scene) -> Page:
    """The browser has forgotten the cookie that protects the form."""
    scene.net.expect(403)
    page = scene.see(form_of(scene.few_left), scene.kim)
    page.context.clear_cookies(name="csrftoken")
    press(page, "Verbindlich anmelden")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Eingaben sind noch da")
    return page


def test_a_form_that_is_too_old_is_sent_with_one_more_press(scene: Scene) -> None:
    page = a_form_that_is_too_old(scene)
    press(page, "Noch einmal senden")
    heading(page, "Sie sind dabei.")


def test_an_unknown_address_leads_back_to_the_excursions(scene: Scene) -> None:
    page = an_address_nobody_knows(scene)
    follow(page, "Zu den Exkursionen")
    expect(page).to_have_url(re.compile(r":\d+/$"))


def test_a_colleague_logs_in_and_out_through_the_pages(
    scene: Scene, log_in_by_code: LogInByCode
) -> None:
    page = scene.see(scene.few_left)
    page.get_by_role("link", name="Einloggen").click()
    log_in_by_code(page, scene.kim.email)
    expect(page).to_have_url(re.compile(scene.few_left.get_absolute_url()))
    page.get_by_role("navigation").get_by_role("button", name="Ausloggen").click()
    expect(page.get_by_role("link", name="Einloggen")).to_be_visible()


def test_a_code_that_came_too_late_is_asked_for_again(
    scene: Scene, clock: TimeMachineFixture, mailoutbox: list[EmailMessage]
) -> None:
    page = the_page_for_the_code(scene)
    clock.shift(timedelta(minutes=16))
    page.get_by_label("Code aus der E-Mail").fill("123456")
    press(page, "Einloggen")
    expect(page.get_by_role("alert")).to_contain_text("Dieser Code gilt nicht mehr")
    expect(page.get_by_label("Ihre E-Mail-Adresse")).to_have_value(scene.kim.email)
    checks.everything(page)
