"""Photos of one person in the administration: what was signed, and what a call has ended."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from excursions import actions, consents
from excursions.consents import WORDINGS
from excursions.models import Excursion, Registration
from tests import factories
from tests.conftest import Client
from tests.excursions import editor

pytestmark = pytest.mark.django_db


def url(registration: Registration, name: str = "photos") -> str:
    pks = [registration.excursion_id, registration.pk]
    return reverse(f"admin:excursions_excursion_{name}", args=pks)


def press(client: Client, registration: Registration, **sent: Any) -> Any:
    return client.post(url(registration), sent, follow=True)


@pytest.fixture
def phoned(excursion: Excursion, alex: User) -> Registration:
    """Entered by hand, without an account; said yes to photos."""
    registration = factories.by_hand(excursion, alex)
    actions.give_photo_consents(registration, [consents.on_the_phone()], actor=alex)
    return registration


def given(registration: Registration) -> dict[str, str]:
    return dict(registration.photo_consents.values_list("use", "channel"))


def test_what_was_said_on_the_phone_is_told_apart_everywhere(
    as_alex: Client, excursion: Excursion, phoned: Registration
) -> None:
    assert "genügt nicht, um ein Foto zu veröffentlichen" in as_alex.get(url(phoned)).text
    for page in (url(phoned, "person"), editor.url(excursion, "people")):
        assert "nur am Telefon zugesagt" in as_alex.get(page).text
    # Whoever takes the photos may take one.
    assert "kein Foto" not in as_alex.get(editor.url(excursion, "people_list")).text


def test_the_form_to_enter_somebody_says_what_the_tick_is_worth(
    as_alex: Client, excursion: Excursion
) -> None:
    address = editor.url(excursion, "by_hand")
    assert "Veröffentlicht wird ein Foto erst" in as_alex.get(address).text
    typed = {"name": "Anruf", "other_unit": "Archiv", "photo_consent": "on", "wish": "seat"}
    as_alex.post(address, typed)
    assert given(Registration.objects.get(name="Anruf")) == {"website": "phone"}


def test_a_signed_form_is_noted_with_the_place_where_it_is(
    as_alex: Client, phoned: Registration
) -> None:
    page = as_alex.get(url(phoned)).text
    for wording in WORDINGS.values():
        assert str(wording) in page  # the sentences somebody signs
    answer = press(as_alex, phoned, use=["website", "press"], kept=" Ordner\n3 ")
    assert "Eingetragen: Anruf hat unterschrieben." in answer.text
    assert given(phoned) == {"website": "paper", "press": "paper"}
    assert "auf einem unterschriebenen Formular (Ordner 3)" in answer.text
    assert "Unterschriebenes Formular: Ordner 3" in as_alex.get(url(phoned, "person")).text


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"use": "website"}, "Bitte geben Sie an, wo das Formular liegt."),
        ({"use": "website", "kept": "\u200b"}, "Bitte geben Sie an, wo das Formular liegt."),
        ({"kept": "Ordner 3"}, "Bitte kreuzen Sie an, was unterschrieben wurde."),
        ({"kept": "Ordner 3", "use": "film"}, "Bitte wählen Sie etwas aus der Liste."),
    ],
)
def test_an_incomplete_note_changes_nothing(
    sent: dict[str, str], sentence: str, as_alex: Client, phoned: Registration
) -> None:
    answer = press(as_alex, phoned, **sent)
    assert sentence in answer.text
    assert "Fehler:" in answer.text
    assert given(phoned) == {"website": "phone"}


def test_a_call_ends_one_use_also_of_somebody_with_an_account(
    as_alex: Client, alex: User, excursion: Excursion, kim: User
) -> None:
    registration = factories.registration(excursion, kim)
    factories.agree(registration, "website", "press")
    assert "Ab jetzt zurückgezogen" in press(as_alex, registration, withdraw="press").text
    assert given(registration) == {"website": "form"}
    last = registration.events.last()
    assert last
    assert (last.actor, last.channel, last.use) == (alex, "phone", "press")


def test_only_the_team_of_the_excursion_gets_there(
    as_alex: Client, as_kim: Client, as_robin: Client, excursion: Excursion, phoned: Registration
) -> None:
    other = factories.registration(factories.excursion(team=[]))
    assert as_alex.get(url(other)).status_code == 404
    for client in (as_kim, as_robin):
        assert press(client, phoned, withdraw="website").status_code != 200 or given(phoned)
        assert given(phoned) == {"website": "phone"}


@pytest.mark.parametrize("number", [1, 3])
def test_questions_to_the_database_do_not_grow(
    number: int, as_alex: Client, phoned: Registration, alex: User, django_assert_num_queries: Any
) -> None:
    said = [consents.signed(use, kept="Ordner 3") for use in list(WORDINGS)[:number]]
    actions.give_photo_consents(phoned, said, actor=alex)
    as_alex.get(url(phoned))
    with django_assert_num_queries(8):
        as_alex.get(url(phoned))
