"""The start page: what there is to do, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from excursions import actions, desk
from excursions.models import Event, Excursion
from tests import factories
from tests.factories import NOW, berlin

pytestmark = pytest.mark.django_db


def todos() -> list[tuple[str, str]]:
    return [(todo.text, todo.place) for todo in desk.look(timezone.now()).todos]


def test_nothing_to_do(full: Excursion) -> None:
    factories.waiting(full)
    assert todos() == []


def test_a_draft_that_starts_soon_and_is_incomplete() -> None:
    factories.excursion(status="draft", starts_at=NOW + timedelta(days=13), contact_phone="")
    factories.excursion(status="draft", starts_at=NOW + timedelta(days=15), contact_phone="")
    assert todos() == [
        ("Beginnt am Di, 25. Mai und ist noch ein Entwurf. 2 Angaben fehlen.", "editor")
    ]


def test_a_complete_draft_waits_for_publishing() -> None:
    draft = factories.excursion(status="draft", starts_at=NOW + timedelta(days=13))
    factories.stop(draft)
    assert "Nichts fehlt" in todos()[0][0]


@pytest.mark.parametrize("late", [True, False])
def test_a_free_seat_and_people_waiting_needs_a_call_only_when_nothing_moves_by_itself(
    full: Excursion, alex: User, clock: object, late: bool
) -> None:
    for _ in range(2):
        factories.waiting(full)
    actions.close(full)
    actions.withdraw(full.registrations.seated()[0], actor=alex, by_organizer=True)
    if late:
        Excursion.objects.update(status="published")
        clock.move_to(berlin("2027-06-08 14:00"))  # type: ignore[attr-defined]
    assert ("1 Platz frei, 2 warten: jetzt anrufen.", "waiting") in todos()


def test_more_seats_taken_than_there_are(full: Excursion) -> None:
    Excursion.objects.update(capacity=1)
    assert todos() == [("1 Platz mehr vergeben als vorhanden.", "people")]


def test_the_next_days_ask_for_the_list(full: Excursion, clock: object) -> None:
    clock.move_to(berlin("2027-06-08 08:00"))  # type: ignore[attr-defined]
    Event.objects.update(mail_state="sent")
    assert todos() == [("Morgen, 13:00 Uhr: 2 Personen kommen. Liste drucken.", "list")]


def test_mails_that_wait_for_more_than_an_hour(full: Excursion, clock: object) -> None:
    clock.move_to(NOW + timedelta(minutes=61))  # type: ignore[attr-defined]
    assert todos() == [
        ("2 E-Mails warten seit mehr als einer Stunde. Bitte rufen Sie die Personen an.", "people")
    ]


def test_a_late_mail_about_a_recap_needs_no_call(full: Excursion, clock: object) -> None:
    Event.objects.update(kind="recap_published")
    clock.move_to(NOW + timedelta(minutes=61))  # type: ignore[attr-defined]
    assert todos() == []


def test_tasks_that_failed_for_good(full: Excursion) -> None:
    DBTaskResult.objects.filter(pk=DBTaskResult.objects.all()[0].pk).update(status="FAILED")
    assert todos() == [
        ("1 Aufgabe der Software ist endgültig gescheitert. Bitte sagen Sie der IT Bescheid.", "")
    ]


def test_what_is_urgent_comes_first(full: Excursion) -> None:
    factories.excursion(status="draft", starts_at=NOW + timedelta(days=3))
    Excursion.objects.filter(pk=full.pk).update(capacity=1)
    assert [place for _text, place in todos()] == ["people", "editor"]
