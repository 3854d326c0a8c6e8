"""The German catalogue is complete, and what is compiled is what was written."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
OURS = ROOT / "locale/de/LC_MESSAGES/django.po"
FRAMEWORKS = ROOT / "locale/frameworks/de/LC_MESSAGES/django.po"
GUIDES = ("docs/editors.md", "docs/organizers.md")
STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(?:(?:gettext|ngettext|_)\(|n?pgettext\({STRING},\s*)(?P<text>{STRING})")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="de")


def entries(found: Catalog) -> dict[str, list[str]]:
    """Texts by identifier; a text with a plural has several parts."""

    def parts(text: str | Sequence[str] | None) -> list[str]:
        return [text] if isinstance(text, str) else list(text or ())

    return {str(parts(message.id)): parts(message.string) for message in found if message.id}


def messages() -> Iterator[tuple[str, str]]:
    """File and text of everything that is marked for translation."""
    apps_of_ours = (Path(app.path) for app in apps.get_app_configs())
    for package in (ROOT / "config", *(path for path in apps_of_ours if path.parent == ROOT)):
        for path in package.rglob("*.py"):
            with path.open("rb") as file:
                for _line, found, _comments, _context in extract("python", file, KEYWORDS):
                    yield path.name, found[0] if isinstance(found, tuple) else found
    for path in (ROOT / "templates").rglob("*.*"):
        # What makemessages reads: the template with everything but its texts crossed out.
        for call in CALL.finditer(templatize(path.read_text(), origin=str(path))):
            yield path.name, ast.literal_eval(call["text"])


def test_every_text_has_a_german_translation_and_no_translation_is_left_over() -> None:
    known = {m.id[0] if isinstance(m.id, tuple) else m.id for m in catalogue(OURS) if m.id}
    used = {text: name for name, text in messages()}
    assert {f"{used[text]}: {text}" for text in used.keys() - known} == set()
    assert known - used.keys() == set()


@pytest.mark.parametrize("path", [OURS, FRAMEWORKS], ids=["ours", "frameworks"])
def test_nothing_in_the_catalogue_is_empty_or_fuzzy(path: Path) -> None:
    doubtful = [
        message.id
        for message in catalogue(path)
        if message.id and (message.fuzzy or not message.string or not all(message.string))
    ]
    assert doubtful == []


@pytest.mark.parametrize("path", [OURS, FRAMEWORKS], ids=["ours", "frameworks"])
def test_the_compiled_catalogue_says_the_same(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        assert entries(read_mo(file)) == entries(catalogue(path))


@pytest.mark.parametrize("path", [OURS, FRAMEWORKS], ids=["ours", "frameworks"])
def test_placeholders_survive_translation(path: Path) -> None:
    def placeholders(text: object) -> set[str]:
        parts = text if isinstance(text, tuple | list) else (text,)
        return {name for part in parts for name in re.findall(r"%\(\w+\)s|\{\w+\}", str(part))}

    broken = [
        message.id
        for message in catalogue(path)
        if message.id and placeholders(message.string) - placeholders(message.id)
    ]
    assert broken == []


# Words that mean something else here, or are not ours at all.
NOT_OUR_WORDS = {
    r"\bfrei(gabe|geb|gegeb|gib)": "the consent of a supervisor; a recap is published",
    r"\bMitarbeiter(s|n|in|innen)?\b": "Mitarbeitende",
    r"\bTeilnehmer(s|n|in|innen)?\b": "Teilnehmende",
    r"\bVorgesetzte": "Führungskraft",
    r"\bstornier": "zurückgeben",
    r"\b(Event|Ticket|User)s?\b": "Exkursion, Platz, Person",
}


@pytest.mark.parametrize("pattern", NOT_OUR_WORDS)
def test_one_word_for_one_thing(pattern: str) -> None:
    shown = {str(message.string) for message in catalogue(OURS) if message.id}
    for path in (ROOT / "templates/pages").rglob("*.html"):
        shown |= set(re.sub(r"<[^>]+>|\{[{%].*?[}%]\}", " ", path.read_text()).splitlines())
    shown |= {line for name in GUIDES for line in (ROOT / name).read_text().splitlines()}
    wrong = re.compile(pattern, re.IGNORECASE)
    assert [text for text in shown if wrong.search(text)] == [], NOT_OUR_WORDS[pattern]


def test_logging_in_is_never_called_anmelden() -> None:
    """„Anmelden“ is the excursion; the session is „einloggen“."""
    wrong = [
        message.string
        for message in catalogue(FRAMEWORKS)
        if message.id and re.search(r"\b(an|ab)melden\b", str(message.string), re.IGNORECASE)
    ]
    assert wrong == []
