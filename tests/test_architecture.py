"""The order of the apps, and the budgets that keep modules readable, as tests."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from privacy import datamap
from privacy.datamap.page import page

ROOT = Path(__file__).resolve().parent.parent
OUR_PACKAGES = {
    *("accounts", "config", "demo", "excursions", "jobs", "operations", "pages", "privacy"),
    *("recaps", "stations", "tests"),
}
# What each may import; `config` and `tests` may import all.
MAY_IMPORT = {
    "jobs": {"jobs"},
    "accounts": {"accounts", "jobs"},
    "pages": {"pages", "accounts", "jobs"},
    "stations": {"stations", "accounts", "jobs"},
    "excursions": {"excursions", "stations", "accounts", "jobs"},
    "recaps": {"recaps", "excursions", "stations", "accounts", "jobs"},
    "operations": {"operations", "recaps", "excursions", "accounts", "jobs"},
    "privacy": {"privacy", "recaps", "excursions", "stations", "pages", "accounts", "jobs"},
    "demo": {"demo", "privacy", "recaps", "excursions", "stations", "pages", "accounts", "jobs"},
}
MOST_LINES = 300
HOW = (
    "Fields without an entry in the data map. Add each to a line of privacy/datamap/<app>.toml "
    "under the kind of data it is (privacy/datamap/kinds.toml; `none` if it says nothing about "
    "anybody), then run `manage.py datamap`."
)


def modules(*packages: str) -> Iterator[Path]:
    """Our Python files; what a tool has generated is left out."""
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            if path.name != "0001_initial.py":
                yield path


def imports(source: str) -> set[str]:
    """The top-level packages a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            found |= {
                str(argument.value).split(".")[0]
                for argument in node.args
                if isinstance(argument, ast.Constant)
            }
    return found


def wrong_arrows(package: str, source: str) -> set[str]:
    """What a module of this package imports and may not."""
    return (imports(source) & OUR_PACKAGES) - MAY_IMPORT[package]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_every_arrow_points_the_right_way(package: str) -> None:
    wrong = {
        str(path.relative_to(ROOT)): arrows
        for path in modules(package)
        if (arrows := wrong_arrows(package, path.read_text()))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("accounts", "from excursions.models import Excursion"),
        ("stations", "def f():\n    import excursions.models"),
        ("jobs", "from accounts import contact"),
        ("pages", "from excursions import desk"),
        ("excursions", "from config import settings"),
        ("excursions", "from demo.data import EXCURSIONS"),
        ("excursions", "from recaps.models import Recap"),
        ("recaps", "from privacy import datamap"),
        ("accounts", "import importlib\nimportlib.import_module('stations.models')"),
    ],
)
def test_a_wrong_arrow_would_be_seen(package: str, source: str) -> None:
    assert wrong_arrows(package, source)


def test_the_walk_sees_every_app() -> None:
    from django.apps import apps

    ours = {config.name for config in apps.get_app_configs() if ROOT in Path(config.path).parents}
    ours = {name for name in ours if "." not in name and (ROOT / name / "__init__.py").exists()}
    assert ours == set(MAY_IMPORT)


def test_modules_are_short_enough_to_be_read_at_once() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules(*OUR_PACKAGES)
        if (lines := len(path.read_text().splitlines())) >= MOST_LINES
    }
    assert long == {}


def test_nothing_prints_and_nothing_is_left_to_do() -> None:
    mark = "TO" + "DO"
    found = []
    for path in modules(*OUR_PACKAGES):
        source = path.read_text()
        calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
        if path != ROOT / "demo" / "run.py" and any(
            isinstance(call.func, ast.Name) and call.func.id == "print" for call in calls
        ):
            found.append(f"{path}: print")
        if mark in source:
            found.append(f"{path}: {mark}")
    assert found == []


def test_every_field_has_an_entry() -> None:
    assert datamap.missing() == [], HOW


def test_the_page_in_docs_says_the_same() -> None:
    written = (ROOT / "docs" / "data.md").read_text()
    assert written == page(), "Run `manage.py datamap`."
