"""The start page: what there is to do, and nothing else."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from excursions import actions, desk, tasks
from excursions.models import Excursion, Message
from tests import factories
from tests.excursions.outcome import became, move
from tests.factories import NOW, berlin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alex")]


def look(at: datetime) -> desk.Desk:
    return desk.look(at, Excursion.objects.all())


def todos() -> list[tuple[str, str]]:
    return [(todo.text, todo.place) for todo in look(timezone.now()).todos]


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
    Message.objects.update(state="sent", sent_at=NOW)
    assert todos() == [("Morgen, 13:00 Uhr: 2 Personen kommen. Liste drucken.", "list")]


def test_mails_that_wait_for_more_than_an_hour(full: Excursion, clock: object) -> None:
    clock.move_to(NOW + timedelta(minutes=61))  # type: ignore[attr-defined]
    assert todos() == [
        ("2 E-Mails warten seit mehr als einer Stunde. Bitte rufen Sie die Personen an.", "people")
    ]


def test_a_late_mail_about_a_recap_needs_no_call(full: Excursion, clock: object) -> None:
    Message.objects.update(kind="recap")
    clock.move_to(NOW + timedelta(minutes=61))  # type: ignore[attr-defined]
    assert todos() == []


def test_what_waits_to_be_merged_or_for_the_next_try_is_not_late(
    full: Excursion, clock: object
) -> None:
    first, second = Message.objects.all()
    Message.objects.filter(pk=first.pk).update(tries=5, due_at=NOW + timedelta(hours=2))
    merged = {"created_at": NOW + timedelta(minutes=20), "due_at": NOW + timedelta(minutes=35)}
    Message.objects.filter(pk=second.pk).update(**merged)
    clock.move_to(NOW + timedelta(minutes=61))  # type: ignore[attr-defined]
    assert todos() == []
    clock.move_to(NOW + timedelta(hours=3, minutes=1))  # type: ignore[attr-defined]
    assert todos()[0][0].startswith("2 E-Mails warten seit mehr als einer Stunde.")


@pytest.mark.parametrize("state", ["sent", "queued", "skipped"])
def test_what_arrived_or_is_on_its_way_is_nothing_to_do(full: Excursion, state: str) -> None:
    for registration in full.registrations.all():
        became(registration, state)
    assert todos() == []


def test_who_was_not_reached_has_to_be_called(full: Excursion) -> None:
    first, second = full.registrations.all()
    became(first, "undeliverable")
    became(second, "failed")
    assert todos() == [
        ("1 E-Mail nicht zustellbar: bitte anrufen.", "unreached"),
        ("1 E-Mail konnte nicht versandt werden: bitte anrufen.", "unreached"),
    ]
    assert look(NOW).delivery == {full.pk: "Zustellung: 1 fehlgeschlagen, 1 unzustellbar"}


def test_who_does_not_know_that_it_is_called_off_has_to_be_called(
    full: Excursion, alex: User
) -> None:
    actions.cancel(full, actor=alex, reason="Sturm")
    for registration in full.registrations.all():
        became(registration, "undeliverable")
    assert todos() == [("2 E-Mails nicht zustellbar: bitte anrufen.", "unreached")]


@pytest.mark.parametrize(("by_itself", "calls"), [(True, 1), (False, 0)])
def test_who_gave_the_place_back_needs_no_call_unless_it_went_by_itself(
    full: Excursion, by_itself: bool, calls: int
) -> None:
    registration = full.registrations.all()[0]
    actions.withdraw(registration, actor=None if by_itself else registration.user)
    became(registration, "undeliverable")
    assert len(todos()) == calls


def test_what_is_over_asks_for_no_call(full: Excursion, clock: object) -> None:
    became(full.registrations.all()[0], "undeliverable")
    clock.move_to(full.ends_at)  # type: ignore[attr-defined]
    assert todos() == []


ANSWERS = "Personen haben auf den neuen Termin noch nicht geantwortet: bitte anrufen."


def test_answers_that_are_missing_shortly_before_the_deadline(clock: object) -> None:
    excursion = factories.excursion(capacity=3)
    factories.fill(excursion)
    Message.objects.update(state="sent", sent_at=NOW)
    for days, registration in enumerate(excursion.registrations.all(), start=1):
        move(registration, reply_in=timedelta(days=days))
    assert todos() == [(f"2 {ANSWERS}", "asked")]


def test_who_could_not_be_asked_has_to_be_called(full: Excursion, alex: User) -> None:
    for registration in full.registrations.all():
        move(registration)
    assert todos() == []  # the question is on its way
    Message.objects.update(state="sent", sent_at=NOW)
    assert todos() == [(f"2 {ANSWERS}", "asked")]
    actions.cancel(full, actor=alex, reason="Sturm")
    assert todos() == []


def test_tasks_that_failed_for_good(db: None) -> None:
    tasks.remind.enqueue()
    DBTaskResult.objects.update(status="FAILED")
    assert todos() == [
        ("1 Aufgabe der Software ist endgültig gescheitert. Bitte sagen Sie der IT Bescheid.", "")
    ]


def test_what_is_urgent_comes_first(full: Excursion) -> None:
    factories.excursion(status="draft", starts_at=NOW + timedelta(days=3))
    Excursion.objects.filter(pk=full.pk).update(capacity=1)
    assert [place for _text, place in todos()] == ["people", "editor"]
