"""Calendar files (RFC 5545, 5546): a firm place enters the calendar, one that ended leaves it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import (
    Alarm,
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vText,
)

from excursions import dates
from excursions.models import Excursion, Registration
from jobs.mails import one_line


@dataclass(frozen=True)
class File:
    """A calendar file and the method that the mail's content type must repeat (RFC 6047, 2.4)."""

    data: str
    method: str


def host() -> str:
    """The right-hand side of identifiers."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def download(excursion: Excursion) -> File:
    """„In den Kalender“ for anybody: published, without people in it."""
    return _file(_event(excursion, f"excursion-{excursion.pk}@{host()}"), "PUBLISH")


def opening(excursion: Excursion) -> File:
    """A reminder of the moment at which registration opens."""
    opens_at = excursion.registration_opens_at
    assert opens_at  # the view answers 404 without it
    event = Event()
    event.add("uid", f"opening-{excursion.pk}@{host()}")
    event.add("dtstamp", timezone.now())
    _add_span(event, opens_at, opens_at + timedelta(minutes=15))
    event.add("summary", _("Registration opens: %(title)s") % {"title": one_line(excursion.title)})
    event.add("url", settings.SITE_URL + excursion.get_absolute_url())
    return _file(event, "PUBLISH")


def invitation(registration: Registration) -> File:
    """The entry of somebody who holds a place."""
    event = _event(registration.excursion, _uid(registration))
    _address(event, registration, participation="ACCEPTED")
    return _file(event, "REQUEST")


def cancellation(registration: Registration) -> File:
    """Takes the entry out again: the same UID with a higher SEQUENCE."""
    event = _event(registration.excursion, _uid(registration))
    event["status"] = "CANCELLED"
    _address(event, registration, participation="DECLINED")
    return _file(event, "CANCEL")


def _uid(registration: Registration) -> str:
    return f"{registration.calendar_uid}@{host()}"


def _event(excursion: Excursion, uid: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", timezone.now())
    _add_span(event, excursion.starts_at, excursion.ends_at)
    event.add("summary", one_line(excursion.title))
    event.add("location", one_line(excursion.meeting_point))
    event.add("description", _description(excursion))
    event.add("url", settings.SITE_URL + excursion.get_absolute_url())
    event.add("status", "CONFIRMED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one_line(excursion.title))
    alarm.add("trigger", timedelta(days=-1))
    event.add_component(alarm)
    return event


def _description(excursion: Excursion) -> str:
    meeting = _("Meeting point %(time)s: %(place)s") % {
        "time": dates.at_clock(excursion.meeting_time),
        "place": one_line(excursion.meeting_point),
    }
    lines = [meeting, ""]
    for stop in excursion.stops.all():
        time = dates.time_range(stop.arrives_at, stop.leaves_at)
        lines.append(f"{time}: {one_line(stop.station.name)}, {one_line(stop.station.address)}")
    if excursion.contact_name:
        lines += ["", f"{one_line(excursion.contact_name)}, {one_line(excursion.contact_phone)}"]
    return "\n".join(lines)


def _add_span(event: Event, start: datetime, end: datetime) -> None:
    event.add("dtstart", timezone.localtime(start))
    event.add("dtend", timezone.localtime(end))


def _address(event: Event, registration: Registration, *, participation: str) -> None:
    """ORGANIZER and exactly one ATTENDEE; without both Outlook shows an entry it cannot update."""
    organizer = vCalAddress(f"mailto:{settings.CONTACT_EMAIL}")
    organizer.params["CN"] = vText(one_line(settings.SITE_NAME))
    event["organizer"] = organizer
    attendee = vCalAddress(f"mailto:{registration.email}")
    attendee.params["CN"] = vText(one_line(registration.name).replace('"', "'"))
    attendee.params["PARTSTAT"] = vText(participation)
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee, encode=False)
    event.add("sequence", registration.calendar_sequence)


def _berlin() -> Timezone:
    """Europe/Berlin as the EU's rule since 1996, in two lines instead of one per year.

    Its beginnings are local times without a zone: they are what defines the zone.
    """
    zone = Timezone()
    zone.add("tzid", "Europe/Berlin")
    for part, name, start, month, before, after in (
        (TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), 3, 1, 2),  # noqa: DTZ001
        (TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 10, 2, 1),  # noqa: DTZ001
    ):
        part.add("dtstart", start)
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone


def _file(event: Event, method: str) -> File:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Streifzug//excursions//DE")
    calendar.add("method", method)
    calendar.add_component(_berlin())
    calendar.add_component(event)
    return File(calendar.to_ical().decode(), method)
