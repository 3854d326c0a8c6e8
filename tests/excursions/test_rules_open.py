"""When registration is open: every edge, the second before and the second after."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from excursions import rules
from excursions.models import Excursion
from tests import factories
from tests.factories import CLOSES, START, berlin

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
Status = Excursion.Status


def code(excursion: Excursion, at: datetime) -> str:
    refusal = rules.why_not_open(excursion, at)
    return refusal.code if refusal else "open"


def test_a_published_excursion_is_open(excursion: Excursion) -> None:
    assert code(excursion, factories.NOW) == "open"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2027-05-28 23:58:59", "open"),
        ("2027-05-28 23:59:00", "open"),
        ("2027-05-28 23:59:59.999999", "open"),
        ("2027-05-29 00:00:00", "deadline_passed"),
    ],
)
def test_until_2359_includes_the_whole_minute(at: str, expected: str, excursion: Excursion) -> None:
    assert code(excursion, berlin(at)) == expected


def test_registration_opens_on_the_second(excursion: Excursion) -> None:
    excursion.registration_opens_at = berlin("2027-05-20 08:00")
    assert code(excursion, berlin("2027-05-20 07:59:59.999999")) == "opens_later"
    assert code(excursion, berlin("2027-05-20 08:00")) == "open"


def test_a_deadline_at_the_start_ends_with_the_start() -> None:
    excursion = factories.excursion(registration_closes_at=START)
    assert code(excursion, START - SECOND) == "open"
    assert code(excursion, START) == "started"


def test_between_start_and_end_it_has_started_and_after_that_it_is_over(
    excursion: Excursion,
) -> None:
    assert code(excursion, START - SECOND) == "deadline_passed"
    assert code(excursion, START) == "started"
    assert code(excursion, excursion.ends_at - SECOND) == "started"
    assert code(excursion, excursion.ends_at) == "past"


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLOSED, Status.CANCELLED])
def test_any_other_status_is_the_reason(status: Status, excursion: Excursion) -> None:
    excursion.status = status
    assert code(excursion, factories.NOW) == status


def test_a_closed_excursion_that_started_is_no_longer_closed_but_started(
    excursion: Excursion,
) -> None:
    excursion.status = Status.CLOSED
    assert code(excursion, START) == "started"
    assert code(excursion, excursion.ends_at) == "past"


def test_every_reason_is_a_sentence_with_what_one_can_do(excursion: Excursion) -> None:
    late = rules.why_not_open(excursion, START - SECOND)
    assert late
    assert "Freitag, 28. Mai 2027, 23:59 Uhr" in late.text
    assert "Alex Yıldız, 03641 49-1234" in late.text


@pytest.mark.parametrize(
    ("at", "moves"),
    [
        ("2027-06-08 12:59:59", True),
        ("2027-06-08 13:00:00", False),
        ("2027-06-09 12:59:59", False),
        ("2027-06-10 13:00:00", False),
    ],
)
def test_people_move_up_by_themselves_until_24_hours_before(
    at: str, moves: bool, excursion: Excursion
) -> None:
    assert rules.moves_by_itself(excursion, berlin(at)) is moves


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLOSED, Status.CANCELLED])
def test_nobody_moves_up_by_itself_while_not_published(
    status: Status, excursion: Excursion
) -> None:
    excursion.status = status
    assert not rules.moves_by_itself(excursion, factories.NOW)


@pytest.mark.parametrize(
    ("night", "hours"),
    [("2027-03-28", 23), ("2027-10-31", 25)],
)
def test_on_the_odd_nights_the_deadline_is_jenas_clock(night: str, hours: int) -> None:
    """The day on which the clocks change is 23 or 25 hours long; „bis 23:59 Uhr“ is its end."""
    closes = berlin(f"{night} 23:59")
    excursion = factories.excursion(
        starts_at=closes + timedelta(days=5), registration_closes_at=closes
    )
    excursion.refresh_from_db()
    midnight = berlin(f"{night} 00:00").astimezone(UTC)
    end = midnight + timedelta(hours=hours)
    assert code(excursion, end - SECOND) == "open"
    assert code(excursion, end) == "deadline_passed"


@pytest.mark.parametrize(
    ("start", "limit"),
    [
        ("2027-03-28 09:00", "2027-03-27 08:00"),  # 24 real hours: the clock jumped in between
        ("2027-10-31 09:00", "2027-10-30 10:00"),
    ],
)
def test_on_the_odd_nights_24_hours_are_24_hours(start: str, limit: str) -> None:
    excursion = factories.excursion(starts_at=berlin(start))
    excursion.refresh_from_db()
    assert rules.moves_by_itself(excursion, berlin(limit) - SECOND)
    assert not rules.moves_by_itself(excursion, berlin(limit))


def test_an_excursion_may_go_over_midnight(excursion: Excursion) -> None:
    excursion = factories.excursion(
        starts_at=berlin("2027-06-09 21:00"), ends_at=berlin("2027-06-10 01:00")
    )
    assert code(excursion, berlin("2027-06-10 00:30")) == "started"
    assert code(excursion, berlin("2027-06-10 01:00")) == "past"
    assert not excursion.is_over(berlin("2027-06-10 00:59:59"))


@pytest.fixture(params=["Asia/Tokyo", "America/Los_Angeles", "UTC"])
def server_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The server's own clock shows another zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def test_the_servers_zone_changes_nothing(server_zone: str) -> None:
    excursion = factories.excursion()
    excursion.refresh_from_db()
    assert code(excursion, CLOSES + timedelta(seconds=59)) == "open"
    assert code(excursion, CLOSES + timedelta(seconds=60)) == "deadline_passed"
    assert excursion.when == "Mittwoch, 9. Juni 2027, 13:00–17:00 Uhr"
    late = rules.why_not_open(excursion, CLOSES + timedelta(seconds=60))
    assert late
    assert "23:59 Uhr" in late.text
