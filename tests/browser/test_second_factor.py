"""The second factor in a real browser: a passkey under the policy, and every page for all."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect
from time_machine import TimeMachineFixture

from accounts.models import User
from demo import factors
from tests.browser import checks
from tests.browser.conftest import LogInByCode
from tests.browser.scene import Scene, State
from tests.browser.states import States
from tests.browser.steps import follow, heading, press, refused

STATES = States()
state = STATES.add


@pytest.fixture(autouse=True)
def _settings(settings: LazySettings) -> None:
    """Passkeys work over plain http on localhost; the provider is a port where nobody answers."""
    app = {"provider_id": "stadt", "name": "x", "client_id": "x", "secret": "x"}
    app_settings = {"settings": {"server_url": "http://localhost:9"}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app | app_settings]}}
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True


@STATES.each
def test_everybody_can_use(open_page: State, scene: Scene) -> None:
    checks.everything(open_page(scene))


@state
def what_is_set_up(scene: Scene) -> Page:
    return scene.see("/konto/zweiter-faktor/", scene.alex)


@state
def nothing_is_set_up(scene: Scene) -> Page:
    return scene.see("/konto/zweiter-faktor/?next=/verwaltung/", scene.kim)


@state
def setting_up_the_app(scene: Scene) -> Page:
    return scene.see("/konto/zweiter-faktor/app/", scene.kim)


@state
def setting_up_the_app_with_a_wrong_code(scene: Scene) -> Page:
    page = setting_up_the_app(scene)
    return refused(page, "Code, den die App jetzt zeigt", "12", "App einrichten")


@state
def setting_up_a_passkey(scene: Scene) -> Page:
    return scene.see("/konto/zweiter-faktor/passkey/", scene.kim)


@state
def removing_the_app(scene: Scene) -> Page:
    return scene.see("/konto/zweiter-faktor/app/entfernen/", scene.alex)


@state
def the_recovery_codes(scene: Scene) -> Page:
    return scene.see("/konto/zweiter-faktor/codes/", scene.alex)


@state
def new_recovery_codes(scene: Scene) -> Page:
    return scene.see("/konto/zweiter-faktor/codes/neu/", scene.alex)


@state
def is_it_you_with_a_code_by_mail(scene: Scene) -> Page:
    page = scene.see("/konto/bestaetigen/?next=/konto/adresse/", scene.kim)
    press(page, "Code an k…@stadt.example senden")
    return refused(page, "Code aus der E-Mail", "12", "Bestätigen")


@state
def is_it_you_with_the_app(scene: Scene) -> Page:
    page = scene.see("/konto/bestaetigen/?next=/verwaltung/&why=idle", scene.alex)
    return refused(page, "Code aus Ihrer App", "12", "Bestätigen")


@state
def where_one_is_logged_in(scene: Scene) -> Page:
    return scene.see("/konto/geraete/", scene.kim)


@state
def a_private_address(scene: Scene) -> Page:
    page = scene.see("/konto/einloggen/")
    page.get_by_label("Ihre E-Mail-Adresse").fill("rosa@post.example")
    press(page, "Code senden")
    heading(page, "Sind Sie zum ersten Mal hier?")
    return page


@state
def a_private_address_with_a_wrong_code(scene: Scene) -> Page:
    page = a_private_address(scene)
    return refused(page, "Zugangscode Ihres Bereichs", "KSJ-AAAA-AAAA", "Code senden")


@state
def single_sign_on_that_is_away(scene: Scene) -> Page:
    scene.net.expect(424)
    page = scene.see("/konto/sso/stadt/")
    heading(page, "Das Einloggen der Stadt ist gerade nicht erreichbar")
    return page


@state
def the_access_codes_of_the_units(scene: Scene) -> Page:
    return scene.see("/verwaltung/accounts/unit/zugangscodes/", scene.alex)


@state
def a_lost_device(scene: Scene) -> Page:
    root = User.objects.create_superuser("root@stadt.example", name="Rut Amt")
    return scene.see(f"/verwaltung/accounts/user/{scene.alex.pk}/zweiter-faktor/", root)


def test_the_second_step_of_logging_in(scene: Scene, log_in_by_code: LogInByCode) -> None:
    page = scene.see("/verwaltung/")
    log_in_by_code(page, scene.alex.email)
    heading(page, "Zweiter Schritt")
    checks.everything(page)
    refused(page, "Code aus Ihrer App", "12", "Einloggen")
    (code,) = (one.code for one in factors.shown() if one.email == scene.alex.email)
    page.get_by_label("Code aus Ihrer App").fill(code)
    press(page, "Einloggen")
    heading(page, "Was liegt an?")


def test_a_passkey_is_made_and_then_logs_in_alone(scene: Scene) -> None:
    page = scene.see("/konto/zweiter-faktor/", scene.kim)
    _give_it_a_finger(page)
    follow(page, "Passkey einrichten")
    page.get_by_label("Name des Passkeys").fill("Laptop im Büro")
    press(page, "Passkey einrichten")
    heading(page, "Wiederherstellungscodes")
    follow(page, "Ich habe sie aufbewahrt")
    expect(page.get_by_text("Laptop im Büro", exact=True)).to_be_visible()
    checks.everything(page)
    follow(page, "Laptop im Büro")
    heading(page, "Laptop im Büro entfernen?")
    checks.everything(page)
    page.get_by_role("button", name="Ausloggen").first.click()
    expect(page.get_by_role("link", name="Einloggen").first).to_be_visible()
    page.goto("/konto/einloggen/?next=/konto/")
    press(page, "Mit Passkey einloggen")
    heading(page, "Mein Konto")


def test_a_passkey_proves_who_one_is(scene: Scene, clock: TimeMachineFixture) -> None:
    page = scene.see("/konto/zweiter-faktor/passkey/", scene.kim)
    _give_it_a_finger(page)
    press(page, "Passkey einrichten")
    heading(page, "Wiederherstellungscodes")
    clock.shift(timedelta(minutes=6))
    page.goto("/konto/adresse/")
    heading(page, "Sind Sie es?")
    checks.everything(page)
    press(page, "Passkey verwenden")
    heading(page, "Adresse ändern")


def test_without_a_passkey_the_page_says_so_and_can_be_tried_again(scene: Scene) -> None:
    page = scene.see("/konto/einloggen/")
    _give_it_a_finger(page)
    for _ in range(2):
        press(page, "Mit Passkey einloggen")
        expect(page.get_by_role("alert")).to_contain_text("Das hat nicht geklappt.")
    checks.everything(page)


def _give_it_a_finger(page: Page) -> None:
    """A device that keeps passkeys and has just felt the right finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
