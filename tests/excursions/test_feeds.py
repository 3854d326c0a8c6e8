"""Calendars to subscribe to: what is in them, who gets them, and the address of one's own."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts import calendar_address
from accounts.models import User
from config.logs import LineFormatter
from excursions import actions, calendar
from excursions.models import Excursion, Registration
from tests import calendars, factories, mailbox
from tests.conftest import Client
from tests.factories import NOW, START

pytestmark = pytest.mark.django_db
Counts = Callable[[int], AbstractContextManager[object]]
FEED = "/exkursionen.ics"


@pytest.fixture
def address(kim: User) -> str:
    """Of Kim's calendar."""
    return reverse("excursions:feed_own", args=[calendar_address.renew(kim)])


def entries(answer: Any) -> dict[str, Any]:
    """By title; the file is as the standards ask."""
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert not answer.cookies
    return {str(entry["summary"]): entry for entry in calendars.entries(answer.content)}


def ended(days: int, **fields: Any) -> Excursion:
    """An excursion that was over so many days ago."""
    starts_at = NOW - timedelta(days=days, hours=5)
    return factories.excursion(starts_at=starts_at, ends_at=NOW - timedelta(days=days), **fields)


def seat(excursion: Excursion, user: User) -> None:
    """Somebody was there: written past the actions, which refuse what is over."""
    Registration.objects.create(excursion=excursion, user=user, name="Kim", status="confirmed")


def test_the_own_calendar_shows_the_entry_of_the_invitation(
    excursion: Excursion, kim: User, client: Client, address: str
) -> None:
    factories.stop(excursion, factories.station("ProbierLaden"))
    registration = factories.registration(excursion, kim)
    invited = mailbox.event(calendars.read(calendar.invitation(registration).data))
    (entry,) = entries(client.get(address)).values()
    for name in ("uid", "sequence", "dtstart", "dtend", "description", "status", "url"):
        assert entry[name] == invited[name]


def test_the_own_calendar_has_own_firm_places_only(
    kim: User, toni: User, alex: User, client: Client, address: str
) -> None:
    for days, title in ((89, "Neulich"), (91, "Lange her")):
        seat(ended(days, title=title), kim)
    titles = ("Fest", "Warteliste", "Zurück", "Abgesagt", "Umsonst gewartet", "Von Toni")
    trips = {title: factories.excursion(title=title) for title in titles}
    for day, trip in enumerate(trips.values()):
        Excursion.objects.filter(pk=trip.pk).update(
            starts_at=START + timedelta(days=day), ends_at=START + timedelta(days=day, hours=4)
        )
    for title in ("Warteliste", "Umsonst gewartet"):
        factories.fill(trips[title])
    factories.registration(trips["Fest"], kim)
    factories.waiting(trips["Warteliste"], kim)
    actions.withdraw(factories.registration(trips["Zurück"], kim), actor=kim)
    factories.registration(trips["Abgesagt"], kim)
    factories.waiting(trips["Umsonst gewartet"], kim)
    factories.registration(trips["Von Toni"], toni)
    for title in ("Abgesagt", "Umsonst gewartet"):
        actions.cancel(trips[title], actor=alex, reason="Sturm")
    answer = client.get(address)
    shown = [(title.split(": ")[-1], entry["status"]) for title, entry in entries(answer).items()]
    assert shown == [("Neulich", "CONFIRMED"), ("Fest", "CONFIRMED"), ("Abgesagt", "CANCELLED")]
    for secret in ("kim", "toni", "Beispiel", "Nachbar"):
        assert secret not in answer.text


def test_what_the_team_entered_for_the_same_address_is_there_too(
    excursion: Excursion, kim: User, alex: User, client: Client, address: str
) -> None:
    factories.by_hand(excursion, alex, email=kim.email)
    assert list(entries(client.get(address))) == [excursion.title]


def test_both_say_what_they_are_called_and_how_often_to_ask(
    client: Client, address: str, settings: Settings
) -> None:
    settings.SITE_NAME = "Jena; smart, \\ erleben"
    for path in (FEED, address):
        found = calendars.read(client.get(path).content)
        for name in ("name", "x-wr-calname"):
            # The library does not know that both are text, and shows them as they are written.
            assert str(found[name]).startswith(r"Jena\; smart\, \\ erleben: ")
        assert found["refresh-interval"].params["VALUE"] == "DURATION"
        assert found.decoded("refresh-interval") == timedelta(hours=1)
        assert found["x-published-ttl"] == "PT1H"


