"""Where somebody is logged in, and how that ends."""

import re
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse

from accounts import devices
from accounts.models import User
from tests.accounts import login
from tests.accounts.login import Codes
from tests.conftest import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rate_limits")]
PAGE = reverse("account_sessions")
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/19.0 Mobile/15E148 Safari/604.1"
)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def come(codes: Codes, user: User, device: str) -> Client:
    client = Client(headers={"user-agent": device})
    login.ask(client, user.email, stay_logged_in="on")
    login.confirm(client, codes()[0])
    return client


@pytest.fixture
def office(kim: User, codes: Codes) -> Client:
    return come(codes, kim, OFFICE)


@pytest.fixture
def phone(kim: User, codes: Codes) -> Client:
    return come(codes, kim, PHONE)


def is_in(client: Client) -> bool:
    return bool(client.get(reverse("account_own")).status_code == 200)


def test_every_device_stands_there_and_this_one_is_marked(office: Client, phone: Client) -> None:
    page = text(phone.get(PAGE))
    assert page.index("Safari auf iPhone") < page.index("Firefox auf Windows")
    assert page.count("dieses Gerät") == 1
    assert len(re.findall("Firefox auf Windows ausloggen|Überall sonst ausloggen", page)) == 2


def test_one_device_is_logged_out(office: Client, phone: Client) -> None:
    (pk,) = re.findall(r'name="session" value="(\d+)"', text(phone.get(PAGE)))
    assert "Dort sind Sie jetzt ausgeloggt." in text(phone.post(PAGE, {"session": pk}, follow=True))
    assert (is_in(office), is_in(phone)) == (False, True)


def test_all_others_are_logged_out(office: Client, phone: Client, kim: User) -> None:
    key = phone.session.session_key
    assert "nur hier nicht" in text(phone.post(PAGE, follow=True))
    assert (is_in(office), is_in(phone)) == (False, True)
    assert phone.session.session_key != key
    assert [one.session_key for one in UserSession.objects.all()] == [phone.session.session_key]


@pytest.mark.parametrize("session", ["0", "x", "-1", "999999"])
def test_a_session_that_is_not_there_changes_nothing(session: str, phone: Client) -> None:
    phone.post(PAGE, {"session": session})
    assert is_in(phone)


def test_nobody_ends_the_session_of_somebody_else(office: Client, toni: User, codes: Codes) -> None:
    theirs = UserSession.objects.get()
    come(codes, toni, PHONE).post(PAGE, {"session": str(theirs.pk)})
    assert is_in(office)


def test_where_in_the_network_somebody_was_is_not_kept(office: Client) -> None:
    assert set(UserSession.objects.values_list("ip", flat=True)) == {"::"}


def test_after_logging_out_the_cookie_is_worth_nothing(office: Client) -> None:
    cookie = office.cookies[settings.SESSION_COOKIE_NAME].value
    office.post(reverse("account_logout"))
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert not is_in(thief)
    assert not Session.objects.filter(session_key=cookie).exists()
    assert not UserSession.objects.purge_and_list(User.objects.get())


def test_logging_in_makes_a_new_session(kim: User, codes: Codes) -> None:
    client = Client()
    login.ask(client, kim.email)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    login.confirm(client, codes()[0])
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_a_new_password_ends_them_all(office: Client, phone: Client, kim: User) -> None:
    kim.refresh_from_db()
    kim.set_password("lang und gut 2027")
    kim.save()
    assert (is_in(office), is_in(phone)) == (False, False)


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (OFFICE, "Firefox auf Windows"),
        (PHONE, "Safari auf iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge auf Linux"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/150.0 Mobile Safari/537.36", "Chrome auf Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/19 Safari/605", "Safari auf Mac"),
        ("curl/8", "Unbekanntes Gerät"),
        ("<script>", "Unbekanntes Gerät"),
    ],
)
def test_a_device_has_a_name_that_people_know(user_agent: str, said: str) -> None:
    assert devices.name(user_agent) == said
