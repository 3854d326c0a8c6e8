"""docs/security.md names tests and events: they are all there."""

import ast
import re
from pathlib import Path

from accounts.security import Event

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text()
NAMED = re.compile(r"`(tests/[\w/]+\.py)((?:::\w+)*)`")
LINES = [f"{part}{n}" for part, most in (("F", 24), ("G", 7), ("H", 5)) for n in range(1, most + 1)]


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


def test_every_test_that_is_named_is_there() -> None:
    assert missing(PAGE) == []


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
