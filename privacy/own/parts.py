"""How what is held about a person is shown: parts of records of facts, for people and as JSON."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from excursions import dates


@dataclass(frozen=True)
class Fact:
    """One value: its name in the file, its label on the page."""

    key: str
    label: str
    value: Any

    @property
    def shown(self) -> str:
        """The value in words; empty if there is nothing to say."""
        value = self.value
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, datetime):
            return dates.deadline(value)
        if isinstance(value, date):
            return dates.weekday_date(value)
        if isinstance(value, list):
            return ", ".join(str(one) for one in value)
        return str(value)


@dataclass(frozen=True)
class Record:
    """One row of a table, or what belongs together. `records`: what hangs on it, such as a
    history.
    """

    title: str
    facts: list[Fact]
    name: str = ""  # in the file, of the list in which such records stand
    records: "list[Record]" = field(default_factory=list)

    @property
    def shown(self) -> list[Fact]:
        return [fact for fact in self.facts if fact.shown]


@dataclass(frozen=True)
class Part:
    """One section of the page, one entry of the file."""

    key: str
    title: str
    records: list[Record]
    about: str = ""


def as_json(record: Record) -> dict[str, Any]:
    """For the file: stable names, moments with their offset, lists of what hangs on it."""
    found: dict[str, Any] = {"title": record.title} if record.title else {}
    found |= {fact.key: _plain(fact.value) for fact in record.facts}
    for one in record.records:
        found.setdefault(one.name, []).append(as_json(one))
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | list):
        return value
    return str(value)


def facts(*rows: tuple[str, Any, Any]) -> list[Fact]:
    """From rows of name, label and value."""
    return [Fact(key, str(label), value) for key, label, value in rows]


def lines(name: str, rows: Iterable[tuple[str, list[Fact]]]) -> list[Record]:
    """Records of one kind that hang on another one."""
    return [Record(title, found, name) for title, found in rows]
