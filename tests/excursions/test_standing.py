"""Where a visitor stands: one text and one button, for each situation."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from excursions import actions, standing
from excursions.models import Excursion, Registration
from excursions.standing import Standing
from tests import factories
from tests.excursions.saving import move
from tests.factories import CLOSES, NOW, START

pytestmark = pytest.mark.django_db


def of(excursion: Excursion, user: User | None = None, at: datetime = NOW) -> Standing:
    own = Registration.objects.live().with_position().filter(user=user, excursion=excursion).first()
    return standing.of(Excursion.objects.with_seats().get(pk=excursion.pk), own, at)


@pytest.mark.parametrize(
    ("capacity", "taken", "key", "tone"),
    [(7, 1, "open", "ok"), (6, 1, "few_left", "wait"), (2, 1, "few_left", "wait")],
)
def test_free_seats_are_offered(capacity: int, taken: int, key: str, tone: str) -> None:
    excursion = factories.excursion(capacity=capacity)
    for _ in range(taken):
        factories.registration(excursion)
    now = of(excursion)
    assert (now.key, now.wish, now.tone, now.shows_seats) == (key, "seat", tone, True)
    assert now.button
    assert str(capacity - taken) in now.headline
    assert "23:59 Uhr" in now.detail


def test_when_full_the_waitlist_is_offered_by_its_name(full: Excursion) -> None:
    nobody = of(full)
    assert (nobody.key, nobody.wish) == ("full", "waitlist")
    factories.waiting(full)
    somebody = of(full)
    assert (somebody.key, somebody.wish) == ("full", "waitlist")
    assert nobody.headline != somebody.headline
    assert "1" in somebody.headline


def test_a_freed_seat_that_belongs_to_the_queue_is_not_offered(full: Excursion) -> None:
    factories.waiting(full)
    Excursion.objects.update(capacity=5)
    assert of(full).wish == "waitlist"


def test_without_waitlist_there_is_no_button() -> None:
    excursion = factories.excursion(capacity=1, has_waitlist=False)
    factories.fill(excursion)
    now = of(excursion)
    assert (now.key, now.wish, now.button) == ("full_no_waitlist", "", "")


@pytest.mark.parametrize(
    ("fields", "at", "key"),
    [
        ({"status": "draft"}, NOW, "draft"),
        ({"registration_opens_at": CLOSES - timedelta(days=1)}, NOW, "opens_later"),
        ({}, CLOSES + timedelta(seconds=59), "few_left"),
        ({}, CLOSES + timedelta(seconds=60), "deadline_passed"),
        ({"status": "closed"}, NOW, "closed"),
        ({}, START + timedelta(hours=4), "past"),
        ({"status": "closed"}, START + timedelta(hours=4), "past"),
        ({"status": "cancelled", "cancellation_reason": "Sturm"}, NOW, "cancelled"),
        (
            {"status": "cancelled", "cancellation_reason": "Sturm"},
            START + timedelta(hours=4),
            "cancelled",
        ),
    ],
)
def test_the_situation_has_a_name(fields: dict[str, Any], at: datetime, key: str) -> None:
    now = of(factories.excursion(**fields), at=at)
    assert now.key == key
    assert now.headline
    assert bool(now.button) == bool(now.wish) == (key == "few_left")


def test_while_it_runs_nothing_is_offered(excursion: Excursion) -> None:
    now = of(excursion, at=START)
    assert (now.wish, now.button) == ("", "")
    assert now.headline


def test_who_is_in_reads_the_meeting_point(excursion: Excursion, kim: User) -> None:
    factories.registration(excursion, kim)
    now = of(excursion, kim)
    assert (now.key, now.tone, now.wish) == ("confirmed", "ok", "")
    assert "13:00 Uhr" in now.detail
    assert excursion.meeting_point in now.detail


def test_who_is_asked_about_a_new_day_can_answer(
    excursion: Excursion, kim: User, alex: User
) -> None:
    registration = factories.registration(excursion, kim)
    move(excursion, alex, days=7)
    now = of(excursion, kim)
    assert (now.key, now.tone, now.wish) == ("new_day", "wait", "")
    assert now.url == f"{registration.get_absolute_url()}termin/"
    assert now.button
    Registration.objects.update(reply_by=CLOSES)
    assert "bis Freitag, 28. Mai 2027, 23:59 Uhr" in of(excursion, kim).detail
    assert of(excursion, kim, START + timedelta(days=7)).key == "confirmed"  # nothing to answer
    actions.accept_new_day(registration, actor=kim)
    assert of(excursion, kim).key == "confirmed"


def test_who_waits_reads_the_place_on_the_list(full: Excursion, kim: User) -> None:
    factories.waiting(full)
    factories.waiting(full, kim)
    now = of(full, kim)
    assert (now.key, now.tone) == ("waiting", "wait")
    assert "2" in now.headline


def test_in_the_last_24_hours_who_waits_reads_something_else(full: Excursion, kim: User) -> None:
    factories.waiting(full, kim)
    limit = START - timedelta(hours=24)
    assert of(full, kim, limit - timedelta(seconds=1)).detail != of(full, kim, limit).detail


def test_who_is_in_reads_that_it_was_called_off(excursion: Excursion, kim: User) -> None:
    factories.registration(excursion, kim)
    Excursion.objects.update(status="cancelled", cancellation_reason="Sturm")
    now = of(excursion, kim)
    assert (now.key, now.detail) == ("cancelled", "Sturm")


def test_who_was_in_reads_that_it_is_over(excursion: Excursion, kim: User) -> None:
    factories.registration(excursion, kim)
    assert of(excursion, kim, excursion.ends_at).key == "past"
    assert of(excursion, kim, excursion.ends_at - timedelta(seconds=1)).key == "confirmed"
