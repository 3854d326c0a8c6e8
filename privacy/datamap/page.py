"""The data map as a page for people: docs/data.md."""

from itertools import groupby

from privacy import datamap
from privacy.datamap import Entry, Kind

HEAD = """# Datenlandkarte

Diese Seite schreibt `manage.py datamap` aus dem Programm: jedes Feld jeder Tabelle. Ein Test
vergleicht sie damit. Fristen sind die Voreinstellungen (docs/operators.md); gelöscht wird nach
den Regeln in `privacy/rules/`, täglich und von selbst.

## Arten von Daten

| Art | wofür | wer sie sieht | wie lange |
|---|---|---|---|
"""

FILES = """
## Dateien

| Ort | Inhalt | Art |
|---|---|---|
| `media/recaps/<zufälliger Name>/` | ein Foto in mehreren Größen, ohne Metadaten | Foto |

## Felder
"""


def page() -> str:
    """The whole page as Markdown."""
    entries = datamap.entries()
    used = {entry.kind.name for entry in entries}
    rows = [_kind(kind) for kind in datamap.kinds().values() if kind.name in used]
    tables = [_table(model, list(group)) for model, group in groupby(entries, _model)]
    return HEAD + "".join(rows) + FILES + "".join(tables)


def _model(entry: Entry) -> str:
    return entry.model


def _kind(kind: Kind) -> str:
    return f"| {kind.label} | {kind.purpose} | {kind.seen_by} | {kind.kept} |\n"


def _table(model: str, entries: list[Entry]) -> str:
    """One table of the database, its fields put together by kind."""
    rows = [f"\n### {model}\n\n| Art | Felder |\n|---|---|\n"]
    for kind in datamap.kinds().values():
        if names := [f"`{entry.field}`" for entry in entries if entry.kind == kind]:
            rows.append(f"| {kind.label} | {', '.join(names)} |\n")
    return "".join(rows)
