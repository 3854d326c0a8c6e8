"""The pages around logging in: nothing is lost on the way, and each says what to do now."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from time_machine import TimeMachineFixture

from accounts.models import User
from tests import mailbox, proofs
from tests.conftest import Client, RunTasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rate_limits")]
MINE = "/meine-anmeldungen/"
PASSWORD = "lang und gut 2027"


def start(next_: str = MINE) -> str:
    return reverse("account_request_login_code", query={"next": next_})


def confirm(next_: str = MINE) -> str:
    return reverse("account_confirm_login_code", query={"next": next_})


def ask(client: Client, email: str = "kim@stadt.example", next_: str = MINE) -> Any:
    return client.post(start(next_), {"email": email})


def text(response: Any) -> str:
    """The page as one reads it: white space does not count."""
    return " ".join(response.content.decode().split())


def title(response: Any) -> str:
    found = re.search(r"<title>(.*?)</title>", text(response))
    assert found
    return found[1].strip()


def test_the_page_says_what_happens_and_whose_address_it_takes(client: Client) -> None:
    page = text(client.get(start()))
    assert "Wir schicken Ihnen einen Code. Ein Passwort brauchen Sie nicht." in page
    assert "@stadt.example" in page
    assert "@kij.example" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Bitte geben Sie Ihre E-Mail-Adresse ein."),
        ("kim@", "Bitte prüfen Sie die E-Mail-Adresse."),
    ],
)
def test_a_mistake_stands_in_the_title_in_the_summary_and_at_the_field(
    typed: str, said: str, client: Client
) -> None:
    answer = ask(client, typed)
    assert title(answer).startswith("Fehler: Einloggen")
    assert 'role="alert"' in text(answer)
    assert text(answer).count(said) == 2
    assert f'value="{typed}"' in text(answer) or not typed


def test_a_wrong_code_stays_in_the_field_and_so_does_where_one_wanted_to_go(
    client: Client, kim: User
) -> None:
    ask(client)
    answer = client.post(confirm(), {"code": "12 34 5x", "next": MINE})
    assert title(answer).startswith("Fehler: Code eingeben")
    assert text(answer).count("Dieser Code passt nicht.") == 2
    assert 'value="12 34 5x"' in text(answer)
    assert f'name="next" value="{MINE}"' in text(answer)


def test_an_empty_field_is_not_counted_as_an_attempt(client: Client, kim: User) -> None:
    ask(client)
    for _ in range(6):
        answer = client.post(confirm(), {"code": ""})
        assert "Bitte geben Sie den Code aus der E-Mail ein." in text(answer)


def test_after_five_wrong_codes_one_starts_again_with_everything_typed(
    client: Client, kim: User
) -> None:
    ask(client)
    for _ in range(5):
        answer = client.post(confirm(), {"code": "falsch"}, follow=True)
    assert answer.request["QUERY_STRING"].startswith("next=")
    assert title(answer).startswith("Fehler:")
    assert "Der Code hat fünfmal nicht gepasst" in text(answer)
    assert 'value="kim@stadt.example"' in text(answer)
    assert "fünfmal" not in text(client.get(start()))


def test_a_code_that_came_too_late_says_so_and_keeps_the_address(
    client: Client, kim: User, clock: TimeMachineFixture
) -> None:
    ask(client)
    clock.shift(timedelta(minutes=15, seconds=1))
    answer = client.post(confirm(), {"code": "123456"}, follow=True)
    assert "Dieser Code gilt nicht mehr" in text(answer)
    assert 'value="kim@stadt.example"' in text(answer)
    assert answer.request["QUERY_STRING"].startswith("next=")


def test_a_new_code_has_fifteen_minutes_of_its_own(
    client: Client,
    kim: User,
    clock: TimeMachineFixture,
    run_tasks: RunTasks,
    mailoutbox: list[EmailMessage],
) -> None:
    ask(client)
    clock.shift(timedelta(minutes=14))
    answer = client.post(confirm(), {"action": "resend"}, follow=True)
    assert "ist ein neuer Code unterwegs" in text(answer)
    clock.shift(timedelta(minutes=14))
    run_tasks()
    code = re.findall(r"\b\d{6}\b", mailbox.body(mailoutbox[-1], "plain"))[0]
    answer = client.post(confirm(), {"code": f" {code[:3]} {code[3:]} "})
    assert answer.headers["Location"] == MINE


def test_a_mistyped_address_can_be_corrected_while_a_code_is_on_its_way(
    client: Client, kim: User
) -> None:
    ask(client, "kmi@stadt.example")
    page = client.get(start())
    assert page.status_code == 200
    assert "Sie haben gerade einen Code für kmi@stadt.example angefordert." in text(page)
    answer = client.get(ask(client, "kim@stadt.example").headers["Location"])
    assert "kim@stadt.example" in text(answer)


def test_looking_at_the_first_page_again_does_not_spoil_the_code(
    client: Client, kim: User, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    ask(client)
    client.get(start())
    client.get(reverse("account_login"))
    run_tasks()
    code = re.findall(r"\b\d{6}\b", mailbox.body(mailoutbox[-1], "plain"))[0]
    assert client.post(confirm(), {"code": code}).headers["Location"] == MINE


@pytest.mark.parametrize(
    "name", ["account_request_login_code", "account_confirm_login_code", "account_login"]
)
def test_who_is_logged_in_already_is_sent_on(name: str, as_kim: Client) -> None:
    assert as_kim.get(reverse(name, query={"next": MINE})).headers["Location"] == MINE


def test_the_link_in_the_header_keeps_where_one_wanted_to_go(client: Client) -> None:
    assert text(client.get(start())).count("?next=/meine-anmeldungen/") == 1
    assert "?next=/datenschutz/" in text(client.get(reverse("pages:privacy")))


def test_a_wrong_password_keeps_the_address_and_never_the_password(
    client: Client, kim: User
) -> None:
    url = reverse("account_login", query={"next": MINE})
    answer = client.post(url, {"login": kim.email, "password": "geheim 4711"})
    assert title(answer).startswith("Fehler: Mit Passwort einloggen")
    assert "Adresse und Passwort passen nicht zusammen." in text(answer)
    assert 'value="kim@stadt.example"' in text(answer)
    assert "geheim 4711" not in text(answer)


def test_who_is_switched_off_reads_whom_to_call(client: Client, kim: User) -> None:
    kim.set_password(PASSWORD)
    kim.is_active = False
    kim.save()
    url = reverse("account_login")
    answer = client.post(url, {"login": kim.email, "password": PASSWORD}, follow=True)
    assert "Dieses Konto ist abgeschaltet" in text(answer)
    assert "03641 49-0" in text(answer)


def test_logging_out_is_asked_for_once_when_it_comes_by_a_link(as_kim: Client) -> None:
    assert "Möchten Sie sich ausloggen?" in text(as_kim.get(reverse("account_logout")))


def test_a_password_is_changed_and_has_to_be_used_once(client: Client, kim: User) -> None:
    kim.set_password(PASSWORD)
    kim.save()
    client.force_login(kim)
    url = reverse("account_change_password")
    new = {"password1": "noch viel länger 2028", "password2": "noch viel länger 2028"}
    answer = client.post(url, {"oldpassword": "falsch", **new})
    assert "Das ist nicht Ihr jetziges Passwort." in text(answer)
    answer = client.post(url, {"oldpassword": PASSWORD, **new}, follow=True)
    assert "Ihr neues Passwort gilt jetzt." in text(answer)
    assert "_auth_user_id" not in client.session
    kim.refresh_from_db()
    assert kim.check_password("noch viel länger 2028")


def test_who_has_no_password_yet_sets_the_first_one(client: Client, kim: User) -> None:
    kim.set_unusable_password()
    kim.save()
    proofs.log_in(client, kim, "code")
    answer = client.get(reverse("account_change_password"))
    assert answer.headers["Location"] == reverse("account_set_password")
    assert "Neues Passwort noch einmal" in text(client.get(answer.headers["Location"]))


def test_no_page_speaks_of_logging_in_with_the_word_for_excursions(
    client: Client, kim: User
) -> None:
    ask(client)
    for url in (start(), confirm(), reverse("account_login"), reverse("account_inactive")):
        page = re.sub(r"Meine Anmeldungen|melden Sie gern an", "", text(client.get(url)))
        assert not re.search(r"\b([Aa]nmelde|[Aa]bmelde|[Dd]ein|[Dd]u)\b", page), url
