"""What no longer fits after a move is said before it is saved."""

from datetime import datetime
from typing import Any

import pytest

from excursions.admin import doubts
from excursions.models import Excursion
from tests.factories import NOW, berlin


def usual(**fields: Any) -> Excursion:
    """On a Wednesday in four weeks, as it was."""
    moments: dict[str, Any] = {
        "starts_at": "2027-06-09 13:00",
        "ends_at": "2027-06-09 17:00",
        "meets_at": "2027-06-09 12:50",
        "registration_closes_at": "2027-05-28 23:59",
    } | fields
    for name, value in moments.items():
        moments[name] = berlin(value) if isinstance(value, str) else value
    return Excursion(status="published", capacity=2, **moments)


def said(at: datetime = NOW, **fields: Any) -> list[str]:
    return doubts.of(usual(), usual(**fields), at)


def test_a_move_by_a_week_with_everything_raises_no_doubt() -> None:
    moved: dict[str, Any] = {
        "starts_at": "2027-06-16 13:00",
        "ends_at": "2027-06-16 17:00",
        "meets_at": "2027-06-16 12:50",
    }
    assert said(**moved) == []
    assert said(starts_at="2027-06-09 13:30", meets_at="2027-06-09 13:20") == []


SOON = {"starts_at": "2027-05-14 13:00", "ends_at": "2027-05-14 17:00"}


@pytest.mark.parametrize(
    ("fields", "texts"),
    [
        (
            {"starts_at": "2027-06-13 13:00", "meets_at": None},
            ["Sonntag, 13. Juni 2027 liegt am Wochenende."],
        ),
        (
            {"starts_at": "2027-05-17 13:00", "meets_at": None,
             "registration_closes_at": "2027-05-12 23:59"},
            ["Montag, 17. Mai 2027 ist ein Feiertag: Pfingstmontag."],
        ),
        (
            {"starts_at": "2027-06-16 13:00"},
            ["Treffen: Mittwoch, 9. Juni 2027, 12:50 Uhr. Das ist nicht der Tag der Exkursion."],
        ),
        (
            {"starts_at": "2027-06-09 15:00"},
            ["Treffen: Mittwoch, 9. Juni 2027, 12:50 Uhr. "
             "Das ist 130 Minuten vor dem Beginn."],
        ),
        (
            {"registration_closes_at": "2027-06-09 11:00"},
            ["Anmeldung bis: Mittwoch, 9. Juni 2027, 11:00 Uhr. "
             "Das ist weniger als 24 Stunden vor dem Beginn."],
        ),
        (
            {"registration_closes_at": "2027-05-12 08:00"},
            ["Anmeldung bis: Mittwoch, 12. Mai 2027, 8:00 Uhr. "
             "Das ist schon vorbei, niemand kann sich mehr anmelden."],
        ),
        (
            {"starts_at": "2027-07-07 13:00", "meets_at": None},
            ["Anmeldung bis: Freitag, 28. Mai 2027, 23:59 Uhr. "
             "Das ist 5 Wochen vor dem neuen Beginn."],
        ),
        (
            {"registration_opens_at": "2027-05-20 08:00"},
            ["Anmeldung ab: Donnerstag, 20. Mai 2027, 8:00 Uhr. "
             "Bis dahin kann sich niemand anmelden."],
        ),
        (
            SOON | {"meets_at": None, "registration_closes_at": "2027-05-12 23:59"},
            ["Die Erinnerung wäre am Mittwoch, 12. Mai 2027, 9:00 Uhr fällig gewesen: "
             "Sie geht gleich hinaus."],
        ),
        (
            {"starts_at": "2027-05-11 13:00", "ends_at": "2027-05-11 17:00", "meets_at": None,
             "registration_closes_at": "2027-05-11 12:00", "has_waitlist": False},
            ["Der neue Termin ist schon vorbei: Niemand bekommt eine E-Mail.",
             "Anmeldung bis: Dienstag, 11. Mai 2027, 12:00 Uhr. "
             "Das ist schon vorbei, niemand kann sich mehr anmelden."],
        ),
        (
            {"starts_at": "2027-05-12 08:00", "ends_at": "2027-05-12 17:00", "meets_at": None,
             "registration_closes_at": "2027-05-12 23:59", "has_waitlist": False},
            ["Der neue Beginn ist schon vorbei.",
             "Anmeldung bis: Mittwoch, 12. Mai 2027, 23:59 Uhr. "
             "Das ist weniger als 24 Stunden vor dem Beginn."],
        ),
    ],
)  # fmt: skip
def test_each_doubt_has_its_sentence(fields: dict[str, Any], texts: list[str]) -> None:
    assert said(**fields) == texts


def test_a_reminder_that_went_out_goes_out_again_for_the_new_start() -> None:
    at = berlin("2027-06-08 09:00")
    (text,) = said(at, starts_at="2027-06-09 13:30")
    assert text == (
        "Die Erinnerung ist schon hinausgegangen. Mit dem neuen Beginn geht sie gleich noch "
        "einmal an alle, die einen Platz haben."
    )
    assert said(at, starts_at="2027-06-09 13:30", has_reminder=False) == []
    assert said(at, ends_at="2027-06-09 18:00") == []


def test_within_a_day_nobody_moves_up_by_itself() -> None:
    at = berlin("2027-06-08 12:00")
    assert said(at, starts_at="2027-06-09 11:00", has_reminder=False, meets_at=None) == [
        "Bis zum Beginn sind es weniger als 24 Stunden: Von der Warteliste rückt niemand mehr von "
        "selbst nach."
    ]
