"""What people do and see, in their words."""

import re

from playwright.sync_api import Page, expect

from tests.browser import checks

REGISTER = "Verbindlich anmelden"
WAIT = "Auf die Warteliste"
SWAP = "Platz tauschen"


def heading(page: Page, text: str) -> None:
    """The page has arrived: its one h1 says so."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def press(page: Page, name: str) -> None:
    """The one button of this name in the page itself."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """The one link of this name in the page itself."""
    page.get_by_role("main").get_by_role("link", name=name).click()


def refused(page: Page, label: str, typed: str, button: str) -> Page:
    """The page after something wrong was typed there and sent."""
    page.get_by_label(label).fill(typed)
    press(page, button)
    checks.says_what_is_wrong(page)
    return page


def at(page: Page, path: str) -> None:
    """This is the address of the page."""
    expect(page).to_have_url(re.compile(re.escape(path) + r"(\?.*)?$"))


def fill_in(page: Page, name: str, needs: str = "") -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Bereich oder Eigenbetrieb").select_option("JenaKultur")
    page.get_by_label("Was brauchen Sie?").fill(needs)
    if needs:
        page.get_by_label("Ich willige ein, dass das Organisationsteam").check()
