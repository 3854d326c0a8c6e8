"""The page of an excursion marks for two weeks what changed, and what stood there before."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions, facts, marks
from excursions.models import Excursion, Stop
from stations.models import Station
from tests import factories
from tests.conftest import Client, logged_in
from tests.excursions.saving import move, save
from tests.factories import START

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TWO_WEEKS = timedelta(days=14)
MARK = re.compile(r'<p class="since">(.*?)</p>', re.DOTALL)


@pytest.fixture
def route(excursion: Excursion) -> list[Stop]:
    """A at 13:00, B at 13:40, C at 14:20, half an hour each."""
    return [factories.stop(excursion, factories.station(name)) for name in "ABC"]


def read(excursion: Excursion, client: Client) -> list[str]:
    """What a reader sees and hears of each mark, in the order of the page."""
    page = client.get(excursion.get_absolute_url()).content.decode()
    return [" ".join(re.sub("<.*?>", " ", mark).split()) for mark in MARK.findall(page)]


@transaction.atomic
def rebuild(excursion: Excursion, actor: User, *stops: tuple[str, float]) -> None:
    """The editor saves another route: stations by name, and hours after the start."""
    excursion = actions.lock(excursion.pk)[excursion.pk]
    before = facts.of(excursion)
    excursion.stops.all().delete()
    for name, after in stops:
        place = Station.objects.filter(name=name).first() or factories.station(name)
        factories.stop(excursion, place, arrives_at=excursion.starts_at + after * HOUR)
    excursion.version += 1
    excursion.save()
    at = timezone.now()
    actions.keep_change(excursion, before=before, actor=actor, tell=True, at=at)


def test_what_did_not_change_has_no_marks(
    route: list[Stop], excursion: Excursion, alex: User, client: Client
) -> None:
    save(excursion, alex, lead="Ein neuer Text")
    assert read(excursion, client) == []


def test_another_day_and_time_stand_in_the_head(
    excursion: Excursion, alex: User, client: Client
) -> None:
    move(excursion, alex, days=1)
    head = "Geändert am 12. Mai vorher Mittwoch, 9. Juni 2027"
    assert read(excursion, client) == [head]
    save(excursion, alex, ends_at=START + timedelta(days=1, hours=3))
    assert read(excursion, client) == [f"{head} , 13:00–17:00 Uhr"]


def test_where_people_meet_stands_at_a_glance(
    excursion: Excursion, alex: User, client: Client
) -> None:
    save(excursion, alex, meeting_point="Holzmarkt")
    old = "Ziegesarstraße 9, vor dem Eingang"
    assert read(excursion, client) == [f"Geändert am 12. Mai vorher {old}"]
    save(excursion, alex, meets_at=START - HOUR / 4)
    assert read(excursion, client) == [f"Geändert am 12. Mai vorher 13:00 Uhr , {old}"]


def test_who_meets_at_the_start_sees_the_new_time_in_both_places(
    excursion: Excursion, alex: User, client: Client
) -> None:
    save(excursion, alex, starts_at=START + HOUR)
    assert read(excursion, client) == [
        "Geändert am 12. Mai vorher 13:00–17:00 Uhr",
        "Geändert am 12. Mai vorher 13:00 Uhr",
    ]


def test_another_order_is_told_with_the_old_one_and_every_time(
    route: list[Stop], excursion: Excursion, alex: User, client: Client
) -> None:
    rebuild(excursion, alex, ("B", 0), ("A", 1), ("C", 4 / 3))
    assert read(excursion, client) == [
        "Reihenfolge geändert am 12. Mai vorher A → B → C",
        "Geändert am 12. Mai vorher 13:40–14:10 Uhr",
        "Geändert am 12. Mai vorher 13:00–13:30 Uhr",
    ]


def test_a_station_that_joined_is_new(
    route: list[Stop], excursion: Excursion, alex: User, client: Client
) -> None:
    rebuild(excursion, alex, ("A", 0), ("D", 1), ("C", 4 / 3))
    assert read(excursion, client) == [
        "Stationen geändert am 12. Mai vorher A → B → C",
        "Neu seit 12. Mai",
    ]


def test_a_second_visit_is_new_and_the_first_one_is_not(
    route: list[Stop], excursion: Excursion, alex: User, client: Client
) -> None:
    rebuild(excursion, alex, ("A", 0), ("B", 2 / 3), ("C", 4 / 3), ("A", 2))
    assert read(excursion, client)[1:] == ["Neu seit 12. Mai"]


def test_a_station_that_left_and_came_back_at_another_time(
    route: list[Stop], excursion: Excursion, alex: User, client: Client
) -> None:
    """Neither of the two savings changed its time: one took it away, the other brought it."""
    rebuild(excursion, alex, ("A", 0), ("C", 4 / 3))
    rebuild(excursion, alex, ("A", 0), ("B", 3 / 4), ("C", 4 / 3))
    assert read(excursion, client) == ["Geändert am 12. Mai vorher 13:40–14:10 Uhr"]


def test_marks_are_gone_after_two_weeks(
    route: list[Stop], excursion: Excursion, alex: User, client: Client, clock: TimeMachineFixture
) -> None:
    save(excursion, alex, starts_at=START + HOUR, meeting_point="Holzmarkt")
    clock.shift(TWO_WEEKS - timedelta(minutes=1))
    assert len(read(excursion, client)) == 2
    clock.shift(timedelta(minutes=1))
    assert read(excursion, client) == []
    assert "EventScheduled" in client.get(excursion.get_absolute_url()).content.decode()


def test_what_is_as_it_was_is_not_marked(
    route: list[Stop], excursion: Excursion, alex: User, client: Client
) -> None:
    place = excursion.meeting_point
    move(excursion, alex, days=1, meeting_point="Holzmarkt")
    rebuild(excursion, alex, ("C", 0), ("B", 2 / 3))
    assert read(excursion, client)
    move(excursion, alex, days=-1, meeting_point=place)
    rebuild(excursion, alex, ("A", 0), ("B", 2 / 3), ("C", 4 / 3))
    assert read(excursion, client) == []


def test_each_mark_names_its_own_last_day_and_the_oldest_value_of_these_two_weeks(
    excursion: Excursion, alex: User, client: Client, clock: TimeMachineFixture
) -> None:
    save(excursion, alex, meeting_point="Holzmarkt")
    clock.shift(timedelta(days=2))
    save(excursion, alex, meeting_point="Westbahnhof")
    clock.shift(timedelta(days=1))
    save(excursion, alex, ends_at=START + HOUR)
    old = "Ziegesarstraße 9, vor dem Eingang"
    assert read(excursion, client) == [
        "Geändert am 15. Mai vorher 13:00–17:00 Uhr",
        f"Geändert am 14. Mai vorher {old}",
    ]
    clock.shift(timedelta(days=12))
    assert "vorher Holzmarkt" in read(excursion, client)[1]


def test_a_silent_saving_is_marked_as_well(
    excursion: Excursion, alex: User, client: Client
) -> None:
    save(excursion, alex, tell=False, meeting_point="Holzmarkt")
    assert len(read(excursion, client)) == 1


def test_the_old_value_is_text_and_nothing_else(
    excursion: Excursion, alex: User, client: Client
) -> None:
    Excursion.objects.update(meeting_point="<script>alert(1)</script>")
    save(excursion, alex, meeting_point="Holzmarkt")
    page = client.get(excursion.get_absolute_url()).content.decode()
    assert "<del>&lt;script&gt;alert(1)&lt;/script&gt;</del>" in page


def test_what_is_over_or_called_off_is_not_marked_and_not_asked_about(
    excursion: Excursion,
    alex: User,
    clock: TimeMachineFixture,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    save(excursion, alex, starts_at=START + HOUR)
    excursion.refresh_from_db()
    with django_assert_num_queries(1):
        assert marks.of(excursion, [], timezone.now()).when
    with django_assert_num_queries(0):
        assert marks.of(excursion, [], excursion.ends_at) == marks.Marks()
        for status in ("draft", "cancelled"):
            excursion.status = status
            assert marks.of(excursion, [], timezone.now()) == marks.Marks()


def event(excursion: Excursion, client: Client) -> dict[str, Any]:
    page = client.get(excursion.get_absolute_url()).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_machines_read_when_it_was_to_begin(
    excursion: Excursion, alex: User, client: Client, clock: TimeMachineFixture
) -> None:
    assert "previousStartDate" not in event(excursion, client)
    move(excursion, alex, days=1)
    moved = event(excursion, client)
    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert moved["startDate"] == "2027-06-10T13:00:00+02:00"
    assert moved["previousStartDate"] == "2027-06-09T13:00:00+02:00"
    actions.cancel(excursion, actor=alex, reason="Sturm")
    assert event(excursion, client)["eventStatus"] == "https://schema.org/EventCancelled"


def test_everybody_sees_the_same_marks(excursion: Excursion, alex: User, kim: User) -> None:
    factories.registration(excursion, kim)
    save(excursion, alex, meeting_point="Holzmarkt")
    for person in (kim, alex):
        assert len(read(excursion, logged_in(person))) == 1
