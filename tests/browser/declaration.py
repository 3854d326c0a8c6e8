"""The part of the declaration of accessibility that says what was tested, written from the tests.

`make declaration` looks at every page in browsers, writes docs/accessibility-pages.txt from what
they visit, and from that the German text. `python -m tests.browser.declaration` writes the text
anew after a line of the register was changed by hand.
"""

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.conf import settings
from django.utils.formats import date_format

PAGE = "templates/pages/accessibility_tested.html"
HEAD = "# Page, and the test that looks at it with everything; written on {day:%Y-%m-%d}"

# Proven by tests of single journeys, each named by the test that walks it.
JOURNEYS = {
    "test_keyboard.py::test_somebody_registers_with_the_keyboard_alone": (
        "Die ganze Anmeldung geht allein mit der Tastatur."
    ),
    "test_keyboard.py::test_an_error_is_read_first_and_leads_to_its_field": (
        "Fehlt etwas in einem Formular, steht das oben auf der Seite. Dort ist auch der Fokus. "
        "Jeder Eintrag führt zu seinem Feld."
    ),
    "test_without_javascript.py::test_somebody_registers_and_gives_the_place_back": (
        "Anmelden, Platz zurückgeben und lesen geht ohne JavaScript."
    ),
    "test_stations.py::test_stations_are_ordered_by_the_keyboard": (
        "Was man ziehen kann, ordnen auch Knöpfe. Die neue Stelle wird angesagt."
    ),
    "test_account_pages.py::test_a_form_that_is_too_old_is_sent_with_one_more_press": (
        "Läuft eine Sitzung ab, bleiben Ihre Eingaben erhalten."
    ),
    "test_print.py::test_the_plan_is_printed_without_the_bar_and_the_menu": (
        "Der Ablauf einer Exkursion lässt sich drucken."
    ),
}

# Written by hand: nobody may claim otherwise before it happened.
NOBODY_TESTED = {
    "Screenreader": "Menschen, die täglich mit NVDA, JAWS, VoiceOver oder TalkBack arbeiten, "
    "haben die Seiten noch nicht erprobt.",
    "Andere Hilfsmittel": "Bildschirmlupen, Sprachsteuerung, Schaltersteuerung und Braillezeilen "
    "sind nicht erprobt.",
    "Geräte": "Geprüft ist in Chromium. In Firefox und Safari und auf echten Telefonen und Tablets "
    "hat noch niemand geprüft.",
    "Menschen": "Menschen mit Behinderungen haben die Seiten noch nicht begutachtet, auch nicht "
    "bei einem BITV-Test.",
    "Leichte Sprache": "Prüferinnen und Prüfer aus der Zielgruppe haben die Texte in Leichter "
    "Sprache noch nicht gelesen.",
    "Gebärdensprache": "Videos in Deutscher Gebärdensprache fehlen.",
    "Eigene Inhalte": "Texte und Bildbeschreibungen, die das Organisationsteam und die Redaktion "
    "schreiben, prüft kein Programm auf Verständlichkeit.",
}


def text() -> str:
    """The German text as it should stand in the template."""
    return "\n".join(_paragraphs()) + "\n"


def _paragraphs() -> Iterator[str]:
    from tests.browser import checks, register

    lines = register.lines()
    day = datetime.fromisoformat(register.looked_at_on())
    yield "{# Written by `make declaration`: please change tests/browser/declaration.py instead. #}"
    yield "<h2>Was geprüft ist</h2>"
    yield (
        f"<p>Programme haben {len({page for page, _ in lines})} Seiten in {len(lines)} Zuständen "
        "in einem echten Browser geprüft, zum Beispiel leer, voll, mit Fehlern oder mit langen "
        f"Namen. Das war zuletzt am {date_format(day, 'j. F Y')}, mit Version "
        f"{_version()} der Software. Auch die Verwaltung gehört dazu. Für jede dieser Seiten "
        "gilt:</p>"
    )
    yield from _list(f"<strong>{name}:</strong> {said}" for _, name, said in checks.PROOFS)
    yield "<p>Außerdem gehen die Programme ganze Wege:</p>"
    yield from _list(JOURNEYS.values())
    yield "<h2>Was noch niemand geprüft hat</h2>"
    yield "<p>Programme finden längst nicht jede Barriere. Das fehlt noch:</p>"
    yield from _list(f"<strong>{name}:</strong> {said}" for name, said in NOBODY_TESTED.items())


def _list(entries: Iterable[str]) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li>{entry}</li>" for entry in entries)
    yield "</ul>"


def _version() -> str:
    project = Path(settings.BASE_DIR) / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


def look() -> int:
    """Runs the tests in browsers and writes the register from what they visit."""
    from tests.browser import register

    with TemporaryDirectory() as folder:
        seen = Path(folder) / "seen"
        command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "tests/browser"]
        code = subprocess.run(command, env=os.environ | {register.RECORD: str(seen)}).returncode
        if not code:
            rows = sorted(set(seen.read_text(encoding="utf-8").splitlines()))
            head = HEAD.format(day=datetime.now(UTC))
            register.FILE.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return code


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    if "--look" in sys.argv and (code := look()):
        return code
    (Path(settings.BASE_DIR) / PAGE).write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
