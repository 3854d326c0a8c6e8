"""Photos: consent is given and withdrawn at any time, and the history keeps both."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions
from excursions.forms import PHOTO_CONSENT
from excursions.models import Event, Excursion, Message, Registration
from excursions.rules import Wish
from tests import factories
from tests.conftest import Client, logged_in
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_still")]
Kind = Event.Kind
HOUR = timedelta(hours=1)


def url(registration: Registration) -> str:
    return reverse("excursions:photo_consent", args=[registration.pk])


def press(client: Client, registration: Registration, consent: str) -> Any:
    return client.post(url(registration), {"consent": consent})


def consents(registration: Registration) -> bool:
    registration.refresh_from_db()
    assert bool(registration.photo_consent_at) is bool(registration.photo_consent_wording)
    return registration.photo_consent_at is not None


def history(registration: Registration) -> list[str]:
    return list(registration.events.values_list("kind", flat=True))


def give(registration: Registration, wording: str = "Ja") -> None:
    assert registration.user
    actions.change_photo_consent(
        registration, consent=True, wording=wording, actor=registration.user
    )


def withdraw(registration: Registration) -> None:
    assert registration.user
    actions.change_photo_consent(registration, consent=False, wording="Ja", actor=registration.user)


@pytest.fixture
def _still(clock: TimeMachineFixture) -> None:
    clock.move_to(NOW, tick=False)


@pytest.fixture
def registration(excursion: Excursion, kim: User) -> Registration:
    return factories.registration(excursion, kim)


def test_giving_keeps_moment_wording_and_history_and_sends_nothing(
    registration: Registration, kim: User
) -> None:
    messages, tasks = Message.objects.count(), DBTaskResult.objects.count()
    give(registration, "Fotos ja")
    registration.refresh_from_db()
    assert (registration.photo_consent_at, registration.photo_consent_wording) == (NOW, "Fotos ja")
    event = registration.events.last()
    assert event
    assert (event.kind, event.wording, event.actor) == (Kind.PHOTO_CONSENT_GIVEN, "Fotos ja", kim)
    assert (Message.objects.count(), DBTaskResult.objects.count()) == (messages, tasks)


def test_withdrawing_clears_both_and_the_history_still_knows_them(
    registration: Registration, clock: TimeMachineFixture
) -> None:
    give(registration, "Fotos ja")
    clock.shift(HOUR)
    withdraw(registration)
    assert not consents(registration)
    assert list(registration.events.values_list("kind", "at", "wording"))[1:] == [
        (Kind.PHOTO_CONSENT_GIVEN, NOW, "Fotos ja"),
        (Kind.PHOTO_CONSENT_WITHDRAWN, NOW + HOUR, "Fotos ja"),
    ]


def test_what_is_the_case_already_leaves_no_trace(
    registration: Registration, clock: TimeMachineFixture
) -> None:
    withdraw(registration)
    assert history(registration) == [Kind.REGISTERED]
    give(registration, "Alt")
    clock.shift(HOUR)
    give(registration, "Neu")
    registration.refresh_from_db()
    assert (registration.photo_consent_at, registration.photo_consent_wording) == (NOW, "Alt")
    assert history(registration) == [Kind.REGISTERED, Kind.PHOTO_CONSENT_GIVEN]


def test_a_stale_object_overwrites_nothing(registration: Registration, kim: User) -> None:
    stale = Registration.objects.get(pk=registration.pk)
    actions.withdraw(registration, actor=kim)
    give(stale)
    assert consents(registration)
    assert registration.status == "withdrawn"


def test_the_tick_at_registering_and_the_missing_one_later_are_in_the_history(
    excursion: Excursion, kim: User
) -> None:
    registration = factories.registration(
        excursion, kim, photo_consent=True, photo_consent_wording="Ja"
    )
    assert consents(registration)
    actions.change_answers(registration, answers=factories.answers(), actor=kim)
    assert history(registration) == [
        Kind.REGISTERED,
        Kind.PHOTO_CONSENT_GIVEN,
        Kind.CHANGED,
        Kind.PHOTO_CONSENT_WITHDRAWN,
    ]


def test_other_answers_leave_the_consent_out_of_the_history(
    registration: Registration, kim: User
) -> None:
    actions.change_answers(registration, answers=factories.answers("Kim Neu"), actor=kim)
    assert history(registration) == [Kind.REGISTERED, Kind.CHANGED]


def test_who_is_entered_by_hand_consents_through_the_organizer(
    excursion: Excursion, alex: User
) -> None:
    """And withdraws it alone, once there is an account with this address."""
    answers = factories.answers(photo_consent=True, photo_consent_wording="Ja")
    registration = actions.register_by_hand(
        excursion, actor=alex, answers=answers, email="neu@stadt.example", wish=Wish.SEAT
    )
    assert registration.events.last().actor == alex  # type: ignore[union-attr]
    person = factories.user("neu@stadt.example")
    press(logged_in(person), registration, "withdraw")
    assert not consents(registration)
    assert registration.events.last().actor == person  # type: ignore[union-attr]


def test_the_last_answer_holds_for_every_registration_of_one_person_for_one_excursion(
    excursion: Excursion, kim: User, toni: User
) -> None:
    """Who gave a place back and came again may be named in a photo under either."""
    others = [
        factories.registration(excursion, toni),
        factories.registration(factories.excursion(starts_at=excursion.ends_at), kim),
    ]
    first = factories.registration(excursion, kim)
    for registration in (*others, first):
        give(registration)
    actions.withdraw(first, actor=kim)
    second = factories.registration(excursion, kim)  # without the tick
    assert not consents(first)
    give(first)
    assert consents(second)
    withdraw(second)
    assert not consents(first)
    assert all(consents(other) for other in others)


def test_nobody_without_an_address_answers_for_others(excursion: Excursion, alex: User) -> None:
    one, other = factories.by_hand(excursion, alex), factories.by_hand(excursion, alex)
    actions.change_photo_consent(one, consent=True, wording="Ja", actor=alex)
    assert (consents(one), consents(other)) == (True, False)


def test_the_page_says_what_is_the_case_and_offers_the_one_press(
    registration: Registration, as_kim: Client
) -> None:
    page = as_kim.get(url(registration)).content.decode()
    assert "Sie haben nicht zugestimmt." in page
    assert page.split("<main")[1].split("</main>")[0].count("<button") == 1
    assert 'value="give">Fotos von mir erlauben' in page
    assert f"„{PHOTO_CONSENT}.“" in page
    assert press(as_kim, registration, "give").headers["Location"] == url(registration)
    page = as_kim.get(url(registration)).content.decode()
    assert "Danke. Fotos von Ihnen dürfen im Rückblick erscheinen." in page
    assert "Sie haben am Mittwoch, 12. Mai 2027, um 9:00 Uhr zugestimmt:" in page
    assert f"„{PHOTO_CONSENT}.“" in page
    assert 'value="withdraw">Einwilligung zurückziehen' in page
    press(as_kim, registration, "withdraw")
    page = as_kim.get(url(registration)).content.decode()
    assert "Ihre Einwilligung ist zurückgezogen." in page
    assert "Sie haben Ihre Einwilligung am Mittwoch, 12. Mai 2027, um 9:00 Uhr zurück" in page
    assert "Danke" not in page


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
    give(registration, "Alter Wortlaut")
    page = as_kim.get(url(registration)).content.decode()
    assert "„Alter Wortlaut.“" in page
    assert str(PHOTO_CONSENT) not in page


def test_looking_changes_nothing(registration: Registration, as_kim: Client) -> None:
    as_kim.get(url(registration), {"consent": "give"})
    as_kim.head(url(registration))
    assert not consents(registration)


@pytest.mark.parametrize("consent", ["", "GIVE", "on", "\x00"])
def test_a_button_that_does_not_exist_does_nothing(
    consent: str, registration: Registration, as_kim: Client
) -> None:
    give(registration)
    assert press(as_kim, registration, consent).status_code == 302
    assert consents(registration)
    assert len(history(registration)) == 2


@pytest.mark.parametrize(("consent", "after"), [("give", True), ("withdraw", False)])
def test_a_double_click_and_a_stale_page_show_what_is_the_case(
    consent: str, after: bool, registration: Registration, as_kim: Client
) -> None:
    if consent == "withdraw":
        give(registration)
    events = len(history(registration))
    for _ in range(2):
        answer = press(as_kim, registration, consent)
        assert answer.headers["Location"] == url(registration)
    assert len(list(get_messages(answer.wsgi_request))) <= 1
    assert consents(registration) is after
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
    for consent, after in (("give", True), ("withdraw", False)):
        assert f'value="{consent}"' in client.get(url(registration)).content.decode()
        press(client, registration, consent)
        assert consents(registration) is after
    assert registration.status == status


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
    give(registration)
    page = client.get(registration.get_absolute_url()).content.decode()
    assert "nicht erlaubt" not in page
