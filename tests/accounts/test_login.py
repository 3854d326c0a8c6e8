"""Logging in with a code: one page, one answer, whoever asks."""

import re

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from accounts.models import User
from tests import factories, mailbox
from tests.accounts.login import CODE, Codes, ask, confirm, user_of
from tests.conftest import Client, RunTasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rate_limits")]


def test_a_colleague_logs_in_with_the_code_from_the_mail(
    client: Client, kim: User, codes: Codes
) -> None:
    answer = ask(client, "kim@stadt.example")
    assert answer.status_code == 302
    assert user_of(client) == ""
    (code,) = codes()
    assert confirm(client, code).status_code == 302
    assert user_of(client) == str(kim.pk)


def test_the_mail_says_what_it_is_for_and_keeps_its_code_out_of_reach(
    client: Client, kim: User, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    ask(client, kim.email)
    run_tasks()
    (mail,) = mailoutbox
    parsed = mailbox.parse(mail)
    assert (parsed["To"], parsed["Auto-Submitted"]) == (kim.email, "auto-generated")
    assert CODE.search(mailbox.body(mail, "html"))
    assert "15 Minuten" in mailbox.body(mail, "plain")


@pytest.mark.parametrize("typed", ["KIM@Stadt.Example", "  kim@stadt.example  "])
def test_the_address_may_be_typed_in_any_way(
    typed: str, client: Client, kim: User, codes: Codes
) -> None:
    ask(client, typed)
    (code,) = codes()
    confirm(client, code)
    assert user_of(client) == str(kim.pk)
    assert User.objects.count() == 1


def test_a_new_colleague_has_an_account_that_is_usable_only_after_the_code(
    client: Client, codes: Codes
) -> None:
    ask(client, "Neu@Stadt.example")
    person = User.objects.get()
    assert (person.email, person.name, person.last_login) == ("neu@stadt.example", "", None)
    assert not person.has_usable_password()
    assert client.get(reverse("excursions:mine")).status_code == 302
    (code,) = codes()
    confirm(client, code)
    person.refresh_from_db()
    assert user_of(client) == str(person.pk)
    assert person.last_login


def test_everybody_reads_the_same_answer_and_only_colleagues_get_a_mail(
    kim: User, codes: Codes
) -> None:
    factories.user("weg@stadt.example", is_active=False)
    pages = []
    for email in ("kim@stadt.example", "neu@kij.example", "weg@stadt.example"):
        client = Client()
        answer = ask(client, email)
        page = client.get(answer.headers["Location"]).content.decode()
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
        pages.append((answer.status_code, answer.headers["Location"], page.replace(email, "…")))
        sent = len(codes())
        assert sent == (email in {"kim@stadt.example", "neu@kij.example"}), email
    assert len(set(pages)) == 1


@pytest.mark.parametrize(
    "email", ["kim@stadt.example.evil.example", "kim@evilstadt.example", "stadt.example", ""]
)
def test_a_domain_that_only_looks_like_ours_is_foreign(
    email: str, client: Client, codes: Codes
) -> None:
    ask(client, email)
    assert codes() == []
    assert not User.objects.exists()


def test_who_was_deactivated_after_asking_does_not_get_in(
    client: Client, kim: User, codes: Codes
) -> None:
    ask(client, kim.email)
    (code,) = codes()
    User.objects.update(is_active=False)
    confirm(client, code)
    assert user_of(client) == ""


def test_who_is_deactivated_while_logged_in_is_out(as_kim: Client) -> None:
    assert as_kim.get(reverse("excursions:mine")).status_code == 200
    User.objects.update(is_active=False)
    assert as_kim.get(reverse("excursions:mine")).status_code == 302


@pytest.mark.parametrize("next_", ["/meine-anmeldungen/", "/exkursionen/x/anmelden/"])
def test_one_gets_where_one_wanted_to_go(
    next_: str, client: Client, kim: User, codes: Codes
) -> None:
    answer = ask(client, kim.email, next_)
    assert "next=" in answer.headers["Location"]
    (code,) = codes()
    assert confirm(client, code, next_).headers["Location"] == next_


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "https:///evil.example",
        "javascript:alert(1)",
        "https://exkursionen.stadt.example@evil.example/",
        "\thttps://evil.example",
    ],
)
def test_nobody_is_led_to_another_site(evil: str, client: Client, kim: User, codes: Codes) -> None:
    answer = ask(client, kim.email, evil)
    assert "evil" not in answer.headers["Location"]
    (code,) = codes()
    assert confirm(client, code, evil).headers["Location"] == reverse("excursions:list")


@pytest.mark.parametrize(("stay", "ends"), [("", True), ("on", False)])
def test_the_session_ends_with_the_browser_unless_one_wants_to_stay(
    stay: str, ends: bool, client: Client, kim: User, codes: Codes
) -> None:
    ask(client, kim.email, **({"stay_logged_in": stay} if stay else {}))
    (code,) = codes()
    confirm(client, code)
    assert client.session.get_expire_at_browser_close() is ends


def test_logging_out_needs_a_press_on_the_button(as_kim: Client, kim: User) -> None:
    as_kim.get(reverse("account_logout"))
    assert user_of(as_kim) == str(kim.pk)
    as_kim.post(reverse("account_logout"))
    assert user_of(as_kim) == ""


@pytest.mark.parametrize(
    "path", ["signup/", "password/reset/", "email/", "password/change/", "3rdparty/"]
)
def test_pages_of_allauth_that_nobody_needs_do_not_exist(path: str, as_kim: Client) -> None:
    assert as_kim.get(f"/konto/{path}").status_code == 404
    assert as_kim.post(f"/konto/{path}", {"email": "privat@gmail.example"}).status_code == 404


def test_a_password_works_for_who_has_one(client: Client, kim: User) -> None:
    kim.set_password("lang und gut 2027")
    kim.save()
    url = reverse("account_login")
    assert client.post(url, {"login": kim.email, "password": "falsch"}).status_code == 200
    assert user_of(client) == ""
    client.post(url, {"login": kim.email, "password": "lang und gut 2027"})
    assert user_of(client) == str(kim.pk)
