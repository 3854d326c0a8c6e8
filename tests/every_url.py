"""Every address there is, with something behind it: found in the URL patterns, not in a list."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from accounts import calendar_address, mail_choice
from accounts.models import User
from excursions.models import AccessNeeds, Announcement
from pages.models import Page
from recaps.views import preview
from tests import factories
from tests.conftest import Client
from tests.recaps import factories as recap_factories

# Django's admin writes two of its addresses as regular expressions.
_REGULAR = re.compile(r"[\^$]|\(\?P<(\w+)>[^)]*\)")
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


class World:
    """One of everything, so that addresses lead somewhere."""

    def __init__(self, kim: User, alex: User, robin: User) -> None:
        self.people = (kim, alex, robin)
        self.unit = factories.unit()
        self.excursion = factories.excursion()
        factories.stop(self.excursion)
        self.registration = factories.registration(self.excursion, kim)
        AccessNeeds.objects.create(
            registration=self.registration, text="Stufenlos, bitte.", consent_wording="Ja."
        )
        self.announcement = Announcement.objects.create(
            excursion=self.excursion, audience=["confirmed"], subject="Schuhe", text="Fest, bitte."
        )
        self.page = Page.objects.earliest("pk")
        self.past = recap_factories.past_excursion()
        self.recap = recap_factories.published(robin)
        self.photo = self.recap.photos.get()
        self.calendar_token = calendar_address.renew(kim)
        self.mail_token = mail_choice.token(kim.email)
        self.preview_token = preview.link(self.recap).rstrip("/").rpartition("/")[2]

    def value(self, route: str, name: str) -> Any:
        """What stands for `<name>` in this address."""
        kim, alex, _ = self.people
        by_place: list[tuple[str, str, Any]] = [
            ("exkursionen/", "slug", self.excursion.slug),
            ("stationen/", "slug", self.excursion.stops.get().station.slug),
            ("rueckblicke/anlegen/", "slug", self.past.slug),
            ("rueckblicke/", "slug", self.recap.slug),
            ("rueckblicke/vorschau/", "token", self.preview_token),
            ("rueckblicke/", "key", self.photo.key),
            ("rueckblicke/", "name", f"{self.photo.widths[0]}.avif"),
            ("rueckblicke/", "pk", self.photo.pk),
            ("rueckblicke/", "use", "website"),
            ("kalender/", "token", self.calendar_token),
            ("konto/mails/", "token", self.mail_token),
            ("anmeldungen/", "pk", self.registration.pk),
            ("verwaltung/pages/page/", "pk", self.page.pk),
            ("verwaltung/pages/page/", "object_id", self.page.pk),
            ("verwaltung/excursions/excursion/", "pk", self.excursion.pk),
            ("verwaltung/excursions/excursion/", "object_id", self.excursion.pk),
            ("verwaltung/accounts/user/", "object_id", kim.pk),
            ("verwaltung/accounts/unit/", "object_id", self.unit.pk),
            ("verwaltung/stations/station/", "object_id", self.excursion.stops.get().station_id),
            ("verwaltung/auth/group/", "object_id", alex.groups.get().pk),
            ("verwaltung/", "registration_pk", self.registration.pk),
            ("verwaltung/", "announcement_pk", self.announcement.pk),
        ]
        return next((v for start, n, v in by_place if n == name and route.startswith(start)), 1)

    def addresses(self) -> list[str]:
        """The path of every pattern; behind a parameter nobody knows here, 1."""
        found = []
        for route in routes():
            path = _REGULAR.sub(lambda found: found[1] or "", route)
            for name in _PARAMETER.findall(path):
                path = _PARAMETER.sub(str(self.value(route, name)), path, count=1)
            found.append(f"/{path}")
        return found


def look(client: Client, address: str) -> Any:
    """The answer to a GET, read to its end, so that no file stays open."""
    answer = client.get(address)
    if answer.streaming:
        answer.getvalue()
    return answer


def routes() -> Iterator[str]:
    """Every pattern, as it is written."""

    def walk(patterns: list[URLPattern | URLResolver], start: str) -> Iterator[str]:
        for pattern in patterns:
            route = start + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            else:
                yield route

    return walk(get_resolver().url_patterns, "")
