"""An organizer corrects the address of somebody whom mails do not reach."""

import pytest
from django.core.mail import EmailMessage
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
def seat(excursion: Excursion, kim: User) -> Registration:
    return factories.registration(excursion, kim)


def test_a_corrected_address_gets_the_present_state(
    as_alex: Client,
    kim: User,
    seat: Registration,
    run_tasks: RunTasks,
    mailoutbox: list[EmailMessage],
    caplog: pytest.LogCaptureFixture,
) -> None:
    became(seat, "undeliverable", error="550 unknown user")
    assert "Die letzte E-Mail kam nicht an (Bestätigung): unzustellbar." in see(as_alex, seat)
    page = as_alex.get(url(seat, "correct_address")).content.decode()
    assert "Bisher: kim@stadt.example" in page
    assert "loggt sich die Person künftig auch ein" in page
    html = press(as_alex, seat, "correct_address", email=" Kim.Neu@Stadt.Example ")
    assert "Die Adresse von Kim Beispiel ist berichtigt." in html
    assert "E-Mail-Adresse berichtigt" in html
    assert "event=address_changed" in caplog.text
    kim.refresh_from_db()
    assert kim.email == "kim.neu@stadt.example"
    run_tasks()
    subjects = {mail.to[0]: mail.subject for mail in mailoutbox}
    assert subjects.keys() == {"kim@stadt.example", "kim.neu@stadt.example"}
    assert subjects["kim@stadt.example"] == "Ihr Konto hat eine neue Adresse"
    assert "Bitte anrufen" not in see(as_alex, seat)


def test_who_phoned_gets_an_address(as_alex: Client, alex: User, excursion: Excursion) -> None:
    phoned = factories.by_hand(excursion, alex)
    assert "nur am Telefon" in see(as_alex, phoned)
    assert "loggt" not in as_alex.get(url(phoned, "correct_address")).content.decode()
    press(as_alex, phoned, "correct_address", email="neu@stadt.example")
    phoned.refresh_from_db()
    assert phoned.email == "neu@stadt.example"
    assert not DBTaskResult.objects.exists()  # no account, so nobody to tell
    assert phoned.messages.get().state == "queued"


def test_the_call_off_follows_to_the_corrected_address(
    as_alex: Client, alex: User, seat: Registration
) -> None:
    actions.cancel(seat.excursion, actor=alex, reason="Sturm")
    became(seat, "undeliverable")
    press(as_alex, seat, "correct_address", email="neu@stadt.example")
    last = seat.messages.latest("pk")
    assert (last.kind, last.state) == ("cancelled", "queued")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Bitte geben Sie die E-Mail-Adresse ein."),
        ("kim@stadt", "E-Mail-Adresse"),
        ("neu@stadt.example\nBcc: toni@kij.example", "E-Mail-Adresse"),
        ("KIM@stadt.example", "Diese Adresse haben wir schon."),
        ("toni@kij.example", "Diese Adresse gehört jemand anderem."),
    ],
)
def test_an_address_is_refused_at_its_field(
    as_alex: Client, toni: User, kim: User, seat: Registration, typed: str, sentence: str
) -> None:
    response = as_alex.post(url(seat, "correct_address"), {"email": typed})
    (error,) = response.context["form"].errors["email"]
    assert sentence in error
    assert "<title>Fehler: " in response.content.decode()
    kim.refresh_from_db()
    assert kim.email == "kim@stadt.example"
    assert seat.messages.count() == 1


@pytest.mark.parametrize("who", ["alex", "robin"])
def test_nobody_takes_over_an_account_with_rights(
    request: pytest.FixtureRequest, as_alex: Client, excursion: Excursion, who: str
) -> None:
    person = request.getfixturevalue(who)
    own = factories.registration(excursion, person)
    before = person.email
    response = as_alex.post(url(own, "correct_address"), {"email": "meins@stadt.example"})
    assert "Bitte fragen Sie die IT." in response.content.decode()
    person.refresh_from_db()
    assert person.email == before
