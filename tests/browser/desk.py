"""The workplace of the organizing team: its addresses, and its editor with the stations."""

import re

from playwright.sync_api import Locator, Page, expect

from excursions.models import Excursion

EXCURSIONS = "/verwaltung/excursions/excursion/"


def editor_of(excursion: Excursion) -> str:
    return f"{EXCURSIONS}{excursion.pk}/change/"


def people_of(excursion: Excursion) -> str:
    return f"{EXCURSIONS}{excursion.pk}/teilnehmende/"


def rows(page: Page) -> Locator:
    """The stations in the editor, from first to last."""
    return page.locator("[data-row]")


def names(page: Page) -> list[str]:
    """The stations as they stand in the editor."""
    chosen = "all => all.map((one) => one.selectedOptions[0].text.replace(/ \\(.*/, ''))"
    found: list[str] = rows(page).locator("select[name$=-station]").evaluate_all(chosen)
    return found


def fill_row(row: Locator, station: str, arrives: str, leaves: str) -> None:
    select = row.locator("select[name$=-station]")
    label = select.locator("option", has_text=station).text_content()
    select.select_option(label=label)
    row.get_by_label("Von").fill(arrives)
    row.get_by_label("Bis").fill(leaves)


def save(page: Page, button: str = "Speichern") -> None:
    """With the button of the form itself; another one stands beside the check list."""
    page.locator("#excursion_form").get_by_role("button", name=button, exact=True).click()


def save_and_inform(page: Page) -> None:
    """What people would notice is asked about first."""
    save(page)
    page.get_by_role("button", name=re.compile("informieren$")).click()


def saved(page: Page) -> None:
    expect(page.get_by_role("status")).to_contain_text("Gespeichert.")


def route(page: Page, excursion: Excursion, *stations: str) -> None:
    """What everybody sees: the stations in this order."""
    page.goto(excursion.get_absolute_url())
    expected = [f"Station {number}: {name}" for number, name in enumerate(stations, start=1)]
    expect(page.locator(".route h3")).to_have_text(expected)
