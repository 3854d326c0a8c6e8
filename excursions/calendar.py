"""Calendar files (RFC 5545, 5546): a firm place enters the calendar, one that ended leaves it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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

ALARM = timedelta(days=-1)


@dataclass(frozen=True)
class File:
    """A calendar file and the method that the mail's content type must repeat (RFC 6047, 2.4)."""

    data: str
    method: str


def host() -> str:
    """The right-hand side of identifiers."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def download(excursion: Excursion) -> File:
    """„In den Kalender“ for anybody."""
    return as_file("PUBLISH", [of_programme(excursion)])


def own_download(registration: Registration) -> File:
    """„In den Kalender“ for somebody who holds a place: the same entry as in the mails."""
    return as_file("PUBLISH", [of_place(registration)])


def opening(excursion: Excursion) -> File:
    """A reminder of the moment at which registration opens."""
    opens_at = excursion.registration_opens_at
    assert opens_at  # the view answers 404 without it
    event = Event()
    event.add("uid", f"opening-{excursion.pk}@{host()}")
    event.add("dtstamp", timezone.now())
    event.add("sequence", excursion.version)
    _add_span(event, opens_at, opens_at + timedelta(minutes=15))
    event.add("summary", _("Registration opens: %(title)s") % {"title": one_line(excursion.title)})
    event.add("url", _url(excursion))
    event["organizer"] = _organizer()
    return as_file("PUBLISH", [event])


def invitation(registration: Registration) -> File:
    """The entry of somebody who holds a place."""
    event = _event(registration.excursion, _uid(registration), registration.sequence)
    _add_alarm(event)
    _add_attendee(event, registration, participation="ACCEPTED")
    return as_file("REQUEST", [event])


def cancellation(registration: Registration) -> File:
    """Takes the entry out again: the same UID with a higher SEQUENCE."""
    event = _event(registration.excursion, _uid(registration), registration.sequence)
    event["status"] = "CANCELLED"
    _add_attendee(event, registration, participation="DECLINED")
    return as_file("CANCEL", [event])


def of_programme(excursion: Excursion) -> Event:
    """The excursion as an entry for anybody: without people in it."""
    uid = f"excursion-{excursion.pk}@{host()}"
    # Being called off raises it once more, for good: nothing brings an excursion back.
    sequence = excursion.calendar_sequence + _is_called_off(excursion)
    return _published(excursion, uid, sequence)


def of_place(registration: Registration) -> Event:
    """The one entry of this person and excursion, for the person's own eyes."""
    return _published(registration.excursion, _uid(registration), registration.sequence)


def as_file(method: str, events: Iterable[Event], *, name: str = "", every: str = "") -> File:
    """A calendar with these entries. `name` and `every` (a duration such as PT1H) are for those
    to which somebody subscribes: what it is called, and how often to ask for it.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Streifzug//excursions//DE")
    calendar.add("method", method)
    if name:
        calendar.add("name", vText(name))
        calendar.add("x-wr-calname", vText(name))
    if every:
        calendar.add("refresh-interval", vText(every), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vText(every))
    calendar.add_component(_berlin())
    for event in events:
        calendar.add_component(event)
    return File(calendar.to_ical().decode(), method)


def _uid(registration: Registration) -> str:
    return f"{registration.calendar_uid}@{host()}"


def _published(excursion: Excursion, uid: str, sequence: int) -> Event:
    event = _event(excursion, uid, sequence)
    if _is_called_off(excursion):
        # Not every calendar program strikes out what is called off: the title says so as well.
        event["summary"] = vText(_("Called off: %(title)s") % {"title": event["summary"]})
        event["status"] = "CANCELLED"
        event.add("transp", "TRANSPARENT")
    else:
        _add_alarm(event)
    return event


def _event(excursion: Excursion, uid: str, sequence: int) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", timezone.now())
    event.add("sequence", sequence)
    _add_span(event, excursion.starts_at, excursion.ends_at)
    event.add("summary", one_line(excursion.title))
    event.add("location", one_line(excursion.meeting_point))
    event.add("description", _description(excursion))
    event.add("url", _url(excursion))
    event.add("status", "CONFIRMED")
    event["organizer"] = _organizer()
    return event


def _is_called_off(excursion: Excursion) -> bool:
    return excursion.status == Excursion.Status.CANCELLED


def _url(excursion: Excursion) -> str:
    return settings.SITE_URL + excursion.get_absolute_url()


def _description(excursion: Excursion) -> str:
    """Where to meet, the stations in order, whom to ask, and the link: some show no URL."""
    meeting = _("Meeting point %(time)s: %(place)s") % {
        "time": dates.at_clock(excursion.meeting_time),
        "place": one_line(excursion.meeting_point),
    }
    lines = [meeting, ""]
    if _is_called_off(excursion):
        lines = [one_line(excursion.cancellation_reason), "", *lines]
    for stop in excursion.stops.all():
        time = dates.time_range(stop.arrives_at, stop.leaves_at)
        lines.append(f"{time}: {one_line(stop.station.name)}, {one_line(stop.station.address)}")
    if excursion.contact_name:
        lines += ["", f"{one_line(excursion.contact_name)}, {one_line(excursion.contact_phone)}"]
    return "\n".join([*lines, "", _url(excursion)])


def _add_span(event: Event, start: datetime, end: datetime) -> None:
    event.add("dtstart", _in_berlin(start))
    event.add("dtend", _in_berlin(end))


def _in_berlin(moment: datetime) -> datetime:
    """As clocks there show it; the hour that comes twice a year can be meant only once."""
    local = timezone.localtime(moment)
    return moment.astimezone(UTC) if local.fold else local


def _add_alarm(event: Event) -> None:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event["summary"])
    alarm.add("trigger", ALARM)
    event.add_component(alarm)


def _organizer() -> vCalAddress:
    """The team, never a person; whatever calendar programs answer arrives there."""
    organizer = vCalAddress(f"mailto:{settings.CONTACT_EMAIL}")
    organizer.params["CN"] = vText(one_line(settings.SITE_NAME))
    return organizer


def _add_attendee(event: Event, registration: Registration, *, participation: str) -> None:
    """Exactly one; without it Outlook shows an entry that it cannot update."""
    attendee = vCalAddress(f"mailto:{registration.address}")
    attendee.params["CN"] = vText(one_line(registration.name).replace('"', "'"))
    attendee.params["PARTSTAT"] = vText(participation)
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee, encode=False)


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
