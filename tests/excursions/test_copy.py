"""The next excursion begins as a copy of the last."""

from datetime import datetime, timedelta

import pytest

from excursions import actions
from excursions.models import Excursion
from tests import factories
from tests.factories import NOW, START, berlin

pytestmark = pytest.mark.django_db


def test_texts_and_stations_are_there_again_people_are_not(excursion: Excursion) -> None:
    factories.stop(excursion, note="Mit Führung", transfer_mode="tram", transfer_minutes=10)
    factories.stop(excursion)
    factories.registration(excursion)
    twin = actions.copy(excursion, at=NOW)
    assert twin.pk != excursion.pk
    assert (twin.status, twin.title, twin.capacity) == ("draft", excursion.title, 2)
    assert [(s.position, s.note, s.transfer_mode) for s in twin.stops.all()] == [
        (1, "Mit Führung", "tram"),
        (2, "", ""),
    ]
    assert not twin.registrations.exists()
    assert excursion.stops.count() == 2
    assert excursion.registrations.count() == 1


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        ("2027-06-09 13:00", "2027-06-16 13:00"),  # already four weeks ahead: the week after
        ("2027-06-08 13:00", "2027-06-15 13:00"),
        ("2027-05-12 09:00", "2027-06-09 09:00"),  # exactly four weeks
        ("2027-05-12 08:59", "2027-06-16 08:59"),
        ("2025-09-10 13:00", "2027-06-09 13:00"),
    ],
)
def test_the_date_moves_on_by_whole_weeks_to_at_least_four_from_now(
    starts: str, expected: str
) -> None:
    twin = actions.copy(factories.excursion(starts_at=berlin(starts)), at=NOW)
    assert twin.starts_at == berlin(expected)
    assert twin.starts_at - NOW >= timedelta(weeks=4)


def test_all_times_move_together(excursion: Excursion) -> None:
    Excursion.objects.update(
        meets_at=START - timedelta(minutes=10), registration_opens_at=NOW + timedelta(days=1)
    )
    excursion.refresh_from_db()
    stop = factories.stop(excursion)
    twin = actions.copy(excursion, at=NOW)
    twin.refresh_from_db()
    week = timedelta(weeks=1)
    assert twin.ends_at == excursion.ends_at + week
    assert twin.meets_at == START - timedelta(minutes=10) + week
    assert twin.registration_closes_at == excursion.registration_closes_at + week
    assert twin.registration_opens_at is None
    first = twin.stops.get()
    assert (first.arrives_at, first.leaves_at) == (stop.arrives_at + week, stop.leaves_at + week)


@pytest.mark.parametrize("at", ["2027-03-01 09:00", "2027-10-05 09:00"])
def test_across_the_change_of_clocks_it_is_one_oclock_again(at: str) -> None:
    now = berlin(at)
    excursion = factories.excursion(
        starts_at=berlin("2027-02-24 13:00") if now.month == 3 else berlin("2027-09-29 13:00")
    )
    excursion.refresh_from_db()
    twin = actions.copy(excursion, at=now)
    twin.refresh_from_db()
    local = twin.starts_at.astimezone(factories.BERLIN)
    assert (local.hour, local.minute) == (13, 0)
    assert twin.starts_at.utcoffset() == timedelta(0)
    assert local.utcoffset() != excursion.starts_at.astimezone(factories.BERLIN).utcoffset()


def test_a_cancelled_excursion_comes_back_without_its_reason() -> None:
    cancelled = factories.excursion(status="cancelled", cancellation_reason="Sturm")
    twin = actions.copy(cancelled, at=NOW)
    assert (twin.status, twin.cancellation_reason, twin.version) == ("draft", "", 1)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Smartes Jena erleben", "smartes-jena-erleben-2027-06-16"),
        ("Straße, Öl & Äpfel", "strasse-oel-aepfel-2027-06-16"),
        ("…", "2027-06-16"),
        ("x" * 120, "x" * 110 + "-2027-06-16"),
    ],
)
def test_the_address_is_made_of_title_and_date(title: str, slug: str) -> None:
    excursion = factories.excursion(title=title)
    assert actions.copy(excursion, at=NOW).slug == slug
    assert actions.copy(excursion, at=NOW).slug == f"{slug}-2"


def test_stops_are_renumbered_without_gaps(excursion: Excursion) -> None:
    stations = [factories.station(name) for name in ("C", "A", "B")]
    for station, position in zip(stations, (7, 0, 7), strict=True):
        factories.stop(excursion, station, position=position)
    actions.renumber_stops(excursion)
    assert [(s.number, s.station.name) for s in excursion.stops.all()] == [
        (1, "A"),
        (2, "C"),
        (3, "B"),
    ]


def test_a_moment_outside_every_zone_is_not_invented(excursion: Excursion) -> None:
    """A stop at 2:30 in the night whose 2:30 does not exist still comes out as a moment."""
    night = factories.excursion(starts_at=berlin("2027-02-28 01:00"))
    factories.stop(night, arrives_at=berlin("2027-02-28 02:30"))
    twin = actions.copy(night, at=berlin("2027-02-20 09:00"))
    assert isinstance(twin.stops.get().arrives_at, datetime)
