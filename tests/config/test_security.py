"""What every answer carries, and what happens when a page was open for too long."""

from typing import Any

import django.test
import pytest
from django.test import override_settings
from django.urls import reverse

from accounts.models import User
from excursions.models import Excursion, Registration
from tests import factories
from tests.conftest import Client

pytestmark = pytest.mark.django_db
HTML = ["excursions:list", "account_request_login_code", "account_login", "pages:privacy"]


class Checking(Client):
    """A browser that is asked for its token."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)


def test_cookies_are_for_this_site_over_https_only(excursion: Excursion, client: Client) -> None:
    answer = client.post(reverse("excursions:register", args=[excursion.slug]), {"name": "Kim"})
    session = answer.cookies["__Host-session"]
    token = client.get(reverse("account_request_login_code")).cookies["__Host-csrf"]
    for cookie in (session, token):
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_visitors_get_no_cookie_for_reading(excursion: Excursion, client: Client) -> None:
    for page in (reverse("excursions:list"), excursion.get_absolute_url()):
        assert not client.get(page).cookies


@pytest.mark.parametrize("name", HTML)
def test_pages_bring_no_script_or_style_of_their_own(name: str, client: Client) -> None:
    page = client.get(reverse(name)).content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert " onclick=" not in page
    assert "<script>" not in page
    assert 'src="http' not in page


@override_settings(SECURE_SSL_REDIRECT=True)
def test_plain_http_is_led_to_https() -> None:
    answer = django.test.Client().get("/", headers={"host": "exkursionen.stadt.example"})
    assert answer.status_code == 301
    assert answer.headers["Location"].startswith("https://exkursionen.stadt.example/")


def test_another_host_is_refused(client: Client, allows_errors: Any) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400


OWN = {"origin": "https://testserver", "referer": "https://testserver/"}


@pytest.fixture
def page(excursion: Excursion) -> str:
    return reverse("excursions:register", args=[excursion.slug])


def test_without_the_token_nothing_happens_and_nothing_typed_is_lost(page: str, kim: User) -> None:
    """Somebody logged out and in again in another tab: the page asks for one more press."""
    client = Checking()
    client.force_login(kim)
    typed = {"wish": "seat", "name": "Kim <b>", "needs": "Stufenlos", "csrfmiddlewaretoken": "alt"}
    answer = client.post(page, typed, headers=OWN)
    assert answer.status_code == 403
    assert not Registration.objects.exists()
    html = answer.content.decode()
    assert 'name="needs" value="Stufenlos"' in html
    assert 'value="Kim &lt;b&gt;"' in html
    assert 'name="wish" value="seat"' in html
    assert 'value="alt"' not in html
    fresh = html.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    again = typed | {
        "csrfmiddlewaretoken": fresh,
        "other_unit": "Archiv",
        "needs_consent": "on",
    }
    assert client.post(page, again, headers=OWN).status_code == 302
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"referer": "https://evil.example/"},
        {},
    ],
)
def test_another_site_gets_nothing_repeated(headers: dict[str, str], page: str, kim: User) -> None:
    client = Checking()
    client.force_login(kim)
    answer = client.post(page, {"wish": "seat", "name": "Untergeschoben"}, headers=headers)
    assert answer.status_code == 403
    assert "Untergeschoben" not in answer.content.decode()
    assert not Registration.objects.exists()


def test_codes_and_passwords_are_never_repeated() -> None:
    client = Checking()
    for name, typed in (
        ("account_login", {"login": "kim@stadt.example", "password": "geheim-2027"}),
        ("account_confirm_login_code", {"code": "123456"}),
    ):
        answer = client.post(reverse(name), typed, headers=OWN)
        assert answer.status_code == 403
        assert "geheim-2027" not in answer.content.decode()
        assert "123456" not in answer.content.decode()


@pytest.mark.parametrize("query", ["?x=%00", "?next=%00", "?page=%F0%28%8C%BC", "?" + "a=1&" * 50])
def test_strange_addresses_are_pages_or_not_found_but_no_errors(
    query: str, excursion: Excursion, client: Client
) -> None:
    for path in ("/", excursion.get_absolute_url(), reverse("account_request_login_code")):
        assert client.get(path + query).status_code < 500


def test_null_bytes_in_a_form_are_a_mistake_not_an_error(page: str, as_kim: Client) -> None:
    typed = {"wish": "seat", "name": "Kim\x00", "other_unit": "x\x00", "swap": "\x00"}
    assert as_kim.post(page, typed).status_code == 200
    assert not Registration.objects.exists()


def test_an_unknown_page_is_not_found_in_our_own_words(client: Client) -> None:
    answer = client.get("/gibt-es-nicht/")
    assert answer.status_code == 404
    assert "03641 49-0" in answer.content.decode()


def test_fields_that_were_not_asked_for_change_nothing(
    page: str, excursion: Excursion, kim: User, toni: User, as_kim: Client
) -> None:
    """Who sends more than the form holds, sends it for nothing."""
    more = {
        "status": "confirmed",
        "user": toni.pk,
        "email": "toni@kij.example",
        "queue_order": "-1",
        "is_staff": "on",
        "is_superuser": "on",
        "photo_consents": "website",
        "use": "website",
        "excursion": "999",
        "groups": "1",
    }
    factories.fill(excursion)
    typed = {"wish": "waitlist", "name": "Kim", "other_unit": "Archiv"}
    assert as_kim.post(page, typed | more).status_code == 302
    registration = Registration.objects.latest("pk")
    assert (registration.user, registration.excursion, registration.email) == (kim, excursion, "")
    assert registration.is_waiting
    assert registration.queue_order != -1
    assert not registration.photo_consents.exists()
    as_kim.post(reverse("account_own"), more)
    kim.refresh_from_db()
    assert not (kim.is_staff)
    assert not (kim.is_superuser)
    assert not (kim.groups.exists())
    assert kim.email == "kim@stadt.example"
