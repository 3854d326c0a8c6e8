"""Participants: who got what they should know, who has to be called."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from excursions import actions
from excursions.models import Excursion, Message
from tests import factories
from tests.conftest import Client, logged_in
from tests.excursions import editor
from tests.excursions.outcome import became, move

pytestmark = pytest.mark.django_db


def delivery(client: Client, excursion: Excursion, tab: str = "") -> dict[str, str]:
    """What the table says about each person's last message."""
    page = client.get(editor.url(excursion, "people"), {"status": tab})
    found = {person.registration.name: person.delivery for person in page.context["people"]}
    return {name: f"{one.tone}: {one.text}, {one.note}" for name, one in found.items()}


def tabs(client: Client, excursion: Excursion) -> dict[str, int]:
    page = client.get(editor.url(excursion, "people"))
    return {tab.label: len(tab.people) for tab in page.context["tabs"]}


def test_the_last_message_of_each_says_whether_to_call(
    as_alex: Client, alex: User, clock: Any
) -> None:
    excursion = factories.excursion(capacity=9)
    outcomes: dict[str, dict[str, Any]] = {
        "a": {"state": "sent"},
        "b": {"state": "queued"},
        "c": {"state": "queued", "tries": 4, "due_at": factories.NOW + timedelta(hours=3)},
        "d": {"state": "failed"},
        "e": {"state": "undeliverable"},
    }
    for name, fields in outcomes.items():
        became(factories.registration(excursion, name=name), **fields)
    factories.by_hand(excursion, alex)
    said = {
        "a": ": versandt, Mi, 12. Mai",
        "b": ": wartet auf Versand, ",
        "c": "wait: neuer Versuch, Mi, 12. Mai, 12:00 Uhr",
        "d": "bad: fehlgeschlagen, bitte anrufen",
        "e": "bad: unzustellbar, bitte anrufen",
        "Anruf": "wait: keine Adresse, bitte anrufen",
    }
    assert delivery(as_alex, excursion) == said
    unreached = {name: said[name] for name in ("d", "e", "Anruf")}
    assert delivery(as_alex, excursion, "unreached") == unreached
    page = as_alex.get(editor.url(excursion, "people")).content.decode()
    assert "Zustellung: 2 warten, 1 fehlgeschlagen, 1 unzustellbar" in page
    clock.shift(3601)
    assert (
        delivery(as_alex, excursion)["b"] == "bad: wartet auf Versand, seit Mi, 12. Mai, 9:00 Uhr"
    )


def test_only_what_came_last_and_still_matters_asks_for_a_call(
    as_alex: Client, alex: User, excursion: Excursion, kim: User, toni: User
) -> None:
    seat, other = (factories.registration(excursion, person) for person in (kim, toni))
    became(seat, "undeliverable")
    Message.objects.create(registration=seat, kind="reminder", state="skipped")
    Message.objects.create(registration=seat, kind="recap", state="queued")
    assert tabs(as_alex, excursion)["Nicht erreicht"] == 1
    actions.send_again(seat, actor=alex)
    assert "Nicht erreicht" not in tabs(as_alex, excursion)
    assert delivery(as_alex, excursion, "unreached") == {}
    actions.withdraw(other, actor=toni)
    became(other, "undeliverable")
    assert "Nicht erreicht" not in tabs(as_alex, excursion)  # they know it
    actions.cancel(excursion, actor=alex, reason="Sturm")
    became(seat, "failed")
    assert tabs(as_alex, excursion)["Nicht erreicht"] == 1  # or they come in vain


def test_nobody_is_called_about_what_is_over(alex: User, excursion: Excursion, clock: Any) -> None:
    became(factories.registration(excursion), "undeliverable")
    clock.move_to(excursion.ends_at)
    as_alex = logged_in(alex)
    assert delivery(as_alex, excursion) == {"Robin Muster": ": unzustellbar, "}
    assert "Nicht erreicht" not in tabs(as_alex, excursion)
    assert "Zustellung:" not in as_alex.get(editor.url(excursion, "people")).content.decode()


def test_who_has_not_answered_about_the_new_day_is_marked(as_alex: Client, full: Excursion) -> None:
    assert "Antwort fehlt" not in tabs(as_alex, full)
    first, second = full.registrations.all()
    move(first, reply_in=timedelta(days=2))
    assert tabs(as_alex, full)["Antwort fehlt"] == 1
    page = as_alex.get(editor.url(full, "people") + "?status=asked").content.decode()
    assert "Antwort fehlt (neuer Termin), bis Fr, 14. Mai, 9:00 Uhr" in page
    assert f'id="person-{second.pk}"' not in page
