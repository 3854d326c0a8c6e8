"""Dates as people in Jena read them."""

from datetime import UTC, datetime

import pytest

from excursions import dates
from excursions.models import Stop
from tests.factories import berlin

MOMENT = datetime(2025, 9, 10, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        (dates.weekday_date, "Mittwoch, 10. September 2025"),
        (dates.short_date, "Mi, 10. September"),
        (dates.day_and_month, "10. September"),
        (dates.clock, "13:00"),
        (dates.at_clock, "13:00 Uhr"),
        (dates.deadline, "Mittwoch, 10. September 2025, 13:00 Uhr"),
    ],
)
def test_a_moment_is_shown_in_jenas_time(show: object, expected: str) -> None:
    assert show(MOMENT) == expected  # type: ignore[operator]


def test_a_span_has_an_en_dash() -> None:
    start, end = berlin("2025-09-10 09:05"), berlin("2025-09-10 14:15")
    assert dates.time_range(start, end) == "9:05–14:15 Uhr"
    assert dates.when(start, end) == "Mittwoch, 10. September 2025, 9:05–14:15 Uhr"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), "1:59"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "3:00"),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "2:30"),
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "2:30"),
        (datetime(2027, 10, 31, 2, 0, tzinfo=UTC), "3:00"),
    ],
)
def test_the_clock_jumps_in_march_and_repeats_an_hour_in_october(
    moment: datetime, expected: str
) -> None:
    assert dates.clock(moment) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        (
            {"transfer_mode": "tram", "transfer_minutes": 20},
            "Mit der Straßenbahn, etwa 20 Minuten.",
        ),
        ({"transfer_mode": "walk"}, "Zu Fuß."),
        ({"transfer_minutes": 5}, "Etwa 5 Minuten."),
        ({"transfer_note": "Fahrscheine liegen bereit."}, "Fahrscheine liegen bereit."),
        (
            {"transfer_mode": "bus", "transfer_note": "Linie 15."},
            "Mit dem Bus. Linie 15.",
        ),
    ],
)
def test_the_way_on_is_a_sentence(fields: dict[str, object], expected: str) -> None:
    stop = Stop(**fields)
    assert stop.transfer_text == expected
    assert stop.has_transfer is bool(expected)


def test_over_midnight_both_dates_are_said() -> None:
    assert dates.when(berlin("2027-09-10 21:00"), berlin("2027-09-11 01:00")) == (
        "Freitag, 10. September 2027, 21:00 Uhr bis Samstag, 11. September 2027, 1:00 Uhr"
    )
