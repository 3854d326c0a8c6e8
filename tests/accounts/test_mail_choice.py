"""Which mails somebody wants, said on a page that a mail links to, or by a mail program."""

from typing import Any

import pytest
from django.urls import reverse

from accounts import mail_choice
from accounts.mail_choice import Choice
from accounts.models import MailChoice, User
from tests.conftest import Client

pytestmark = pytest.mark.django_db
EMAIL = "kim@stadt.example"
BOTH = {"reminders": "on", "news": "on"}


@pytest.fixture
def url() -> str:
    """The link as it stands in a mail."""
    return reverse("account_mail_choice", args=[mail_choice.token(EMAIL)])


@pytest.fixture
def strict() -> Client:
    """A browser that is asked for the token of the form, as in production."""
    return Client(enforce_csrf_checks=True)


def wanted() -> set[str]:
    return {str(choice) for choice in Choice if mail_choice.wants(EMAIL, choice)}


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_opens_without_logging_in_and_names_no_whole_address(
    url: str, client: Client
) -> None:
    page = client.get(url)
    assert "k…@stadt.example" in text(page)
    assert EMAIL not in text(page)
    assert text(page).count(" checked") == 2
    assert "Was Ihren Platz betrifft, kommt immer" in text(page)
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in page.headers["Cache-Control"]


def test_what_is_chosen_is_said_back_and_kept(url: str, strict: Client) -> None:
    token = strict.get(url).context["csrf_token"]
    sent = {"reminders": "on", "csrfmiddlewaretoken": str(token)}
    page = strict.post(url, sent, headers={"origin": "https://testserver"})
    assert 'role="status">Gespeichert.' in text(page)
    assert text(page).count(" checked") == 1
    assert wanted() == {"reminders"}
    assert text(strict.get(url)).count(" checked") == 1


def test_one_can_have_the_mails_again_by_the_same_link(url: str, client: Client) -> None:
    client.post(url, {})
    assert wanted() == set()
    client.post(url, BOTH)
    assert wanted() == {"reminders", "news"}
    assert reverse("account_mail_choice", args=[mail_choice.token(EMAIL)]) == url


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_page_changes_nothing(method: str, url: str, client: Client) -> None:
    getattr(client, method)(url, {"List-Unsubscribe": "One-Click"})
    assert wanted() == {"reminders", "news"}


@pytest.mark.parametrize("encoding", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_the_button_of_a_mail_program_ends_both(encoding: str, url: str, strict: Client) -> None:
    if encoding.startswith("multipart"):
        answer = strict.post(url, {"List-Unsubscribe": "One-Click"})
    else:
        answer = strict.post(url, "List-Unsubscribe=One-Click", content_type=encoding)
    assert answer.status_code == 200
    assert 'An <b class="address">k…@stadt.example</b> schreiben wir nur noch' in text(answer)
    assert not answer.cookies
    assert wanted() == set()


def test_only_who_was_asked_about_loses_mails(url: str, client: Client, toni: User) -> None:
    mail_choice.token(toni.email)
    client.post(url, {"List-Unsubscribe": "One-Click"})
    assert all(mail_choice.wants(toni.email, choice) for choice in Choice)


@pytest.mark.parametrize("sent", [{}, BOTH, {"List-Unsubscribe": "Yes"}])
def test_another_site_cannot_press_the_button(
    sent: dict[str, str], url: str, strict: Client
) -> None:
    mail_choice.choose(EMAIL, reminders=True, news=False)
    assert strict.post(url, sent).status_code == 403
    assert wanted() == {"reminders"}


@pytest.mark.parametrize("token", ["x", "x" * 43, "x" * 500, "ä", "%00"])
def test_a_link_nobody_was_sent_leads_nowhere(token: str, client: Client) -> None:
    url = f"/konto/mails/{token}/"
    assert client.get(url).status_code == 404
    assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 404
    assert not MailChoice.objects.exists()


def test_the_page_answers_to_nothing_but_reading_and_pressing(url: str, client: Client) -> None:
    assert client.delete(url).status_code == 405
