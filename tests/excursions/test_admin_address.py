"""An organizer corrects the address of somebody whom mails do not reach."""

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from excursions import actions
from excursions.models import Excursion, Registration
from tests import factories
from tests.conftest import Client, RunTasks
from tests.excursions.outcome import became
from tests.excursions.test_admin_person import press, see, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def phoned(excursion: Excursion, alex: User) -> Registration:
    """Without an account, at an address that is mistyped."""
    return factories.by_hand(excursion, alex, email="anruf@stadt.example")


def test_a_corrected_address_gets_the_present_state(
    as_alex: Client,
    phoned: Registration,
    run_tasks: RunTasks,
    mailoutbox: list[EmailMessage],
    caplog: pytest.LogCaptureFixture,
) -> None:
    became(phoned, "undeliverable", error="550 unknown user")
    assert "Die letzte E-Mail kam nicht an (Bestätigung): unzustellbar." in see(as_alex, phoned)
    page = as_alex.get(url(phoned, "correct_address")).content.decode()
    assert "Bisher: anruf@stadt.example" in page
    html = press(as_alex, phoned, "correct_address", email=" Anruf.Neu@Stadt.Example ")
    assert "Die Adresse von Anruf ist berichtigt." in html
    assert "E-Mail-Adresse berichtigt" in html
    assert "event=address_changed" in caplog.text
    phoned.refresh_from_db()
    assert phoned.email == "anruf.neu@stadt.example"
    run_tasks()
    assert [mail.to for mail in mailoutbox] == [["anruf.neu@stadt.example"]]
    assert "Bitte anrufen" not in see(as_alex, phoned)


def test_who_phoned_gets_an_address(as_alex: Client, alex: User, excursion: Excursion) -> None:
    phoned = factories.by_hand(excursion, alex)
    assert "nur am Telefon" in see(as_alex, phoned)
    press(as_alex, phoned, "correct_address", email="neu@stadt.example")
    phoned.refresh_from_db()
    assert phoned.email == "neu@stadt.example"
    assert not DBTaskResult.objects.exists()  # no account, so nobody to tell
    assert phoned.messages.get().state == "queued"


def test_the_call_off_follows_to_the_corrected_address(
    as_alex: Client, alex: User, phoned: Registration
) -> None:
    actions.cancel(phoned.excursion, actor=alex, reason="Sturm")
    became(phoned, "undeliverable")
    press(as_alex, phoned, "correct_address", email="neu@stadt.example")
    last = phoned.messages.latest("pk")
    assert (last.kind, last.state) == ("cancelled", "queued")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Bitte geben Sie die E-Mail-Adresse ein."),
        ("kim@stadt", "E-Mail-Adresse"),
        ("neu@stadt.example\nBcc: toni@kij.example", "E-Mail-Adresse"),
        ("ANRUF@stadt.example", "Diese Adresse haben wir schon."),
        ("toni@kij.example", "Diese Adresse gehört jemand anderem."),
    ],
)
def test_an_address_is_refused_at_its_field(
    as_alex: Client, toni: User, phoned: Registration, typed: str, sentence: str
) -> None:
    response = as_alex.post(url(phoned, "correct_address"), {"email": typed})
    (error,) = response.context["form"].errors["email"]
    assert sentence in error
    assert "<title>Fehler: " in response.content.decode()
    phoned.refresh_from_db()
    assert phoned.email == "anruf@stadt.example"
    assert phoned.messages.count() == 1


@pytest.mark.parametrize("who", ["kim", "robin", "alex"])
def test_nobody_takes_over_an_account(
    request: pytest.FixtureRequest, as_alex: Client, excursion: Excursion, who: str
) -> None:
    """Organizers may enter anybody for an excursion of theirs: with the address of the account
    they would read what that person told others.
    """
    person: User = request.getfixturevalue(who)
    data = {"name": "Jemand", "email": person.email, "other_unit": "Archiv", "wish": "seat"}
    as_alex.post(reverse("admin:excursions_excursion_by_hand", args=[excursion.pk]), data)
    own, before = excursion.registrations.get(user=person), person.email
    assert "berichtigen" not in see(as_alex, own)
    for answer in (
        as_alex.get(url(own, "correct_address")),
        as_alex.post(url(own, "correct_address"), {"email": "meins@fremd.example"}),
    ):
        html = answer.content.decode()
        assert "Das ist die Adresse eines Kontos." in html
        assert 'type="email"' not in html
    person.refresh_from_db()
    assert person.email == before


def test_who_cannot_be_reached_changes_the_address_of_the_account(
    as_alex: Client, kim: User, excursion: Excursion
) -> None:
    seat = factories.registration(excursion, kim)
    assert "Das ist die Adresse eines Kontos." not in see(as_alex, seat)
    User.objects.filter(pk=kim.pk).update(mail_fails_since=factories.NOW)
    assert "Das ist die Adresse eines Kontos." in see(as_alex, seat)
