"""Calendars to subscribe to: the programme for everybody, and each person's own places."""

import re
from datetime import datetime, timedelta
from hashlib import blake2b

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from accounts.models import User
from excursions import calendar
from excursions.models import Event, Excursion, Registration, Stop
from excursions.models.registration import RegistrationQuerySet
from excursions.notices import INVITES
from jobs.mails import one_line

EVERY = "PT1H"  # how often calendar programs may ask
PROGRAMME_LASTS = timedelta(days=365)
PLACES_LAST = timedelta(days=90)

Status = Registration.Status


def programme(at: datetime) -> calendar.File:
    """Everything public that is to come or was in the last year; what was called off says so."""
    since = at - PROGRAMME_LASTS
    excursions = Excursion.objects.public().upcoming(since).with_stops()
    events = [calendar.of_programme(excursion) for excursion in excursions]
    name = f"{settings.SITE_NAME}: {_('Excursions')}"
    return calendar.as_file("PUBLISH", events, name=one_line(name), every=EVERY)


def places(user: User, at: datetime) -> calendar.File:
    """The firm places of this person, to come or not long ago, and nothing of anybody else."""
    stops = Prefetch("excursion__stops", Stop.objects.select_related("station"))
    since = at - PLACES_LAST
    own = in_calendar(user).filter(excursion__ends_at__gt=since).prefetch_related(stops)
    events = [calendar.of_place(registration) for registration in own]
    mine = _("My places")
    name = one_line(f"{settings.SITE_NAME}: {mine}")
    return calendar.as_file("PUBLISH", events, name=name, every=EVERY)


def in_calendar(user: User) -> RegistrationQuerySet:
    """What this person's calendar shows: firm places, also those whose excursion was called off."""
    was_firm = Event.objects.filter(registration=OuterRef("pk"), kind__in=INVITES)
    called_off = Q(status=Status.CANCELLED) & Exists(was_firm)
    own = Registration.objects.of(user).filter(Q(status=Status.CONFIRMED) | called_off)
    return own.select_related("excursion").order_by("excursion__starts_at", "pk")


def etag(file: calendar.File) -> str:
    """Stays the same until something that the file shows changes; when it was made does not."""
    shown = re.sub("^DTSTAMP:.*$", "", file.data, flags=re.MULTILINE)
    return f'W/"{blake2b(shown.encode(), digest_size=16).hexdigest()}"'