@pytest.mark.parametrize("path", ["/kalender/x.ics", f"/kalender/{'a' * 43}.ics"])
def test_an_address_nobody_has_does_not_exist(path: str, client: Client, kim: User) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("end", [calendar_address.renew, calendar_address.revoke])
def test_an_old_address_stops_working_at_once(
    end: Callable[[User], object], kim: User, client: Client, address: str
) -> None:
    assert client.get(address).status_code == 200
    end(User.objects.get(pk=kim.pk))
    assert client.get(address).status_code == 404


def test_an_account_that_was_switched_off_has_no_calendar(
    kim: User, client: Client, address: str
) -> None:
    User.objects.filter(pk=kim.pk).update(is_active=False)
    assert client.get(address).status_code == 404


def test_the_programme_shows_what_is_public(client: Client, alex: User) -> None:
    ended(364, title="Letztes Jahr")
    ended(366, title="Vorletztes Jahr")
    factories.excursion(title="Entwurf", status=Excursion.Status.DRAFT)
    factories.excursion(title="Geschlossen", status=Excursion.Status.CLOSED)
    called_off = factories.excursion(title="Abgesagt")
    before = entries(client.get(FEED))["Abgesagt"]
    actions.cancel(called_off, actor=alex, reason="Sturm")
    shown = {title.split(": ")[-1]: one for title, one in entries(client.get(FEED)).items()}
    assert list(shown) == ["Letztes Jahr", "Geschlossen", "Abgesagt"]
    after = shown["Abgesagt"]
    assert (after["status"], after["uid"]) == ("CANCELLED", before["uid"])
    assert after["uid"] == f"excursion-{called_off.pk}{calendars.HOST}"
    assert after["sequence"] > before["sequence"]


@pytest.mark.parametrize("number", [1, 3])
def test_asking_takes_few_statements_however_much_there_is(
    number: int, kim: User, client: Client, address: str, django_assert_num_queries: Counts
) -> None:
    for day in range(number):
        excursion = factories.excursion(starts_at=START + timedelta(days=day), title=f"{day}")
        for _ in range(number):
            factories.stop(excursion)
        factories.registration(excursion, kim)
    for path, statements in ((FEED, 2), (address, 3)):
        with django_assert_num_queries(statements):
            assert len(entries(client.get(path))) == number


def test_who_has_it_already_gets_a_short_answer_until_something_changes(
    excursion: Excursion, kim: User, client: Client, address: str, clock: Any
) -> None:
    factories.registration(excursion, kim)
    for path, kept in ((FEED, "public, max-age=900"), (address, "private, no-cache")):
        first = client.get(path)
        assert first["Cache-Control"] == kept
        known = {"If-None-Match": first["ETag"]}
        clock.shift(timedelta(hours=1))
        again = client.get(path, headers=known)
        assert (again.status_code, again.content) == (304, b"")
        Excursion.objects.filter(pk=excursion.pk).update(title=f"Neu {path}")
        assert client.get(path, headers=known).status_code == 200


def test_nothing_is_changed_and_no_method_but_reading_is_known(
    client: Client, address: str
) -> None:
    assert client.head(address).status_code == client.head(FEED).status_code == 200
    assert client.post(address).status_code == client.post(FEED).status_code == 405


def test_the_log_does_not_keep_the_key() -> None:
    """Django logs the path of whatever it does not find or refuses."""
    line = logging.LogRecord(
        "django.request",
        logging.WARNING,
        "",
        1,
        "%s: %s",
        ("Not Found", "/kalender/a-B_9.ics"),
        None,
    )
    assert LineFormatter().format(line).endswith("Not Found: /kalender/….ics")


def test_the_list_leads_to_the_calendar_of_the_programme(client: Client) -> None:
    text = client.get("/").text
    assert text.count(f'href="{FEED}"') == 2
    assert 'type="text/calendar"' in text
