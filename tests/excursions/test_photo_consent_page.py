"""The page „Fotos von mir“: use by use, at any time, and only for the person."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions, consents
from excursions.consents import Use
from excursions.models import Excursion, Registration
from tests import factories
from tests.conftest import Client, logged_in
from tests.excursions.photos import give, given, history, shown, url, withdraw
from tests.factories import NOW, agree

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_still")]


@pytest.fixture
def _still(clock: TimeMachineFixture) -> None:
    clock.move_to(NOW, tick=False)


@pytest.fixture
def registration(excursion: Excursion, kim: User) -> Registration:
    return factories.registration(excursion, kim)


def test_the_page_offers_each_use_unticked_and_says_what_is_the_case(
    registration: Registration, as_kim: Client
) -> None:
    page = shown(as_kim, registration)
    assert "Sie haben nicht zugestimmt." in page
    assert page.count('type="checkbox" name="use"') == 4
    assert "checked" not in page
    for wording in consents.WORDINGS.values():
        assert f">{wording}</span></label>" in page
    answer = give(as_kim, registration, "website", "intranet")
    assert answer.headers["Location"] == url(registration)
    page = shown(as_kim, registration)
    assert "Danke. Ihre Einwilligung ist gespeichert." in page
    said = "Sie haben am Mittwoch, 12. Mai 2027, um 9:00 Uhr auf dieser Seite eingewilligt:"
    assert page.count(said) == 2
    assert page.count('name="withdraw"') == 2
    assert page.count('type="checkbox" name="use"') == 2
    assert withdraw(as_kim, registration, "intranet").headers["Location"] == url(registration)
    assert given(registration) == {"website": "form"}
    withdraw(as_kim, registration, "website")
    page = shown(as_kim, registration)
    assert "Ihre Einwilligung ist zurückgezogen." in page
    assert "Sie haben Ihre Einwilligung am Mittwoch, 12. Mai 2027, um 9:00 Uhr zurück" in page


def test_a_press_without_a_tick_asks_for_one(registration: Registration, as_kim: Client) -> None:
    answer = as_kim.post(url(registration), {"press": "give"}, follow=True)
    assert "Bitte kreuzen Sie an, wofür Fotos" in answer.content.decode()
    assert given(registration) == {}


def test_the_page_names_whom_to_tell(registration: Registration, as_kim: Client) -> None:
    page = as_kim.get(url(registration)).content.decode()
    assert "Alex Yıldız" in page
    assert "03641 49-1234" in page
    assert "mailto:alex@stadt.example" in page
    Excursion.objects.update(contact_email="")
    assert "mailto:" not in as_kim.get(url(registration)).content.decode().split("<footer")[0]


def test_the_wording_that_was_agreed_to_is_shown_not_the_present_one(
    registration: Registration, as_kim: Client
) -> None:
    agree(registration, wording="Alter Wortlaut")
    page = shown(as_kim, registration)
    assert "„Alter Wortlaut.“" in page
    assert str(consents.WORDINGS[Use.WEBSITE]) not in page


def test_looking_changes_nothing(registration: Registration, as_kim: Client) -> None:
    as_kim.get(url(registration), {"press": "give", "use": "website"})
    as_kim.head(url(registration))
    assert given(registration) == {}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"press": "GIVE", "use": "press"},
        {"press": "give", "use": "film"},
        {"withdraw": "film"},
        {"withdraw": "\x00"},
        {"use": "press"},
    ],
)
def test_a_button_that_does_not_exist_does_nothing(
    sent: dict[str, str], registration: Registration, as_kim: Client
) -> None:
    agree(registration)
    assert as_kim.post(url(registration), sent).status_code == 302
    assert given(registration) == {"website": "form"}
    assert len(history(registration)) == 2


@pytest.mark.parametrize("press", [give, withdraw])
def test_a_double_click_and_a_stale_page_show_what_is_the_case(
    press: Any, registration: Registration, as_kim: Client
) -> None:
    if press is withdraw:
        agree(registration)
    events = len(history(registration))
    for _ in range(2):
        answer = press(as_kim, registration, "website")
        assert answer.headers["Location"] == url(registration)
    assert len(list(get_messages(answer.wsgi_request))) <= 1
    assert bool(given(registration)) is (press is give)
    assert len(history(registration)) == events + 1


@pytest.mark.parametrize("ended", ["over", "given back", "called off"])
def test_it_is_possible_when_all_is_over(
    ended: str,
    excursion: Excursion,
    registration: Registration,
    kim: User,
    alex: User,
    clock: TimeMachineFixture,
) -> None:
    if ended == "given back":
        actions.withdraw(registration, actor=kim)
    elif ended == "called off":
        actions.cancel(excursion, actor=alex, reason="Sturm")
    clock.move_to(excursion.ends_at + timedelta(days=400))
    registration.refresh_from_db()
    status = registration.status
    client = logged_in(kim)
    give(client, registration, "website", "social")
    assert set(given(registration)) == {"website", "social"}
    for use in ("website", "social"):
        withdraw(client, registration, use)
    assert given(registration) == {}
    assert registration.status == status


def test_somebody_elses_consent_does_not_exist(registration: Registration, as_toni: Client) -> None:
    agree(registration)
    assert withdraw(as_toni, registration).status_code == 404
    assert give(as_toni, registration, "press").status_code == 404
    assert given(registration) == {"website": "form"}


def test_every_own_registration_leads_there(
    excursion: Excursion, registration: Registration, kim: User, clock: TimeMachineFixture
) -> None:
    given_back = factories.registration(factories.excursion(starts_at=excursion.ends_at), kim)
    actions.withdraw(given_back, actor=kim)
    for moment in (NOW, excursion.ends_at):
        clock.move_to(moment)
        client = logged_in(kim)
        page = client.get(reverse("excursions:mine")).content.decode()
        assert url(registration) in page
        assert url(given_back) in page
        page = client.get(registration.get_absolute_url()).content.decode()
        assert url(registration) in page
        assert "nicht erlaubt" in page
    agree(registration)
    page = client.get(registration.get_absolute_url()).content.decode()
    assert "nicht erlaubt" not in page
