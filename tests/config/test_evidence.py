"""docs/security.md and docs/standards.md name tests, pages and events: they are all there."""

import ast
import re
from pathlib import Path

import pytest

from accounts.security import Event

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text()
NAMED = re.compile(r"`(tests/[\w/]+\.py)((?:::\w+)*)`")
LINES = [f"{part}{n}" for part, most in (("F", 24), ("G", 7), ("H", 5)) for n in range(1, most + 1)]

STANDARDS = (ROOT / "docs" / "standards.md").read_text()
PARTS = {"A": 29, "B": 8, "C": 8, "D": 20, "E": 8, "I": 9, "J": 5, "K": 5, "L": 7}
HONEST = re.compile(r"\*\*(Abweichung|Angesehen|Nicht hier prüfbar)\*\*")


def missing(text: str) -> list[str]:
    """The tests in this text that do not exist."""
    return [
        f"{file}{names}"
        for file, names in NAMED.findall(text)
        if not (ROOT / file).exists() or not _holds(ROOT / file, names.split("::")[1:])
    ]


def _holds(file: Path, names: list[str]) -> bool:
    body: list[ast.stmt] = ast.parse(file.read_text()).body
    for name in names:
        found = [
            node
            for node in body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name
        ]
        if not found:
            return False
        body = found[0].body
    return True


def test_every_line_has_its_row() -> None:
    rows = re.findall(r"^\| ([FGH]\d+) \|", PAGE, re.MULTILINE)
    assert rows == LINES


def test_every_line_but_one_names_a_test() -> None:
    rows = re.findall(r"^\| ([FGH]\d+) \|(.*)$", PAGE, re.MULTILINE)
    assert [number for number, row in rows if not NAMED.search(row)] == ["H5"]


def standards() -> dict[str, tuple[str, str]]:
    """By number: what is said, and the cell with the tests."""
    found = re.findall(r"^\| ([A-Z]\d+) \| [MSB] \|(.*)\|([^|]*)\|$", STANDARDS, re.MULTILINE)
    assert len({number for number, *_ in found}) == len(found)
    return {number: (said, tests) for number, said, tests in found}


def test_every_standard_has_its_row() -> None:
    wanted = [f"{part}{n}" for part, most in PARTS.items() for n in range(1, most + 1)]
    assert list(standards()) == wanted


def test_a_standard_without_a_test_says_why() -> None:
    silent = [
        number
        for number, (said, tests) in standards().items()
        if not NAMED.search(tests) and not HONEST.search(said)
    ]
    assert silent == []


@pytest.mark.parametrize("guide", ["security", "standards"])
def test_every_test_that_is_named_is_there(guide: str) -> None:
    assert missing((ROOT / "docs" / f"{guide}.md").read_text()) == []


@pytest.mark.parametrize("guide", ["security", "standards"])
def test_every_page_that_is_linked_is_there(guide: str) -> None:
    links = re.findall(r"\]\(([^)#]+)", (ROOT / "docs" / f"{guide}.md").read_text())
    assert links
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []


def test_a_test_that_is_not_there_would_be_missed() -> None:
    assert missing("`tests/config/test_evidence.py::test_nothing` `tests/no.py`") == [
        "tests/config/test_evidence.py::test_nothing",
        "tests/no.py",
    ]


def test_every_text_keeps_the_security_log_as_long() -> None:
    for name, start in {
        "docs/security.md": "Frist: **",
        "docs/privacy/personalrat.md": "Es bleibt ",
        "docs/privacy/massnahmen.md": "Sicherheitsprotokoll ",
        "docs/privacy/loeschkonzept.md": "der Anwendung, ohne Namen: ",
        "templates/pages/texts/privacy.html": "Es wird [",
    }.items():
        assert f"{start}90 Tage" in (ROOT / name).read_text(), name


def test_every_event_is_explained() -> None:
    explained = set(re.findall(r"`(\w+)`", PAGE.partition("## Sicherheitsprotokoll")[2]))
    assert {event.value for event in Event} <= explained
