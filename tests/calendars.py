"""Reading calendar files as strictly as the standards are written (RFC 5545, 5546, 7986)."""

from datetime import timedelta
from typing import Any

from icalendar import Calendar

HOST = "@exkursionen.stadt.example"
INVITING = ("REQUEST", "CANCEL")


def read(data: str | bytes) -> Any:
    """The calendar, after everything was checked that holds for every file."""
    raw = data.encode() if isinstance(data, str) else data
    lines = raw.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert len(line) <= 75
        # Also says that no letter is torn apart, and that no line break is left alone.
        assert all(letter.isprintable() for letter in line.decode())
    found = Calendar.from_ical(raw)
    assert not found.errors
    assert found["version"] == "2.0"
    assert found["prodid"]
    assert [zone["tzid"] for zone in found.walk("VTIMEZONE")] == ["Europe/Berlin"]
    entries = found.walk("VEVENT")
    assert len({str(entry["uid"]) for entry in entries}) == len(entries)
    for entry in entries:
        _check(entry, method=str(found["method"]))
    return found


def entries(data: str | bytes) -> list[Any]:
    return list(read(data).walk("VEVENT"))


def _check(entry: Any, *, method: str) -> None:
    assert not entry.errors
    assert str(entry["uid"]).endswith(HOST)
    assert entry.decoded("dtstamp").utcoffset() == timedelta(0)
    assert entry.decoded("dtstamp").microsecond == 0
    assert entry["sequence"] >= 0
    for name in ("dtstart", "dtend"):
        assert entry[name].params.get("TZID") == "Europe/Berlin" or str(
            entry[name].to_ical().decode()
        ).endswith("Z")
    assert entry.decoded("dtend") > entry.decoded("dtstart")
    assert entry["summary"]
    assert str(entry["url"]).startswith("https://exkursionen.stadt.example/exkursionen/")
    assert entry["organizer"] == "mailto:exkursionen@stadt.example"
    _check_attendee(entry, method)
    called_off = entry.get("status") == "CANCELLED"
    assert method != "CANCEL" or called_off
    alarms = entry.walk("VALARM")
    assert len(alarms) == (0 if called_off or "location" not in entry else 1)
    for alarm in alarms:
        assert alarm["action"] == "DISPLAY"
        assert alarm["description"]
        assert alarm.decoded("trigger") == timedelta(days=-1)


def _check_attendee(entry: Any, method: str) -> None:
    """One in what asks something of a person, and none in what is only shown."""
    if method not in INVITING:
        assert method == "PUBLISH"
        assert "attendee" not in entry
        return
    attendee = entry["attendee"]
    assert str(attendee).startswith("mailto:")
    assert attendee.params["PARTSTAT"]
    assert attendee.params["RSVP"]
