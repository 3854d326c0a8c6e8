"""The checks themselves: each one notices what it is there for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import checks
from tests.browser.scene import Scene

MARK, H1 = "document.querySelector('.mark')", "document.querySelector('h1')"
FAULTS: list[tuple[Callable[[Page], None], str]] = [
    (checks.is_sound, "main.append(document.createElement('h1'))"),
    (checks.is_sound, "main.firstElementChild.id = main.lastElementChild.id = 'twice'"),
    (checks.is_sound, "main.innerHTML += '<a href=#nowhere>Los</a>'"),
    (checks.is_sound, "main.innerHTML += '<p aria-describedby=nowhere>Los</p>'"),
    (checks.is_sound, "main.innerHTML += '<label>Ja <button>Los</button></label>'"),
    (checks.is_sound, "main.innerHTML += '<button tabindex=2>Los</button>'"),
    (checks.has_its_title, "document.title = 'Impressum'"),
    (checks.has_its_title, "document.title = 'Fehler: ' + document.title"),
    (checks.has_its_title, "main.innerHTML += '<div class=summary role=alert>Nein</div>'"),
    (checks.no_axe_findings, "main.append(document.createElement('input'))"),
    (checks.no_axe_findings, "main.style.color = 'silver'"),
    (checks.no_axe_findings, "main.innerHTML += '<h5>Zu tief</h5>'"),
    (checks.keeps_still, "main.animate([{opacity: 0}, {opacity: 1}], {duration: 9000})"),
    (checks.keeps_still, f"{H1}.style.setProperty('transition', 'color 1s', 'important')"),
    (checks.bears_large_text, "main.style.minWidth = '50rem'"),
    (checks.bears_large_text, f"{H1}.style.cssText = 'overflow: hidden; width: 4rem'"),
    (
        checks.bears_large_text,
        "main.innerHTML = '<p>Eins</p><p>Zwei</p>'; main.style.display = 'grid';"
        "[...main.children].forEach((one) => { one.style.gridArea = '1 / 1' })",
    ),
    (checks.bears_spaced_text, f"{H1}.style.cssText = 'height: 1.1em; overflow: hidden'"),
    (checks.fits_a_small_phone, "main.style.minWidth = '25rem'"),
    (
        checks.fits_a_small_phone,
        "main.style.overflowX = 'auto'; main.firstElementChild.style.minWidth = '25rem'",
    ),
    (
        checks.fits_a_small_phone,
        "main.innerHTML += '<button class=x>1</button><button class=x>2</button>';"
        "main.querySelectorAll('.x').forEach((x) => { x.style.cssText = 'padding:0;width:9px' })",
    ),
    (
        checks.is_used_with_the_keyboard,
        f"{MARK}.style.outline = '3px solid gold'; {MARK}.style.boxShadow = 'none'",
    ),
    (
        checks.is_used_with_the_keyboard,
        "main.style.cssText = 'display: flex; flex-direction: column-reverse';"
        "main.innerHTML = '<a href=#content>Eins</a><a href=#content>Zwei</a>'",
    ),
    (
        checks.is_used_with_the_keyboard,
        f"{MARK}.addEventListener('keydown', (event) => event.preventDefault())",
    ),
    (
        checks.bears_colours_of_the_system,
        "main.innerHTML += '<button class=button>Los</button>';"
        "main.lastElementChild.style.border = 0",
    ),
    (checks.bears_colours_of_the_system, f"{MARK}.style.outline = 'none'"),
    (checks.shows_where_the_keyboard_is, "document.activeElement.blur()"),
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
        ("console", "fetch('https://other.example/').catch(() => 0)"),
        ("request", "location.href = 'http://127.0.0.1:9/'"),
    ],
)
def test_a_complaint_of_the_browser_is_noticed(event: str, fault: str, scene: Scene) -> None:
    page = scene.see("/impressum/")
    with page.context.expect_event(event):
        page.evaluate(f"async () => {{ {fault} }}")
    assert scene.net.found
    scene.net.found.clear()
