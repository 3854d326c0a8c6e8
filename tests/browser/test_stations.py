"""The stations in the editor: ordered by buttons, by keyboard and by dragging."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import shows_where_the_keyboard_is, tab_to
from tests.browser.desk import editor_of, names, route, rows, save_and_inform, saved
from tests.browser.scene import Scene

TIMES = [("14:00", "14:30"), ("14:50", "15:20"), ("15:40", "16:10")]
QUARTER, SHOP, HUB = "Smartes Quartier", "ProbierLaden", "JEDI"


@pytest.fixture
def page(scene: Scene) -> Page:
    """The editor of an excursion with three stations."""
    page = scene.see(editor_of(scene.few_left), scene.alex)
    assert names(page) == [QUARTER, SHOP, HUB]
    return page


def _save_in_any_order(page: Page, scene: Scene, *stations: str) -> None:
    """Gives the visits times that fit their new order, saves, and looks at the public page."""
    for row, (arrives, leaves) in zip(rows(page).all(), TIMES, strict=True):
        row.get_by_label("Von").fill(arrives)
        row.get_by_label("Bis").fill(leaves)
    save_and_inform(page)
    saved(page)
    route(page, scene.few_left, *stations)
    assert list(scene.few_left.stops.values_list("position", flat=True)) == [1, 2, 3]


def test_stations_are_ordered_by_buttons(page: Page, scene: Scene) -> None:
    page.get_by_role("button", name="Station 3 nach oben").click()
    page.get_by_role("button", name="Station 2 nach oben").click()
    assert names(page) == [HUB, QUARTER, SHOP]
    _save_in_any_order(page, scene, HUB, QUARTER, SHOP)


def test_stations_are_ordered_by_the_keyboard(page: Page, scene: Scene) -> None:
    tab_to(page, page.get_by_role("button", name="Station 1 nach unten"))
    page.keyboard.press("Enter")
    shows_where_the_keyboard_is(page)  # on the same button, which moved along
    page.keyboard.press("Space")
    assert names(page) == [SHOP, HUB, QUARTER]
    expect(page.locator("[data-announce]")).to_contain_text("ist jetzt Station 3 von 3.")
    expect(page.get_by_role("button", name="Station 3 nach unten")).to_be_focused()
    _save_in_any_order(page, scene, SHOP, HUB, QUARTER)


def test_stations_are_ordered_by_dragging(page: Page, scene: Scene) -> None:
    handle = rows(page).nth(2).locator("[data-handle]")
    handle.hover()
    page.mouse.down()
    first = rows(page).nth(0).bounding_box()
    assert first
    page.mouse.move(first["x"] + 20, first["y"] + 2, steps=8)
    page.mouse.up()
    assert names(page) == [HUB, QUARTER, SHOP]
    _save_in_any_order(page, scene, HUB, QUARTER, SHOP)


def test_removing_a_station_asks_first(page: Page, scene: Scene) -> None:
    remove = rows(page).nth(1).get_by_role("button", name="Entfernen")
    remove.click()
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("Station 2 entfernen?")
    page.keyboard.press("Escape")
    assert names(page) == [QUARTER, SHOP, HUB]
    remove.click()
    question.get_by_role("button", name="Entfernen").click()
    assert names(page) == [QUARTER, HUB]
    shows_where_the_keyboard_is(page)
    save_and_inform(page)
    saved(page)
    route(page, scene.few_left, QUARTER, HUB)
