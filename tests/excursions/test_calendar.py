"""Calendar files, read back by a calendar program."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from excursions import calendar
from excursions.models import Excursion
from tests import calendars, factories, mailbox
from tests.conftest import Client
from tests.factories import NOW, START, berlin

pytestmark = pytest.mark.django_db


def read(file: calendar.File) -> Any:
    """What is in the file; all that the standards ask of it is checked."""
    found = calendars.read(file.data)
    assert found["method"] == file.method
    return found


def event(file: calendar.File) -> Any:
    return mailbox.event(read(file))


def test_the_download_is_for_anybody_and_names_nobody(excursion: Excursion, kim: User) -> None:
    factories.stop(excursion, factories.station("ProbierLaden"))
    factories.registration(excursion, kim)
    file = calendar.download(Excursion.objects.with_stops().get(pk=excursion.pk))
    entry = event(file)
    assert (file.method, entry["status"], entry["sequence"]) == ("PUBLISH", "CONFIRMED", 0)
    assert entry["uid"] == f"excursion-{excursion.pk}@exkursionen.stadt.example"
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (START, excursion.ends_at)
    assert entry["summary"] == excursion.title
    assert entry["location"] == excursion.meeting_point
    assert entry["organizer"].params["CN"] == "Smartes Jena erleben"
    assert "Kim" not in file.data


def test_the_text_tells_where_to_meet_then_the_stations_in_order(excursion: Excursion) -> None:
    excursion.meets_at = START - timedelta(minutes=10)
    first, second = (factories.stop(excursion, factories.station(name)) for name in ("B", "A"))
    entry = event(calendar.download(excursion))
    assert str(entry["description"]).split("\n") == [
        "Treffpunkt 12:50 Uhr: Ziegesarstraße 9, vor dem Eingang",
        "",
        f"13:00–13:30 Uhr: B, {first.station.address}",
        f"13:40–14:10 Uhr: A, {second.station.address}",
        "",
        "Alex Yıldız, 03641 49-1234",
        "",
        f"https://exkursionen.stadt.example{excursion.get_absolute_url()}",
    ]


def test_what_is_called_off_says_so_also_where_the_status_is_not_shown(
    excursion: Excursion,
) -> None:
    before = event(calendar.download(excursion))
    excursion.status = Excursion.Status.CANCELLED
    excursion.cancellation_reason = "Sturm, leider."
    entry = event(calendar.download(excursion))
    assert (entry["status"], entry["transp"]) == ("CANCELLED", "TRANSPARENT")
    assert entry["summary"].endswith(f": {excursion.title}")
    assert str(entry["description"]).startswith("Sturm, leider.\n")
    assert entry["uid"] == before["uid"]
    assert entry["sequence"] > before["sequence"]


def test_the_opening_of_registration_is_a_quarter_of_an_hour(excursion: Excursion) -> None:
    excursion.registration_opens_at = berlin("2027-05-20 08:00")
    entry = event(calendar.opening(excursion))
    assert entry.decoded("dtstart") == excursion.registration_opens_at
    assert entry.decoded("dtend") - entry.decoded("dtstart") == timedelta(minutes=15)
    assert entry["sequence"] == excursion.version


def test_an_invitation_has_one_attendee_who_has_accepted(excursion: Excursion, kim: User) -> None:
    file = calendar.invitation(factories.registration(excursion, kim))
    entry = event(file)
    assert (file.method, entry["status"], entry["sequence"]) == ("REQUEST", "CONFIRMED", 0)
    attendee = entry["attendee"]
    assert attendee == "mailto:kim@stadt.example"
    assert attendee.params["PARTSTAT"] == "ACCEPTED"
    assert attendee.params["RSVP"] == "FALSE"


def test_a_cancellation_has_the_same_uid(excursion: Excursion, kim: User) -> None:
    registration = factories.registration(excursion, kim)
    invited = event(calendar.invitation(registration))
    registration.calendar_sequence += 1
    file = calendar.cancellation(registration)
    entry = event(file)
    assert (file.method, entry["status"], entry["sequence"]) == ("CANCEL", "CANCELLED", 1)
    assert entry["uid"] == invited["uid"]


def test_the_own_download_is_the_entry_of_the_invitation(excursion: Excursion, kim: User) -> None:
    registration = factories.registration(excursion, kim)
    invited = event(calendar.invitation(registration))
    file = calendar.own_download(registration)
    entry = event(file)
    assert file.method == "PUBLISH"
    for name in ("uid", "sequence", "dtstart", "dtend", "summary", "description", "status"):
        assert entry[name] == invited[name]
    assert "kim" not in file.data.lower()


NASTY = {
    "commas": "Licht, Glas; und: mehr\\n, \\; ,;",
    "line breaks": "Erst\r\nEND:VEVENT\nDann\rSchluss\u2028Ende",
    "umlauts": "Größe ändern, Übermut für Łukasz und Şahin – „Füße“",
    "200 characters": "Äö€👩 " * 40,
    "quotes": "\"Licht\" 'Glas' ^n ^' «Jena»",
    "control characters": "Licht\x00\x07\x1b[31m\x7f\u202e Glas",
    "property": "BEGIN:VALARM:X=Y;Z",
}


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_whatever_was_typed_stays_text(nasty: str, excursion: Excursion, kim: User) -> None:
    for field in ("title", "meeting_point", "contact_name", "contact_phone"):
        setattr(excursion, field, nasty)
    station = factories.station("Ort")
    stop = factories.stop(excursion, station)
    station.name = station.street = nasty
    stop.station = station
    excursion._prefetched_objects_cache = {"stops": [stop]}  # type: ignore[attr-defined]
    registration = factories.registration(factories.excursion(), kim)
    registration.excursion, registration.name = excursion, nasty
    words = " ".join("".join(c if c.isprintable() else " " for c in nasty).split())
    for file in (calendar.invitation(registration), calendar.cancellation(registration)):
        entry = event(file)
        assert (entry["summary"], entry["location"]) == (words, words)
        # Parameters know no backslash (RFC 6868); the library drops some when it reads them.
        name = entry["attendee"].params["CN"].replace("\\", "")
        assert name == words.replace('"', "'").replace("\\", "")
        lines = str(entry["description"]).split("\n")
        assert lines[0] == f"Treffpunkt 13:00 Uhr: {words}"
        assert lines[2].startswith(f"13:00–13:30 Uhr: {words}, {words}")
        assert lines[4] == f"{words}, {words}"
        assert len(lines) == 7


ODD_NIGHTS = [
    ("2027-03-27 23:00", "2027-03-28 04:00", 4),
    ("2027-03-28 01:30", "2027-03-28 03:30", 1),
    ("2027-03-28 01:59", "2027-03-28 03:00", 1 / 60),
    ("2027-10-30 23:00", "2027-10-31 04:00", 6),
    ("2027-10-31 01:30", "2027-10-31 03:30", 3),
    ("2027-06-09 21:00", "2027-06-10 01:00", 4),
    ("2027-12-09 13:00", "2027-12-09 17:00", 4),
]


@pytest.mark.parametrize(("starts", "ends", "hours"), ODD_NIGHTS)
def test_the_entry_means_the_same_instants_by_the_zone_of_the_reader_and_of_the_file(
    starts: str, ends: str, hours: float
) -> None:
    """A calendar program may ignore its own data and use the VTIMEZONE; it must come out alike."""
    excursion = factories.excursion(starts_at=berlin(starts), ends_at=berlin(ends))
    excursion.refresh_from_db()
    found = read(calendar.download(excursion))
    entry = mailbox.event(found)
    (zone,) = found.walk("VTIMEZONE")
    own = zone.to_tz(lookup_tzid=False)
    moments = [entry.decoded(name) for name in ("dtstart", "dtend")]
    for shown in (moments, [moment.replace(tzinfo=own) for moment in moments]):
        start, end = (moment.astimezone(UTC) for moment in shown)
        assert (start, end) == (excursion.starts_at, excursion.ends_at)
        assert end - start == timedelta(hours=hours)


@pytest.mark.parametrize("hour", [0, 1])
def test_the_hour_that_comes_twice_is_not_mixed_up(hour: int) -> None:
    """RFC 5545: a local time that exists twice is the first one; the second is told in UTC."""
    moment = datetime(2027, 10, 31, hour, 30, tzinfo=UTC)
    excursion = factories.excursion(starts_at=moment, ends_at=moment + timedelta(hours=4))
    excursion.refresh_from_db()
    entry = event(calendar.download(excursion))
    assert entry.decoded("dtstart").astimezone(UTC) == moment


def test_uids_of_two_people_differ(excursion: Excursion, kim: User, toni: User) -> None:
    entries = [
        event(calendar.invitation(factories.registration(excursion, person)))
        for person in (kim, toni)
    ]
    assert len({entry["uid"] for entry in entries}) == 2


def test_the_stamp_is_now(excursion: Excursion) -> None:
    stamp = event(calendar.download(excursion)).decoded("dtstamp")
    assert abs(stamp - NOW) < timedelta(minutes=1)


def test_who_holds_a_place_downloads_the_entry_of_the_mails(
    excursion: Excursion, kim: User, as_kim: Client, as_toni: Client, client: Client
) -> None:
    """So the mail and the download do not make two entries; everybody else gets the public one."""
    registration = factories.registration(excursion, kim)
    path = f"{excursion.get_absolute_url()}kalender.ics"
    answers = [one.get(path) for one in (as_kim, as_toni, client)]
    uids = [str(calendars.entries(answer.content)[0]["uid"]) for answer in answers]
    public = f"excursion-{excursion.pk}{calendars.HOST}"
    assert uids == [f"{registration.calendar_uid}{calendars.HOST}", public, public]
    assert answers[0]["Cache-Control"] == "private, no-store"
    assert answers[0]["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert answers[0]["Content-Disposition"].startswith("attachment")


def test_who_only_waits_downloads_the_public_entry(
    full: Excursion, kim: User, as_kim: Client
) -> None:
    factories.waiting(full, kim)
    (entry,) = calendars.entries(as_kim.get(f"{full.get_absolute_url()}kalender.ics").content)
    assert entry["uid"] == f"excursion-{full.pk}{calendars.HOST}"
