"""On paper: the plan of an excursion, and the list for the day."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import people_of
from tests.browser.scene import Scene

FIXED = """
() => [...document.querySelectorAll("body *")]
  .filter((node) => ["fixed", "sticky"].includes(getComputedStyle(node).position))
  .filter((node) => node.checkVisibility()).map((node) => node.outerHTML.slice(0, 80))
"""


def _on_paper(page: Page) -> None:
    """Nothing stays in place while the pages of paper go by, and nothing is only to click on."""
    page.emulate_media(media="print")
    assert page.evaluate(FIXED) == []
    expect(page.get_by_role("navigation", name="Hauptmenü")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_plan_is_printed_without_the_bar_and_the_menu(width: int, scene: Scene) -> None:
    page = scene.see(scene.few_left, viewport={"width": width, "height": 800})
    _on_paper(page)
    expect(page.locator(".route h3")).to_have_count(3)
    for stop in page.locator(".route h3").all():
        expect(stop).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Treffpunkt")


def test_the_bar_stays_at_the_bottom_of_a_phone(scene: Scene) -> None:
    page = scene.see(scene.few_left, viewport={"width": 360, "height": 640})
    expect(page.get_by_role("main").get_by_role("link", name="Platz sichern")).to_be_in_viewport()
    assert len(page.evaluate(FIXED)) == 1


def test_the_list_for_the_day_holds_everybody(scene: Scene) -> None:
    page = scene.see(f"{people_of(scene.few_left)}liste/", scene.alex)
    _on_paper(page)
    expect(page.get_by_role("row")).to_have_count(37)  # 36 people and the headings
