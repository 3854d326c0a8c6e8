"""The question whether a new day suits: for each own registration, answered once."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions, tasks
from excursions.models import Excursion, Registration
from tests import factories
from tests.conftest import Client, RunTasks, logged_in
from tests.excursions.saving import move
from tests.factories import START, berlin

pytestmark = pytest.mark.django_db
DEADLINE = berlin("2027-05-18 23:59")
OLD, NEW = date(2027, 6, 9), date(2027, 6, 16)


@pytest.fixture
def asked(excursion: Excursion, kim: User, alex: User) -> Registration:
    """Kim has a place, the excursion was moved a week on, and Kim was asked."""
    registration = factories.registration(excursion, kim)
    move(excursion, alex, days=7)
    Registration.objects.update(reply_by=DEADLINE)
    return fresh(registration)


def fresh(registration: Registration) -> Registration:
    return Registration.objects.select_related("excursion", "user").get(pk=registration.pk)


def url(registration: Registration) -> str:
    return reverse("excursions:new_day", args=[registration.pk])


def press(client: Client, registration: Registration, answer: str, day: object = NEW) -> Any:
    return client.post(url(registration), {"answer": answer, "day": str(day)})


def code(answer: Any) -> str:
    """Why there is nothing to answer on this page: it says so, without an error or a button."""
    assert answer.status_code == 200
    refusal = answer.context["refusal"]
    page = answer.content.decode()
    assert refusal.text in page
    assert 'name="answer"' not in page
    return str(refusal.code)


def test_the_page_shows_both_days_and_the_deadline_and_changes_nothing(
    asked: Registration, as_kim: Client
) -> None:
    answer = as_kim.get(url(asked))
    page = answer.content.decode()
    assert "<del>Mittwoch, 9. Juni 2027</del>" in page
    assert "Mittwoch, 16. Juni 2027" in page
    assert "Bitte antworten Sie bis Dienstag, 18. Mai 2027, 23:59 Uhr." in page
    assert "geben wir Ihren Platz weiter" in page
    assert (answer.context["refusal"], answer.context["conflict"]) == (None, None)
    assert fresh(asked).agreed_day == OLD


def test_yes_makes_the_place_firm(asked: Registration, as_kim: Client) -> None:
    for _ in range(2):  # the second press of a double click, or the back button
        answer = press(as_kim, asked, "yes")
        assert answer.headers["Location"] == asked.get_absolute_url()
        page = as_kim.get(asked.get_absolute_url())
        assert page.content.decode().count("Ihr Platz am neuen Termin ist fest.") == 1
        assert page.context["asks"] is False
    registration = fresh(asked)
    assert (registration.agreed_day, registration.reply_by) == (NEW, None)
    assert registration.events.filter(kind="new_day_suits").count() == 1
    assert code(as_kim.get(url(asked))) == "not_asked"


def test_no_gives_the_place_to_who_waits(asked: Registration, as_kim: Client) -> None:
    factories.fill(asked.excursion)
    next_in_line = factories.waiting(asked.excursion)
    page = as_kim.get(url(asked))
    assert "an die nächste Person auf der Warteliste" in page.content.decode()
    for _ in range(2):
        answer = press(as_kim, asked, "no")
        assert answer.headers["Location"] == asked.get_absolute_url()
    assert fresh(asked).status == "withdrawn"
    assert asked.events.filter(kind="withdrawn").count() == 1
    assert fresh(next_in_line).is_confirmed
    page = as_kim.get(asked.get_absolute_url())
    assert page.context["was_silent"] is False


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_moved_again_meanwhile_the_fresh_question_is_shown(
    answer: str, asked: Registration, alex: User, as_kim: Client
) -> None:
    move(asked.excursion, alex, days=1)
    shown = press(as_kim, asked, answer)
    assert shown.status_code == 200
    assert (shown.context["refused"].code, shown.context["refusal"]) == ("moved", None)
    page = shown.content.decode()
    assert "<title>Fehler: " in page
    assert 'name="day" value="2027-06-17"' in page
    assert fresh(asked).agreed_day == OLD
    assert fresh(asked).is_confirmed
    press(as_kim, asked, "yes", NEW + timedelta(days=1))
    assert fresh(asked).agreed_day == NEW + timedelta(days=1)


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_moved_back_meanwhile_nothing_happens(
    answer: str, asked: Registration, alex: User, as_kim: Client
) -> None:
    move(asked.excursion, alex, days=-7)
    assert code(press(as_kim, asked, answer)) == "not_asked"
    assert "Mittwoch, 9. Juni 2027" in as_kim.get(url(asked)).context["refusal"].text
    assert fresh(asked).is_confirmed
    assert not asked.events.filter(kind="new_day_suits").exists()


def test_a_yes_of_long_ago_says_nothing_about_the_day_after_the_way_back(
    asked: Registration, alex: User, as_kim: Client
) -> None:
    press(as_kim, asked, "yes")
    move(asked.excursion, alex, days=-7)
    assert press(as_kim, asked, "yes").context["refused"].code == "moved"
    assert fresh(asked).agreed_day == NEW


@pytest.mark.parametrize("day", ["", "x", "9" * 5000, "2027-06-16\0", "16.06.2027", OLD])
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_an_answer_about_no_or_another_day_is_none(
    answer: str, day: object, asked: Registration, as_kim: Client
) -> None:
    assert press(as_kim, asked, answer, day).context["refused"].code == "moved"
    assert as_kim.post(url(asked), {"answer": answer}).context["refused"].code == "moved"
    assert fresh(asked).is_confirmed
    assert fresh(asked).agreed_day == OLD


@pytest.mark.parametrize("answer", ["", "maybe", "YES", "\0", "x" * 5000])
def test_nonsense_is_no_answer(answer: str, asked: Registration, as_kim: Client) -> None:
    shown = press(as_kim, asked, answer)
    assert (shown.status_code, shown.context["refused"]) == (200, None)
    assert fresh(asked).agreed_day == OLD


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_called_off_there_is_nothing_to_answer(
    answer: str, asked: Registration, alex: User, as_kim: Client
) -> None:
    actions.cancel(asked.excursion, actor=alex, reason="Sturm")
    assert code(press(as_kim, asked, answer)) == "cancelled"
    assert "Sturm" in as_kim.get(url(asked)).content.decode()


def test_given_back_meanwhile_the_place_is_gone(
    asked: Registration, kim: User, as_kim: Client
) -> None:
    actions.withdraw(asked, actor=kim)
    assert code(press(as_kim, asked, "yes")) == "ended"
    assert fresh(asked).status == "withdrawn"


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_after_the_start_it_is_too_late(
    answer: str, asked: Registration, kim: User, clock: TimeMachineFixture
) -> None:
    clock.move_to(START + timedelta(days=7))
    as_kim = logged_in(kim)
    assert code(press(as_kim, asked, answer)) == "started"
    assert as_kim.get(asked.get_absolute_url()).context["asks"] is False
    assert fresh(asked).is_confirmed


def test_who_waits_is_not_asked(full: Excursion, alex: User, kim: User, as_kim: Client) -> None:
    registration = factories.waiting(full, kim)
    move(full, alex, days=7)
    assert code(press(as_kim, registration, "no")) == "waiting"
    assert fresh(registration).is_waiting


def test_silence_is_told_apart_from_giving_back(
    asked: Registration, kim: User, clock: TimeMachineFixture
) -> None:
    clock.move_to(DEADLINE + timedelta(minutes=1))
    assert tasks.give_back_unanswered.call() == 1
    as_kim = logged_in(kim)
    assert code(as_kim.get(url(asked))) == "ended"
    page = as_kim.get(asked.get_absolute_url())
    assert page.context["was_silent"] is True
    assert "Danke" not in page.content.decode()


def test_the_deadline_on_the_page_is_that_of_the_mail(
    excursion: Excursion, kim: User, alex: User, clock: TimeMachineFixture, run_tasks: RunTasks
) -> None:
    registration = factories.registration(excursion, kim)
    move(excursion, alex, days=7)
    as_kim = logged_in(kim)
    assert as_kim.get(url(registration)).context["is_asked_soon"] is True
    clock.shift(timedelta(minutes=16))
    run_tasks()
    shown = as_kim.get(url(registration))
    assert shown.context["is_asked_soon"] is False
    assert "23:59 Uhr" in shown.content.decode()


@pytest.mark.parametrize("tell", [True, False])
def test_without_a_deadline_silence_keeps_the_place(
    tell: bool, excursion: Excursion, kim: User, alex: User, clock: TimeMachineFixture
) -> None:
    """There was no time left to ask, or nobody was told."""
    registration = factories.registration(excursion, kim)
    if tell:
        clock.move_to(START - timedelta(hours=2))
    move(excursion, alex, days=1, tell=tell)
    page = logged_in(kim).get(url(registration)).content.decode()
    assert "Wenn Sie nichts tun, behalten Sie Ihren Platz." in page


def test_another_excursion_at_that_time_is_pointed_out(
    asked: Registration, kim: User, as_kim: Client
) -> None:
    other = factories.excursion(title="Licht", starts_at=START + timedelta(days=7, hours=2))
    registration = factories.registration(
        factories.excursion(starts_at=START + timedelta(days=8)), kim
    )
    assert as_kim.get(url(asked)).context["conflict"] is None
    Registration.objects.filter(pk=registration.pk).update(excursion=other)
    shown = as_kim.get(url(asked))
    assert shown.context["conflict"] == registration
    assert registration.get_absolute_url() in shown.content.decode()
    press(as_kim, asked, "yes")  # people may have their reasons
    assert fresh(asked).agreed_day == NEW


def test_a_question_about_an_earlier_day_has_no_deadline_any_more(
    asked: Registration, alex: User, clock: TimeMachineFixture
) -> None:
    move(asked.excursion, alex, days=1, tell=False)
    assert fresh(asked).reply_by is None
    clock.move_to(DEADLINE + timedelta(days=1))
    assert tasks.give_back_unanswered.call() == 0
    assert fresh(asked).is_confirmed


def test_every_own_page_asks_first(asked: Registration, kim: User, as_kim: Client) -> None:
    other = factories.excursion(starts_at=START + timedelta(days=1))
    firm = factories.registration(other, kim)
    mine = as_kim.get(reverse("excursions:mine"))
    assert (mine.context["asked"], mine.context["confirmed"]) == ([asked], [firm])
    assert "Neuer Termin: bitte antworten bis Di, 18. Mai" in mine.content.decode()
    programme = as_kim.get(reverse("excursions:list"))
    assert programme.context["asked"] == [asked.excursion]
    own = as_kim.get(asked.get_absolute_url())
    assert own.context["asks"] is True
    assert "<del>Mittwoch, 9. Juni 2027</del>" in own.content.decode()
    for page in (mine, programme, own, as_kim.get(asked.excursion.get_absolute_url())):
        assert page.content.decode().count(f'href="{url(asked)}"') == 1


def test_nobody_else_is_asked(asked: Registration, as_toni: Client, client: Client) -> None:
    for who in (as_toni, client):
        for page in (reverse("excursions:list"), asked.excursion.get_absolute_url()):
            assert url(asked) not in who.get(page).content.decode()
