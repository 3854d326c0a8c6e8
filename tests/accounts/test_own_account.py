"""The page of the own account, and the band that says that mails do not arrive."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import mail_choice
from accounts.mail_choice import Choice
from accounts.models import MailChoice, User
from tests.conftest import Client
from tests.factories import NOW

pytestmark = pytest.mark.django_db
BAND = 'Unsere E-Mails an <b class="address">k…@stadt.example</b> kommen nicht an.'


@pytest.fixture
def unreached(kim: User) -> User:
    kim.mail_fails_since = NOW
    kim.save()
    return kim


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_it_shows_who_one_is_and_leads_on(as_kim: Client) -> None:
    page = text(as_kim.get(reverse("account_own")))
    assert "Kim Beispiel" in page
    assert "kim@stadt.example" in page
    assert f'href="{reverse("account_change_address")}"' in page
    assert f'href="{reverse("account_own")}" aria-current="page"' in page
    assert BAND not in page


def test_a_person_without_a_name_reads_no_empty_line(kim: User, as_kim: Client) -> None:
    User.objects.update(name="")
    assert "<dt>Name</dt>" not in text(as_kim.get(reverse("account_own")))


def test_mails_are_chosen_here_as_well(kim: User, as_kim: Client) -> None:
    answer = as_kim.post(reverse("account_own"), {"news": "on"}, follow=True)
    assert "Gespeichert." in text(answer)
    assert text(answer).count(" checked") == 1
    assert not mail_choice.wants(kim.email, Choice.REMINDERS)
    assert mail_choice.wants(kim.email, Choice.NEWS)


def test_looking_at_the_page_writes_nothing(as_kim: Client) -> None:
    as_kim.get(reverse("account_own"))
    assert not MailChoice.objects.exists()


@pytest.mark.parametrize(
    "name", ["account_own", "account_change_address", "account_confirm_address"]
)
def test_the_pages_are_for_those_who_are_logged_in(name: str, client: Client) -> None:
    for answer in (client.get(reverse(name)), client.post(reverse(name), {"news": "on"})):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse("account_request_login_code"))
    assert not MailChoice.objects.exists()


@pytest.mark.parametrize("page", ["/", "/meine-anmeldungen/", "/konto/", "/datenschutz/"])
def test_who_is_not_reached_reads_so_on_every_page(
    page: str, unreached: User, as_kim: Client
) -> None:
    seen = text(as_kim.get(page))
    assert BAND in seen
    assert f'href="{reverse("account_change_address")}"' in seen
    assert "03641 49-0" in seen


def test_nobody_else_reads_it(unreached: User, as_toni: Client, client: Client) -> None:
    assert "kommen nicht an" not in text(as_toni.get("/"))
    assert "kommen nicht an" not in text(client.get("/"))


def test_it_costs_no_question_to_the_database(kim: User, as_kim: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            as_kim.get("/datenschutz/")
        return len(queries)

    before = asked()
    User.objects.filter(pk=kim.pk).update(mail_fails_since=NOW)
    assert asked() == before
