"""What must be true of every page, whatever it shows."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser import register

Check = Callable[[Page], None]

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The dark scheme and the colours of the system change colours and nothing else.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
TARGETS = {"type": "rule", "values": ["target-size"]}
RUN_AXE = """
async (runOnly) =>
  (await axe.run(document, {runOnly, resultTypes: ["violations"]})).violations
"""
SMALL_PHONE: ViewportSize = {"width": 320, "height": 640}
PHONE: ViewportSize = {"width": 360, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 720}
TITLE = re.compile(r"^(Fehler: )?\S.* – (Exkursionen|Organisation) – Stadt \S+$")


def look(page: Page, probe: str) -> Any:
    """Asks the page one of the questions in probes.js."""
    return page.evaluate(f"() => probes.{probe}")


def at_size(page: Page, size: ViewportSize) -> None:
    """Makes the window so large, if it is not: that costs more than most checks."""
    if page.viewport_size != size:
        page.set_viewport_size(size)


def finds_nothing(page: Page, probe: str) -> None:
    found = look(page, f"{probe}()")
    assert found == [], f"{probe}, {page.url}: {found}"


def no_axe_findings(page: Page) -> None:
    """WCAG 2.2 AA and good practice as far as axe can tell, in light and in dark."""
    at_size(page, DESK)
    _run_axe(page, {"type": "tag", "values": LEVELS})
    page.emulate_media(color_scheme="dark")
    _run_axe(page, COLOURS)
    page.emulate_media(color_scheme="light")


def _run_axe(page: Page, rules: dict[str, Any]) -> None:
    violations: list[dict[str, Any]] = page.evaluate(RUN_AXE, rules)
    found = [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in violations
        for node in rule["nodes"]
    ]
    assert found == [], f"{page.url}: {found}"


def is_sound(page: Page) -> None:
    """One h1, the landmarks, German, no id twice, no reference and no anchor into nothing."""
    finds_nothing(page, "markup")


def has_its_title(page: Page) -> None:
    """Page, product, city; after a failed form it begins with „Fehler:“ (WCAG 2.4.2)."""
    title = " ".join(page.title().split())
    assert TITLE.match(title), title
    failed, alerts = title.startswith("Fehler: "), page.locator("main [role=alert]")
    assert failed or not page.locator("main .summary[role=alert]").count(), title
    assert alerts.count() or not failed, title


def fits_a_small_phone(page: Page) -> None:
    """At 320 px nothing scrolls sideways but boxes with a name, such as tables (WCAG 1.4.10).

    What can be pressed has 24 px at least (WCAG 2.5.8), also here.
    """
    at_size(page, SMALL_PHONE)
    for probe in ("tooWide", "scrollsSideways", "cut", "overlapping"):
        finds_nothing(page, probe)
    _run_axe(page, TARGETS)


def bears_large_text(page: Page) -> None:
    """Text of double size is not cut, covers nothing, stays in the window (WCAG 1.4.4)."""
    at_size(page, DESK)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for probe in ("tooWide", "cut", "overlapping"):
        finds_nothing(page, probe)
    page.evaluate("document.documentElement.style.fontSize = ''")


def bears_spaced_text(page: Page) -> None:
    """The same when people set their text wider apart (WCAG 1.4.12), also on a phone."""
    look(page, "spaced(true)")
    for size in (DESK, SMALL_PHONE):
        at_size(page, size)
        for probe in ("tooWide", "cut", "overlapping"):
            finds_nothing(page, probe)
    look(page, "spaced(false)")


def is_used_with_the_keyboard(page: Page) -> None:
    """Tab reaches everything, in reading order; each stop is seen and covered by nothing."""
    for size in (PHONE, DESK):
        at_size(page, size)
        walks_through(page)


def walks_through(page: Page) -> None:
    """Presses Tab from the top until every stop was reached (WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7)."""
    stops: int = look(page, "setOut()")
    for _ in range(8):  # a field for a date has a stop for each of its parts
        for _ in range(stops):
            page.keyboard.press("Tab")
        walk = look(page, "arrive()")
        if not walk["missed"]:
            break
    assert walk == {"found": [], "missed": []}, f"{page.url}: {walk}"


def bears_colours_of_the_system(page: Page) -> None:
    """Fields, buttons and the focus are seen when the system sets all colours."""
    at_size(page, DESK)
    page.emulate_media(forced_colors="active")
    finds_nothing(page, "withoutEdge")
    finds_nothing(page, "withoutRing")
    _run_axe(page, COLOURS)
    page.emulate_media(forced_colors="none")


def keeps_still(page: Page) -> None:
    """Nothing moves for those who asked for that; the browsers of the tests did."""
    finds_nothing(page, "moving")


# Each check, and what it proves in the words of the declaration of accessibility.
PROOFS: list[tuple[Check, str, str]] = [
    (
        is_sound,
        "Aufbau",
        "Es gibt genau eine Hauptüberschrift, Bereiche für Kopf, Inhalt und Fuß und keine Verweise "
        "ins Leere. Die Sprache ist angegeben.",
    ),
    (
        has_its_title,
        "Titel",
        "Er nennt Seite, Angebot und Stadt. Nach einem Fehler beginnt er mit „Fehler:“.",
    ),
    (
        no_axe_findings,
        "Regeln",
        "Das Prüfprogramm axe beanstandet nichts, weder nach WCAG 2.2 (A und AA) noch nach guter "
        "Praxis. Das gilt hell und dunkel.",
    ),
    (
        keeps_still,
        "Ruhe",
        "Wer im eigenen Gerät weniger Bewegung eingestellt hat, sieht keine.",
    ),
    (
        bears_large_text,
        "Große Schrift",
        "Bei doppelter Schriftgröße ist nichts abgeschnitten und nichts verdeckt.",
    ),
    (
        bears_spaced_text,
        "Weite Abstände",
        "Mehr Abstand zwischen Zeilen, Wörtern und Buchstaben schadet nicht.",
    ),
    (
        fits_a_small_phone,
        "Schmale Anzeige",
        "Bei 320 Pixeln Breite (400 % Vergrößerung) rollt nichts seitwärts außer Tabellen. "
        "Was man drückt, ist groß genug: 24 Pixel, oder es hat so viel Abstand.",
    ),
    (
        is_used_with_the_keyboard,
        "Tastatur",
        "Die Tabulatortaste erreicht alles, in Lesereihenfolge und ohne Falle. Der Fokus ist "
        "deutlich zu sehen und von nichts verdeckt, schmal wie breit.",
    ),
    (
        bears_colours_of_the_system,
        "Eigene Farben",
        "Gibt das Gerät alle Farben vor, bleiben Felder, Knöpfe und Fokus gut zu erkennen.",
    ),
]


def everything(page: Page) -> None:
    """All of the above: for every page in every state."""
    size, focused = page.viewport_size, page.evaluate_handle("document.activeElement")
    assert size
    for check, _name, _said in PROOFS:
        check(page)
    register.visit(page)
    at_size(page, size)
    focused.evaluate("node => node.focus()")


def shows_where_the_keyboard_is(page: Page) -> None:
    """The focus has a ring and lies under nothing, such as the bar at the bottom of a phone."""
    finds_nothing(page, "focus")


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
    expect(page.locator("main [role=alert]").filter(visible=True)).to_be_focused()
