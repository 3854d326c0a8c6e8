"""Guessing passwords and codes ends soon, wherever it comes from."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from tests.accounts.login import user_of
from tests.conftest import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rate_limits")]
LOGIN = reverse("account_login")
PASSWORD = "lang und gut 2027"
LOCKED = "viele Versuche in kurzer Zeit"


@pytest.fixture
def boss(kim: User) -> User:
    kim.set_password(PASSWORD)
    kim.save()
    return kim


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def guess(client: Client, email: str, password: str = "geraten", **extra: Any) -> Any:
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def test_passwords_are_not_guessed_and_the_door_opens_again_by_code(
    boss: User, client: Client
) -> None:
    for _ in range(10):
        answer = guess(client, boss.email)
    assert LOCKED in text(answer)
    assert LOCKED in text(guess(client, boss.email, PASSWORD))
    assert user_of(client) == ""


def test_the_administration_has_no_other_door(boss: User, client: Client) -> None:
    admin = reverse("admin:login")
    for _ in range(30):
        answer = client.post(admin, {"username": boss.email, "password": PASSWORD})
        assert answer.headers["Location"].startswith(reverse("account_request_login_code"))
    assert user_of(client) == ""
    assert 'type="password"' not in text(client.get(admin, follow=True))


def test_a_forged_header_makes_nobody_a_new_visitor(boss: User) -> None:
    """Without a proxy nobody is asked what the address is."""
    client = Client(REMOTE_ADDR="192.0.2.1")
    for n in range(40):
        headers = {"x-forwarded-for": f"198.51.100.{n}"}
        answer = guess(client, f"p{n}@stadt.example", headers=headers)
    assert answer.status_code == 429
    assert guess(Client(REMOTE_ADDR="192.0.2.2"), "q@stadt.example").status_code == 200


def test_behind_a_proxy_only_its_own_word_counts(boss: User, settings: LazySettings) -> None:
    """The proxy appends the address it saw; what stands before may be invented."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = Client(REMOTE_ADDR="10.0.0.1")
    for n in range(40):
        headers = {"x-forwarded-for": f"203.0.113.{n}, 198.51.100.7"}
        answer = guess(client, f"p{n}@stadt.example", headers=headers)
    assert answer.status_code == 429
    other = {"x-forwarded-for": "198.51.100.8"}
    assert guess(client, "q@stadt.example", headers=other).status_code == 200


@pytest.mark.parametrize(
    "password",
    [
        "kurz",
        "password1234",
        "streifzug-jena-2027",
        "Rathaus Jena 1",
        "SmartesJenaErleben",
        "kim@stadt.example",
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password: str, kim: User) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, kim)


@pytest.mark.parametrize(
    "password",
    ["vier Igel mögen Quark", "x" * 32 + "ß€", "Jena liegt an einer Saaleschleife", "a b" * 40],
)
def test_no_rule_asks_for_signs_and_long_ones_are_welcome(password: str, kim: User) -> None:
    validate_password(password, kim)


def test_password_managers_know_what_to_do(client: Client, as_kim: Client) -> None:
    page = text(client.get(LOGIN))
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page
    page = text(as_kim.get(reverse("account_set_password")))
    assert page.count('autocomplete="new-password"') == 2
