"""The checks themselves: each one notices what it is there for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import checks
from tests.browser.scene import Scene

MARK = "document.querySelector('.mark')"
FAULTS: list[tuple[Callable[[Page], None], str]] = [
    (checks.has_one_heading_and_its_landmarks, "main.append(document.createElement('h1'))"),
    (checks.no_axe_findings, "main.append(document.createElement('input'))"),
    (checks.no_axe_findings, "main.style.color = 'silver'"),
    (checks.fits_a_small_phone, "main.style.minWidth = '25rem'"),
    (
        checks.fits_a_small_phone,
        "main.style.overflowX = 'auto'; main.firstElementChild.style.minWidth = '25rem'",
    ),
    (checks.bears_large_text, "main.style.minWidth = '50rem'"),
    (checks.shows_where_the_keyboard_is, "main.focus()"),
    (
        checks.shows_where_the_keyboard_is,
        f"{MARK}.focus(); {MARK}.style.cssText = 'outline: none; box-shadow: none'",
    ),
    (
        checks.shows_where_the_keyboard_is,
        f"{MARK}.focus(); main.style.cssText = 'position: fixed; inset: 0; background: red'",
    ),
]


@pytest.mark.parametrize(("check", "fault"), FAULTS)
def test_a_fault_is_noticed(check: Callable[[Page], None], fault: str, scene: Scene) -> None:
    page = scene.see("/impressum/")
    page.evaluate(f"() => {{ const main = document.querySelector('main'); {fault} }}")
    with pytest.raises(AssertionError):
        check(page)


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        ("console", "console.error('broken')"),
        ("weberror", "setTimeout(() => { throw new Error('broken') })"),
        ("console", "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')"),
        ("console", "document.body.insertAdjacentHTML('beforeend', '<p onclick=\"go()\">')"),
        ("response", "await fetch('/gibt-es-nicht/')"),
        ("request", "fetch('https://example.org/').catch(() => 0)"),
    ],
)
def test_a_complaint_of_the_browser_is_noticed(event: str, fault: str, scene: Scene) -> None:
    page = scene.see("/impressum/")
    with page.context.expect_event(event):
        page.evaluate(f"async () => {{ {fault} }}")
    assert scene.net.found
    scene.net.found.clear()
