"""Every page is looked at in a browser, and the declaration says no more than that."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser import declaration, register

PROTOCOL = Path(settings.BASE_DIR) / "docs/accessibility.md"
# WCAG 2.2, levels A and AA.
CRITERIA = {
    *("1.1.1", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.3.1", "1.3.2", "1.3.3", "1.3.4"),
    *("1.3.5", "1.4.1", "1.4.2", "1.4.3", "1.4.4", "1.4.5", "1.4.10", "1.4.11", "1.4.12", "1.4.13"),
    *("2.1.1", "2.1.2", "2.1.4", "2.2.1", "2.2.2", "2.3.1", "2.4.1", "2.4.2", "2.4.3", "2.4.4"),
    *("2.4.5", "2.4.6", "2.4.7", "2.4.11", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.7", "2.5.8"),
    *("3.1.1", "3.1.2", "3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.2.6", "3.3.1", "3.3.2", "3.3.3"),
    *("3.3.4", "3.3.7", "3.3.8", "4.1.2", "4.1.3"),
}
HOW_TO_ADD = """
These addresses have no check in a browser: {missing}.
Add a state that opens the page to one of the lists in tests/browser/test_…_pages.py; the test of
the list calls checks.everything. Then run `make declaration`, or add the line that the test asks
for to docs/accessibility-pages.txt and run `python -m tests.browser.declaration`.
What is no page at all belongs into NO_PAGES in tests/browser/register.py, with the reason.
"""
HOW_TO_UPDATE = "Please run `python -m tests.browser.declaration`."


def test_every_page_is_looked_at_in_a_browser() -> None:
    looked_at = {page for page, _test in register.lines()}
    missing = set(register.addresses()) - looked_at - register.NO_PAGES.keys()
    assert not missing, HOW_TO_ADD.format(missing=", ".join(sorted(missing)))


def test_what_is_no_page_is_still_there_and_not_looked_at() -> None:
    looked_at = {page for page, _test in register.lines()}
    assert register.NO_PAGES.keys() - set(register.addresses()) == set()
    assert register.NO_PAGES.keys() & looked_at == set()


def _tests() -> set[str]:
    """Every test with browsers, and every state of those that have a list of them."""
    found = set()
    for path in register.FOLDER.glob("test_*.py"):
        module = import_module(f"tests.browser.{path.stem}")
        states = [state.__name__ for state in getattr(module, "STATES", [])]
        found |= {f"{path.name}::{name}" for name in dir(module) if name.startswith("test_")}
        found |= {f"{path.name}::test_everybody_can_use[{name}]" for name in states}
    return found


def test_every_line_of_the_register_names_a_test() -> None:
    known = _tests()
    gone = {test for _page, test in register.lines() if not known & {test, test.split("[")[0]}}
    assert gone == set()


def test_every_state_has_a_line_in_the_register() -> None:
    states = {test for test in _tests() if test.endswith("]")}
    assert states - {test for _page, test in register.lines()} == set()


def test_every_journey_of_the_declaration_is_walked() -> None:
    assert declaration.JOURNEYS.keys() - _tests() == set()


def test_the_declaration_says_what_the_tests_cover() -> None:
    stored = (Path(settings.BASE_DIR) / declaration.PAGE).read_text(encoding="utf-8")
    assert stored == declaration.text(), HOW_TO_UPDATE


@pytest.mark.parametrize("sentence", declaration.NOBODY_TESTED.values())
def test_the_protocol_is_as_honest_as_the_declaration(sentence: str) -> None:
    assert sentence in " ".join(PROTOCOL.read_text(encoding="utf-8").split())


def test_the_protocol_has_a_row_for_each_criterion() -> None:
    rows = re.findall(r"^\| (\d\.\d\.\d+) ", PROTOCOL.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(CRITERIA)
