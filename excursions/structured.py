"""An excursion as machines read it: schema.org, for search engines and calendars."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from excursions.models import Excursion, Stop
from stations.models import Station

SCHEMA = "https://schema.org"


def event(
    excursion: Excursion, stops: Sequence[Stop], started_at: datetime | None = None
) -> dict[str, Any]:
    """The excursion as an Event at its stations. Says nothing about people.

    `started_at`: before it was moved, as long as the page marks that.
    """
    if excursion.status == Excursion.Status.CANCELLED:
        status = "EventCancelled"
    else:
        status = "EventRescheduled" if started_at else "EventScheduled"
    moved = {"previousStartDate": _moment(started_at)} if started_at else {}
    return {
        "@context": SCHEMA,
        "@type": "Event",
        "name": excursion.title,
        "description": excursion.lead,
        "startDate": _moment(excursion.starts_at),
        "endDate": _moment(excursion.ends_at),
        **moved,
        "eventStatus": f"{SCHEMA}/{status}",
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "location": [_place(stop.station) for stop in stops] or _meeting_point(excursion),
        "organizer": organisation(),
        "maximumAttendeeCapacity": excursion.capacity,
        "url": settings.SITE_URL + excursion.get_absolute_url(),
    }


def organisation() -> dict[str, Any]:
    """Whose excursions these are."""
    return {
        "@type": "Organization",
        "name": settings.ORGANISATION_NAME,
        "url": f"{settings.SITE_URL}/",
    }


def _place(station: Station) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": station.street,
        "postalCode": station.postal_code,
        "addressLocality": station.locality,
        "addressCountry": "DE",
    }
    return {
        "@type": "Place",
        "name": station.name,
        "address": {key: value for key, value in address.items() if value},
        "url": settings.SITE_URL + station.get_absolute_url(),
    }


def _meeting_point(excursion: Excursion) -> dict[str, Any]:
    """As long as no station is known; its address is whatever organizers wrote."""
    place = excursion.meeting_point
    return {"@type": "Place", "name": place, "address": place}


def _moment(at: datetime) -> str:
    """With the offset of that day: 2025-09-10T13:00:00+02:00"""
    return timezone.localtime(at).isoformat(timespec="seconds")
