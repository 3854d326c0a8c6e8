"""The data map: which field holds what of whom, why, who sees it, and how long.

One file per app beside this module; each line gives fields of a model a kind of `kinds.toml`.
`manage.py datamap` writes docs/data.md from it, and a test fails when a field has no entry.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import Field, Model

HERE = Path(__file__).parent
# Theirs are described as a whole; of our own models every field is named.
WHOLE = "*"


@dataclass(frozen=True)
class Kind:
    """A kind of data: what it is for, who sees it, and how long it is kept."""

    name: str
    label: str
    purpose: str
    seen_by: str
    kept: str


@dataclass(frozen=True)
class Entry:
    """One field of one table."""

    model: str
    field: str
    kind: Kind


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by name, with the periods of this installation."""
    texts = tomllib.loads((HERE / "kinds.toml").read_text())
    found = {}
    for name, said in texts.items():
        kept = said.pop("kept").format(**settings.KEEP_DAYS)
        found[name] = Kind(name=name, kept=kept, **said)
    return found


def kept(name: str) -> str:
    """How long this kind of data is kept, in words."""
    return kinds()[name].kept


@cache
def _described() -> dict[str, dict[str, str]]:
    """Model (`app.Name`) -> field or `*` -> name of the kind."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(HERE.glob("*.toml")):
        if path.stem == "kinds":
            continue
        for model, groups in tomllib.loads(path.read_text()).items():
            label = model if "." in model else f"{path.stem}.{model}"
            fields = found.setdefault(label, {})
            for kind, names in groups.items():
                fields |= dict.fromkeys(names.split(), kind)
    return found


def stored() -> Iterator[tuple[type[Model], "Field"]]:
    """Every column of every table that Django knows, also those it makes by itself."""
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda m: m._meta.label):
        if model._meta.managed and not model._meta.proxy:
            for field in model._meta.local_concrete_fields:
                yield model, field


def entries() -> list[Entry]:
    """The whole map, in the order of the tables. Fields without an entry are left out."""
    found = []
    for model, field in stored():
        fields = _described().get(model._meta.label, {})
        if name := fields.get(field.name, fields.get(WHOLE)):
            found.append(Entry(model._meta.label, field.name, kinds()[name]))
    return found


def missing() -> list[str]:
    """`app.Model.field` of everything that is stored and not described."""
    known = {(entry.model, entry.field) for entry in entries()}
    return [
        f"{model._meta.label}.{field.name}"
        for model, field in stored()
        if (model._meta.label, field.name) not in known
    ]


def stale() -> list[str]:
    """What is described and not stored any more. Tables of apps that are switched off may be."""
    there = {(model._meta.label, field.name) for model, field in stored()}
    return [
        f"{label}.{name}"
        for label, fields in _described().items()
        for name in fields
        if label.split(".")[0] in apps.app_configs and name != WHOLE and (label, name) not in there
    ]
