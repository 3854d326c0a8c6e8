"""Calendar files, read back by a calendar program."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from accounts.models import User
from excursions import calendar
from excursions.models import Excursion, Registration
from tests import factories, mailbox
from tests.factories import NOW, START, berlin

pytestmark = pytest.mark.django_db


def read(file: calendar.File) -> Any:
    """Also checks what every file must have: the method, the zone, lines that end properly."""
    assert "\r\n" in file.data
    assert "\n" not in file.data.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in file.data.split("\r\n"))
    found = Calendar.from_ical(file.data)
    assert found["method"] == file.method
    assert found["version"] == "2.0"
    assert [zone["tzid"] for zone in found.walk("VTIMEZONE")] == ["Europe/Berlin"]
    return found


def test_the_download_is_for_anybody_and_names_nobody(excursion: Excursion, kim: User) -> None:
    factories.stop(excursion, factories.station("ProbierLaden"))
    factories.registration(excursion, kim)
    file = calendar.download(Excursion.objects.with_stops().get(pk=excursion.pk))
    event = mailbox.event(read(file))
    assert file.method == "PUBLISH"
    assert event["uid"] == f"excursion-{excursion.pk}@exkursionen.stadt.example"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (START, excursion.ends_at)
    assert event["url"].startswith("https://exkursionen.stadt.example/exkursionen/")
    assert "ProbierLaden" in event["description"]
    assert "attendee" not in event
    assert "organizer" not in event
    assert "Kim" not in file.data


def test_the_opening_of_registration_is_a_quarter_of_an_hour(excursion: Excursion) -> None:
    excursion.registration_opens_at = berlin("2027-05-20 08:00")
    event = mailbox.event(read(calendar.opening(excursion)))
    assert event.decoded("dtstart") == excursion.registration_opens_at
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=15)


def test_an_invitation_has_one_attendee_who_has_accepted(excursion: Excursion, kim: User) -> None:
    file = calendar.invitation(factories.registration(excursion, kim))
    event = mailbox.event(read(file))
    assert (file.method, event["status"], event["sequence"]) == ("REQUEST", "CONFIRMED", 0)
    assert event["organizer"] == "mailto:exkursionen@stadt.example"
    attendee = event["attendee"]
    assert attendee == "mailto:kim@stadt.example"
    assert attendee.params["PARTSTAT"] == "ACCEPTED"
    assert attendee.params["RSVP"] == "FALSE"
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-1)


def test_a_cancellation_has_the_same_uid(excursion: Excursion, kim: User) -> None:
    registration = factories.registration(excursion, kim)
    invited = mailbox.event(read(calendar.invitation(registration)))
    registration.calendar_sequence += 1
    file = calendar.cancellation(registration)
    event = mailbox.event(read(file))
    assert (file.method, event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 1)
    assert event["uid"] == invited["uid"]


ODD_NIGHTS = [
    ("2027-03-27 23:00", "2027-03-28 04:00"),
    ("2027-03-28 01:59", "2027-03-28 03:00"),
    ("2027-03-28 03:30", "2027-03-28 05:00"),
    ("2027-10-30 23:00", "2027-10-31 04:00"),
    ("2027-10-31 01:30", "2027-10-31 03:30"),
    ("2027-06-09 21:00", "2027-06-10 01:00"),
    ("2027-12-09 13:00", "2027-12-09 17:00"),
]


@pytest.mark.parametrize(("starts", "ends"), ODD_NIGHTS)
def test_the_entry_means_the_same_instants(starts: str, ends: str) -> None:
    excursion = factories.excursion(starts_at=berlin(starts), ends_at=berlin(ends))
    excursion.refresh_from_db()
    event = mailbox.event(read(calendar.download(excursion)))
    assert event.decoded("dtstart").astimezone(UTC) == excursion.starts_at
    assert event.decoded("dtend").astimezone(UTC) == excursion.ends_at


@pytest.mark.parametrize(("starts", "ends"), ODD_NIGHTS)
def test_the_zone_in_the_file_says_the_same_for_who_knows_no_other(starts: str, ends: str) -> None:
    """A calendar program may ignore its own data and use the VTIMEZONE; it must come out alike."""
    excursion = factories.excursion(starts_at=berlin(starts), ends_at=berlin(ends))
    excursion.refresh_from_db()
    found = read(calendar.download(excursion))
    (zone,) = found.walk("VTIMEZONE")
    own = zone.to_tz(lookup_tzid=False)
    event = mailbox.event(found)
    for name, moment in (("dtstart", excursion.starts_at), ("dtend", excursion.ends_at)):
        shown = event.decoded(name).replace(tzinfo=own)
        assert shown.astimezone(UTC) == moment


def test_the_hour_that_comes_twice_means_its_first_time() -> None:
    """RFC 5545: a local time that exists twice is the first one; the second cannot be written."""
    first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    excursion = factories.excursion(starts_at=first, ends_at=first + timedelta(hours=4))
    excursion.refresh_from_db()
    event = mailbox.event(read(calendar.download(excursion)))
    assert event.decoded("dtstart").astimezone(UTC) == first


def test_uids_of_two_people_differ(excursion: Excursion, kim: User, toni: User) -> None:
    events = [
        mailbox.event(read(calendar.invitation(factories.registration(excursion, person))))
        for person in (kim, toni)
    ]
    assert len({event["uid"] for event in events}) == 2


def test_the_stamp_is_now(excursion: Excursion) -> None:
    stamp = mailbox.event(read(calendar.download(excursion))).decoded("dtstamp")
    assert abs(stamp - NOW) < timedelta(minutes=1)
    assert stamp.utcoffset() == timedelta(0)


def test_no_registration_means_no_file(excursion: Excursion) -> None:
    assert not Registration.objects.exists()
    assert "ATTENDEE" not in calendar.download(excursion).data
