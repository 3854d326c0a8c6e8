"""What must be true of every page, whatever it shows."""

import re
from typing import Any, Literal, cast

from playwright.sync_api import Locator, Page, ViewportSize, expect
from pytest_playwright_axe.axe import MIN_AXE_PATH

Scheme = Literal["light", "dark"]
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = MIN_AXE_PATH.read_text(encoding="utf-8")
RUN_AXE = """
async (runOnly) =>
  (await axe.run(document, {runOnly, resultTypes: ["violations"]})).violations
"""
# The dark scheme changes colours and nothing else.
RULES = {
    "light": {"type": "tag", "values": LEVELS},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
PARTS = ["h1", "main", "body > header", "body > footer", "html[lang=de]"]
SMALL_PHONE: ViewportSize = {"width": 320, "height": 640}
# What scrolls sideways without being a box with a name that the keyboard reaches.
SCROLLS_SIDEWAYS = """
() => [...document.querySelectorAll("body *")].filter((node) =>
  /auto|scroll/.test(getComputedStyle(node).overflowX) && node.scrollWidth > node.clientWidth + 1
  && !node.matches("input, select, textarea, [tabindex='0']:is([aria-label], [aria-labelledby])")
).map((node) => node.outerHTML.slice(0, 80))
"""
IS_TOO_WIDE = """
() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")]
    .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
    .map((node) => node.outerHTML.slice(0, 80)).slice(0, 5)
    .concat(document.documentElement.scrollWidth)
"""
# Where the keyboard is: what it stands on, whether one sees that, what lies above it.
FOCUS = """
() => {
  const node = document.activeElement, style = getComputedStyle(node);
  const seen = (box) => box.width && box.height;
  const box = [...node.getClientRects()].find(seen);
  const inside = (x, y) => node.contains(document.elementFromPoint(x, y))
    || document.elementFromPoint(x, y)?.contains(node);
  return {
    on: node === document.body ? "" : node.outerHTML.slice(0, 120),
    ring: parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none"
      || style.boxShadow !== "none",
    uncovered: Boolean(box) && inside(box.x + box.width / 2, box.y + box.height / 2)
      && inside(box.x + 2, box.y + 2) && inside(box.right - 2, box.bottom - 2),
  };
}
"""


def no_axe_findings(page: Page) -> None:
    """WCAG 2.2 AA as far as a machine can tell, in light and in dark."""
    page.evaluate(AXE)
    for scheme, rules in RULES.items():
        page.emulate_media(color_scheme=cast(Scheme, scheme))
        violations: list[dict[str, Any]] = page.evaluate(RUN_AXE, rules)
        found = [
            f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}"
            for rule in violations
            for node in rule["nodes"]
        ]
        assert found == [], f"{page.url}, {scheme}"
    page.emulate_media(color_scheme="light")


def fits_a_small_phone(page: Page) -> None:
    """At 320 px nothing scrolls sideways but boxes with a name, such as tables (WCAG 1.4.10)."""
    usual = page.viewport_size
    assert usual
    page.set_viewport_size(SMALL_PHONE)
    assert page.evaluate(IS_TOO_WIDE) == [], page.url
    assert page.evaluate(SCROLLS_SIDEWAYS) == [], page.url
    page.set_viewport_size(usual)


def bears_large_text(page: Page) -> None:
    """With text of double size nothing is pushed out of the window (WCAG 1.4.4)."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(IS_TOO_WIDE) == [], page.url
    page.evaluate("document.documentElement.style.fontSize = ''")


def has_one_heading_and_its_landmarks(page: Page) -> None:
    found = page.evaluate("all => all.map((one) => document.querySelectorAll(one).length)", PARTS)
    assert dict(zip(PARTS, found, strict=True)) == dict.fromkeys(PARTS, 1)


def everything(page: Page) -> None:
    """All of the above: for every page in every state."""
    has_one_heading_and_its_landmarks(page)
    no_axe_findings(page)
    fits_a_small_phone(page)
    bears_large_text(page)


def shows_where_the_keyboard_is(page: Page) -> None:
    """The focus has a ring and lies under nothing, such as the bar at the bottom of a phone."""
    focus = page.evaluate(FOCUS)
    assert focus["on"], f"the focus is nowhere on {page.url}"
    assert focus["ring"], focus
    assert focus["uncovered"], focus


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Goes there with the keyboard alone, and looks at every stop on the way."""
    for _ in range(100):
        page.keyboard.press(key)
        shows_where_the_keyboard_is(page)
        if target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached with {key}")


def says_what_is_wrong(page: Page) -> None:
    """After a failed form: the title says so, and what went wrong has the focus."""
    expect(page).to_have_title(re.compile(r"^\s*Fehler: "))
    expect(page.locator("main [role=alert]")).to_be_focused()
