"""Is it still the same person? Asked before what could not be undone."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from time_machine import TimeMachineFixture

from accounts.models import User
from privacy.tasks import delete_expired
from tests import factories, mailbox, proofs
from tests.accounts.login import CODE, Codes
from tests.conftest import Client, RunTasks, logged_in
from tests.privacy.deleting import found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rate_limits")]
WANTED = reverse("account_change_address")
PAGE = reverse("account_fresh", query={"next": WANTED})
AGAIN = reverse("account_send_again", query={"next": WANTED})
PASSWORD = "lang und gut 2027"


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def press(client: Client, action: str, **fields: str) -> Any:
    return client.post(PAGE, {"action": action, **fields})


@pytest.fixture
def stale(kim: User, clock: TimeMachineFixture) -> Client:
    """Kim, logged in for some minutes."""
    client = logged_in(kim, "code")
    clock.move_to(factories.NOW + timedelta(minutes=6))
    return client


def test_who_has_just_logged_in_is_not_asked(kim: User) -> None:
    assert logged_in(kim, "code").get(WANTED).status_code == 200


def test_after_five_minutes_a_page_asks_and_leads_back(stale: Client, codes: Codes) -> None:
    assert stale.get(WANTED).headers["Location"] == PAGE
    assert "Code an k…@stadt.example senden" in text(stale.get(PAGE))
    assert "Code aus der E-Mail" in text(press(stale, "send"))
    (code,) = codes()
    assert press(stale, "code", code=code).headers["Location"] == WANTED
    assert stale.get(WANTED).status_code == 200


def test_looking_at_the_page_sends_nothing(stale: Client, codes: Codes) -> None:
    stale.get(PAGE)
    assert codes() == []


def test_what_was_typed_waits_and_is_sent_with_one_more_press(stale: Client, codes: Codes) -> None:
    assert stale.post(WANTED, {"email": "kim.neu@kij.example"}).headers["Location"] == PAGE
    assert "bleibt erhalten" in text(stale.get(PAGE))
    press(stale, "send")
    (code,) = codes()
    assert press(stale, "code", code=code).headers["Location"] == AGAIN
    page = text(stale.get(AGAIN))
    assert f'action="{WANTED}"' in page
    assert 'name="email" value="kim.neu@kij.example"' in page
    sent = stale.post(WANTED, {"email": "kim.neu@kij.example"})
    assert sent.headers["Location"] == reverse("account_confirm_address")
    assert stale.get(AGAIN).headers["Location"] == WANTED


def test_what_was_typed_waits_for_an_hour(
    stale: Client, kim: User, clock: TimeMachineFixture
) -> None:
    stale.post(WANTED, {"email": "kim.neu@kij.example"})
    clock.shift(timedelta(minutes=59))
    assert "kim.neu@kij.example" in text(stale.get(AGAIN))
    clock.shift(timedelta(minutes=2))
    assert stale.get(AGAIN).headers["Location"] == WANTED
    delete_expired.func()
    assert found("kim.neu@kij.example") == {}


def test_passwords_are_not_kept(stale: Client) -> None:
    stale.post(reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD})
    assert "typed" not in stale.session


def test_a_wrong_code_says_so_and_the_right_one_still_works(stale: Client, codes: Codes) -> None:
    press(stale, "send")
    (code,) = codes()
    wrong = press(stale, "code", code=str((int(code) + 1) % 10**6).zfill(6))
    assert "Dieser Code passt nicht." in text(wrong)
    assert "<title> Fehler:" in text(wrong)
    assert press(stale, "code", code=code).headers["Location"] == WANTED


def test_a_code_is_good_once_and_for_one_browser(kim: User, stale: Client, codes: Codes) -> None:
    press(stale, "send")
    (code,) = codes()
    other = logged_in(kim, "code")
    assert "Dieser Code gilt nicht mehr." in text(press(other, "code", code=code))
    press(stale, "code", code=code)
    assert "Dieser Code gilt nicht mehr." in text(press(stale, "code", code=code))


def test_five_wrong_codes_end_it(stale: Client, codes: Codes) -> None:
    press(stale, "send")
    (code,) = codes()
    for _ in range(5):
        answer = press(stale, "code", code="abcdef")
    assert "Bitte fordern Sie einen neuen an." in text(answer)
    assert press(stale, "code", code=code).status_code == 200
    assert stale.get(WANTED).status_code == 302


def test_a_code_ends_after_a_quarter_of_an_hour(
    stale: Client, codes: Codes, clock: TimeMachineFixture
) -> None:
    press(stale, "send")
    (code,) = codes()
    clock.shift(timedelta(minutes=16))
    assert "Dieser Code gilt nicht mehr." in text(press(stale, "code", code=code))


def test_many_codes_are_refused(stale: Client, codes: Codes) -> None:
    for _ in range(4):
        answer = press(stale, "send")
    assert "viele Codes in kurzer Zeit" in text(answer)
    assert len(codes()) == 3


def test_a_password_will_do_for_who_has_one(kim: User, clock: TimeMachineFixture) -> None:
    kim.set_password(PASSWORD)
    kim.save()
    client = logged_in(kim, "password")
    clock.shift(timedelta(minutes=6))
    assert "Oder mit Ihrem Passwort" in text(client.get(PAGE))
    assert "nicht Ihr jetziges Passwort" in text(press(client, "password", password="falsch"))
    assert press(client, "password", password=PASSWORD).headers["Location"] == WANTED


def test_passwords_are_not_guessed_here(kim: User) -> None:
    kim.set_password(PASSWORD)
    kim.save()
    client = logged_in(kim, "password")
    for _ in range(6):
        answer = press(client, "password", password="falsch")
    assert "viele Versuche in kurzer Zeit" in text(answer)
    assert press(client, "password", password=PASSWORD).status_code == 200


def test_without_a_password_nobody_is_asked_for_one(stale: Client) -> None:
    assert "Passwort" not in text(stale.get(PAGE))
    assert press(stale, "password", password="").status_code == 200
    assert stale.get(WANTED).status_code == 302


def test_it_leads_to_no_other_site(stale: Client, codes: Codes) -> None:
    page = reverse("account_fresh", query={"next": "https://evil.example/"})
    stale.post(page, {"action": "send"})
    answer = stale.post(page, {"action": "code", "code": codes()[0]})
    assert answer.headers["Location"] == reverse("account_own")


def test_the_proofs_of_somebody_else_are_worth_nothing(kim: User, toni: User) -> None:
    client = logged_in(kim, "code")
    proofs.prove(client, toni, "code")
    assert client.get(WANTED).status_code == 302


def test_the_mail_says_what_it_is_for(
    stale: Client, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    press(stale, "send")
    run_tasks()
    (mail,) = mailoutbox
    assert mail.to == ["kim@stadt.example"]
    assert mail.subject == "Ihr Code zur Bestätigung (15 Minuten gültig)"
    body = mailbox.body(mail, "plain")
    assert len(CODE.findall(body)) == 1
    assert "dass Sie es sind" in body
