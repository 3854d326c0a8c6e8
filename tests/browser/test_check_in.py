"""Checking people in on a phone: with a thumb, without a script, without a connection."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, ViewportSize, expect

from accounts.models import User
from demo import people
from excursions.models import AccessNeeds, Excursion
from tests.browser import checks
from tests.browser.scene import Scene

PHONE: ViewportSize = {"width": 360, "height": 740}
FIRST, SECOND = "Rita Rampe", "Sven Sonnenhut"


@pytest.fixture
def ida(scene: Scene) -> User:
    return User.objects.get(email=people.ESCORT.email)


@pytest.fixture
def day(scene: Scene) -> Excursion:
    """The demo's of today has just begun, with two people whose names are known and one need."""
    excursion, at = scene.today, timezone.now()
    one, two = excursion.registrations.seated()[:2]
    one.name, two.name = FIRST, SECOND
    two.photo_consents.all().delete()
    one.save()
    two.save()
    AccessNeeds.objects.create(
        registration=one, text="Stufenlos", consent_at=at, consent_wording="Ja."
    )
    return excursion


def address(excursion: Excursion) -> str:
    return f"{excursion.get_absolute_url()}check-in/"


def tick(page: Page, name: str, label: str = "Da") -> None:
    button(page, name, label).click()


def button(page: Page, name: str, label: str = "Da") -> Locator:
    return page.get_by_role("button", name=re.compile(rf"^{label}\s*: {name}$"))


def test_everybody_can_use_its_pages(scene: Scene, ida: User, day: Excursion) -> None:
    page = scene.see(address(day), ida, viewport=PHONE)
    tick(page, FIRST)
    expect(page.locator("#tally")).to_contain_text("1 von")
    checks.everything(page)
    page.goto("/begleitung/")
    checks.everything(page)
    page.goto(address(scene.full))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Der Check-in öffnet am")
    checks.everything(page)


def test_a_tap_ticks_off_at_once_and_the_row_stays_where_it_is(
    scene: Scene, ida: User, day: Excursion
) -> None:
    page = scene.see(f"{address(day)}?show=open", ida, viewport=PHONE)
    loaded = page.evaluate("window.loaded = true")
    tick(page, FIRST)
    tick(page, SECOND)
    expect(page.locator("#tally")).to_contain_text("2 von")
    undo = button(page, FIRST, "Rückgängig")
    expect(undo).to_be_visible()
    undo.click()
    expect(page.locator("#tally")).to_contain_text("1 von")
    expect(button(page, FIRST)).to_be_focused()
    assert page.evaluate("window.loaded") == loaded
    assert list(day.attendances.values_list("registration__name", flat=True)) == [SECOND]


def test_names_are_found_while_one_types(scene: Scene, ida: User, day: Excursion) -> None:
    page = scene.see(address(day), ida, viewport=PHONE)
    shown = page.locator("#attendance li:visible h2")
    page.get_by_label("Nach Namen suchen").press_sequentially("ramp")
    expect(shown).to_have_text([FIRST])
    page.get_by_label("Nach Namen suchen").fill("")
    expect(shown).to_have_count(day.registrations.seated().count())


def test_without_a_connection_it_says_so_and_the_next_press_works(
    scene: Scene, ida: User, day: Excursion
) -> None:
    page = scene.see(address(day), ida, viewport=PHONE)
    page.route("**/check-in/", lambda route: route.abort())
    tick(page, FIRST)
    expect(page.get_by_role("alert")).to_contain_text("nicht gespeichert")
    page.unroute("**/check-in/")
    tick(page, FIRST)
    expect(page.locator("#tally")).to_contain_text("1 von")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_without_a_script_each_press_is_a_form(scene: Scene, ida: User, day: Excursion) -> None:
    page = scene.see("/begleitung/", ida, viewport=PHONE, java_script_enabled=False)
    page.get_by_role("link", name="Jetzt einchecken").click()
    tick(page, FIRST)
    expect(page.locator("#tally")).to_contain_text("1 von")
    tick(page, FIRST, "Rückgängig")
    expect(page.locator("#tally")).to_contain_text("0 von")
    page.get_by_label("Name", exact=True).last.fill("Gast Ohne")
    page.get_by_role("button", name="Hinzufügen").click()
    expect(page.locator("#tally")).to_contain_text("dazu 1 ohne Anmeldung")
    page.get_by_label("Nach Namen suchen").fill("gast")
    page.get_by_role("button", name="Suchen").click()
    expect(page.locator("#attendance h2")).to_have_text(["Gast Ohne"])
