"""What the page shows before a change is saved: who is told, who is asked, who collides."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from excursions import actions
from excursions.admin.consequences import Consequences
from excursions.models import Event, Excursion, Message, Registration
from excursions.rules import Wish
from tests import factories
from tests.conftest import Client, RunTasks
from tests.excursions import editor
from tests.excursions.editor import save
from tests.factories import START

pytestmark = pytest.mark.django_db
DAY: dict[str, Any] = {"starts_at": "2027-06-16T13:00", "ends_at": "2027-06-16T17:00"}
LONGER: dict[str, Any] = {"ends_at": "2027-06-09T18:00"}


def asked(client: Client, excursion: Excursion, **typed: Any) -> Consequences:
    excursion.refresh_from_db()
    response = save(client, excursion, **typed)
    found: Consequences = response.context["found"]
    return found


def decide(client: Client, excursion: Excursion, decision: str = "tell", **typed: Any) -> None:
    excursion.refresh_from_db()
    typed |= {"reason": "Kleinigkeit"} if decision == "quiet" else {}
    assert save(client, excursion, decision=decision, **typed).status_code == 302


def by_phone(excursion: Excursion, alex: User, name: str, email: str = "") -> Registration:
    answers = factories.answers(name, phone="03641 55")
    return actions.register_by_hand(
        excursion, actor=alex, answers=answers, email=email, wish=Wish.SEAT
    )


def test_everybody_is_counted_by_state_or_has_to_be_called(as_alex: Client, alex: User) -> None:
    excursion = factories.excursion(capacity=5)
    by_phone(excursion, alex, "Ohne Adresse")
    lost = by_phone(excursion, alex, "Falsche Adresse", "falsch@privat.example")
    fine = by_phone(excursion, alex, "Richtige Adresse", "richtig@privat.example")
    undeliverable = {"state": "undeliverable", "sent_at": None}
    lost.messages.update(address=lost.email, **undeliverable)
    fine.messages.update(address="frueher@privat.example", **undeliverable)
    moved_away = factories.registration(excursion, name="Umgezogen")
    User.objects.filter(registrations=moved_away).update(mail_fails_since=factories.NOW)
    factories.registration(excursion)
    factories.waiting(excursion)
    response = save(as_alex, excursion, **LONGER)
    html = response.content.decode()
    assert "3 Personen bekommen eine E-Mail: 2 dabei, 1 auf der Warteliste." in html
    assert "3 Personen sind per E-Mail nicht erreichbar: bitte anrufen" in html
    names = [one.name for one in response.context["to_call"]]
    assert names == ["Falsche Adresse", "Ohne Adresse", "Umgezogen"]
    assert ">03641 55</a>" in html
    decide(as_alex, excursion, **LONGER)
    html = as_alex.get(editor.url(excursion)).content.decode()
    assert "Gespeichert. 3 Personen bekommen" in html
    assert "bitte anrufen: Falsche Adresse 03641 55, Ohne Adresse 03641 55, Umgezogen." in html


def test_where_nobody_can_be_written_to_there_is_only_the_list_to_call(
    as_alex: Client, excursion: Excursion, alex: User
) -> None:
    by_phone(excursion, alex, "Ohne Adresse")
    html = save(as_alex, excursion, **LONGER).content.decode()
    assert "Niemand bekommt eine E-Mail." in html
    assert 'name="decision" value="tell">Speichern</button>' in html
    assert 'value="quiet"' not in html
    decide(as_alex, excursion, **LONGER)
    assert not Message.objects.filter(kind="changed").exists()


def test_whoever_has_something_else_at_the_new_time_is_named(
    as_alex: Client, alex: User, kim: User, toni: User
) -> None:
    excursion = factories.excursion(capacity=3)
    at_six = factories.excursion(title="Am Abend", starts_at=START + timedelta(hours=4.5))
    later = factories.excursion(title="Danach", starts_at=START + timedelta(hours=5))
    factories.registration(excursion, kim)
    factories.registration(at_six, kim)
    by_phone(excursion, alex, "Rosa Anruf", "rosa@privat.example")
    factories.fill(at_six)
    actions.register_by_hand(
        at_six, actor=alex, answers=factories.answers("Rosa Anruf"), email="rosa@privat.example",
        wish=Wish.WAITLIST,
    )  # fmt: skip
    factories.registration(later, factories.registration(excursion, toni).user)
    assert asked(as_alex, excursion, meeting_point="Am Markt").collisions == []
    found = asked(as_alex, excursion, **LONGER)
    (collision,) = found.collisions
    assert (collision.excursion, found.colliding) == (at_six, 2)
    html = save(as_alex, excursion, **LONGER).content.decode()
    assert "2 Personen haben dann schon eine andere Anmeldung" in html
    assert "Am Abend, 17:30–21:30 Uhr" in html
    assert '<li>Rosa Anruf <span class="meta">(Warteliste)</span></li>' in html


def test_a_new_day_is_a_question_with_a_deadline_and_a_rule_for_silence(
    as_alex: Client, full: Excursion
) -> None:
    factories.waiting(full)
    html = save(as_alex, full, **DAY).content.decode()
    assert "2 Personen mit Platz werden gefragt, ob der neue Tag passt." in html
    # Whit Monday lies between.
    assert "bis Dienstag, 18. Mai 2027, 23:59 Uhr. Wer bis dahin nicht antwortet, gibt" in html
    assert "3 Personen bekommen eine E-Mail: 2 dabei, 1 auf der Warteliste." in html
    assert "Wer einen Platz hat, bekommt damit auch den geänderten Kalendereintrag." in html
    assert "alle behalten ihren Platz" in html


def test_without_time_to_answer_silence_keeps_the_place(as_alex: Client, full: Excursion) -> None:
    tomorrow = {"starts_at": "2027-05-13T09:00", "ends_at": "2027-05-13T17:00"}
    closes = {"registration_closes_at": "2027-05-13T08:00"}
    html = save(as_alex, full, **tomorrow, **closes).content.decode()
    assert "Für eine Frist ist keine Zeit: Wer nicht antwortet, behält den Platz." in html


def test_after_a_move_back_nobody_has_to_answer_and_who_left_hears_of_it(
    as_alex: Client, alex: User, clock: Any, run_tasks: RunTasks
) -> None:
    excursion = factories.excursion(capacity=5)
    stays, leaves, phoned = [
        factories.registration(excursion),
        factories.registration(excursion, name="Geht Wieder"),
        by_phone(excursion, alex, "Nur Telefon"),
    ]
    decide(as_alex, excursion, **DAY)
    clock.shift(timedelta(minutes=16))
    run_tasks()
    leaves.refresh_from_db()
    actions.withdraw(leaves, actor=leaves.user)
    back = {"starts_at": "2027-06-09T13:00", "ends_at": "2027-06-09T17:00"}
    found = asked(as_alex, excursion, **back)
    assert (found.asked, found.released, found.number) == (0, 1, 2)
    assert [one.name for one in found.lost.by_mail] == ["Geht Wieder"]
    html = save(as_alex, excursion, **back).content.decode()
    assert "Niemand muss gefragt werden." in html
    assert "1 Person muss nicht mehr antworten" in html
    assert "Sie erfährt, dass der alte Tag wieder gilt." in html
    assert "Speichern und 2 Personen informieren" in html
    decide(as_alex, excursion, **back)
    queued = Message.objects.queued().exclude(kind="withdrawn").values_list("registration", "kind")
    assert set(queued) == {(stays.pk, "changed"), (leaves.pk, "old_day_again")}
    assert not phoned.messages.exists()


def test_who_moves_up_by_the_saving_is_counted_and_not_asked(
    as_alex: Client, full: Excursion
) -> None:
    factories.waiting(full)
    found = asked(as_alex, full, capacity="3", **DAY)
    assert (found.people.states, found.asked) == ("3 dabei", 2)
    assert not Event.objects.filter(kind="moved_up").exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_people_does_not_change_the_number_of_statements(
    as_alex: Client, alex: User, number: int, django_assert_num_queries: Any
) -> None:
    excursion = factories.excursion(capacity=10)
    other = factories.excursion(starts_at=START + timedelta(days=7), capacity=10)
    factories.stop(excursion)
    for n in range(number):
        factories.registration(other, factories.registration(excursion).user)
        by_phone(excursion, alex, "Am Telefon", f"p{n}@privat.example")
        by_phone(excursion, alex, "Ohne Adresse")
    as_alex.get(editor.url(excursion))  # content types are cached
    sent = editor.data(excursion, **DAY)
    with django_assert_num_queries(76):
        found = as_alex.post(editor.url(excursion), sent).context["found"]
    assert (found.colliding, found.number, len(found.to_call)) == (number, 2 * number, number)
