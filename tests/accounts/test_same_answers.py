"""Nobody learns from text or time which addresses have an account."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import access_codes
from accounts.models import User
from tests import factories
from tests.accounts import login
from tests.accounts.login import Codes
from tests.conftest import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rate_limits")]
LOGIN = reverse("account_login")
STEP = reverse("account_access_code")
CONFIRM = reverse("account_confirm_login_code")
# Values differ, and tokens; what is asked of the database and shown to people does not.
_NAMES = r"\"s\d+_x\d+\"|\"_django_curs_\w+\""
_VALUES = re.compile(_NAMES + r"|'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b|x'[0-9a-f]+'")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')

Steps = Callable[[Client, str], list[Any]]


def by_code(client: Client, email: str) -> list[Any]:
    return [login.ask(client, email), client.get(CONFIRM)]


def once_more(client: Client, email: str) -> list[Any]:
    login.ask(client, email)
    return [client.post(CONFIRM, {"action": "resend"})]


def with_a_wrong_code(client: Client, email: str) -> list[Any]:
    login.ask(client, email)
    return [login.confirm(client, "12"), client.get(CONFIRM)]


def by_password(client: Client, email: str) -> list[Any]:
    return [client.post(LOGIN, {"login": email, "password": "geraten und falsch"})]


def by_access_code(client: Client, email: str) -> list[Any]:
    code = access_codes.LETTERS[:8]
    return [
        login.ask(client, email),
        client.get(STEP),
        client.post(STEP, {"access_code": code}),
        client.post(STEP, {"access_code": ""}),
        client.get(CONFIRM),
    ]


def seen(steps: Steps, email: str) -> tuple[list[Any], list[str]]:
    """What a visitor sees, and what the database is asked for it."""
    client = Client()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answers = steps(client, email)
    shown = [
        (
            answer.status_code,
            answer.headers.get("Location", ""),
            _TOKEN.sub("", answer.content.decode()).replace(email, "…"),
        )
        for answer in answers
    ]
    return shown, [_VALUES.sub("?", one["sql"]) for one in asked.captured_queries]


@pytest.mark.parametrize("steps", [by_code, once_more, with_a_wrong_code])
@pytest.mark.parametrize("other", ["neu@stadt.example", "aus@stadt.example"])
def test_addresses_of_the_city(steps: Steps, other: str, kim: User, codes: Codes) -> None:
    factories.user("aus@stadt.example", name="Ausgeschieden", is_active=False)
    seen(steps, "warm@stadt.example")
    known, unknown = seen(steps, kim.email), seen(steps, other)
    assert known[0] == unknown[0]
    assert known[1] == unknown[1]


@pytest.mark.parametrize("steps", [by_code, by_access_code])
def test_private_addresses(steps: Steps, codes: Codes) -> None:
    factories.unit("Bauhof")
    factories.user("rosa@post.example", name="Rosa Reh")
    seen(steps, "warm@post.example")
    known, unknown = seen(steps, "rosa@post.example"), seen(steps, "ruth@post.example")
    assert known[0] == unknown[0]
    assert known[1] == unknown[1]


@pytest.mark.parametrize("has_password", [True, False])
def test_passwords_of_known_and_unknown_addresses_are_hashed_alike(
    has_password: bool, kim: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    if has_password:
        kim.set_password("lang und gut 2027")
        kim.save()
    hashed: list[str] = []
    from django.contrib.auth.hashers import MD5PasswordHasher

    encode = MD5PasswordHasher.encode

    def counting(self: Any, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    counts = []
    for email in (kim.email, "niemand@stadt.example", "aus@post.example"):
        hashed.clear()
        answer = seen(by_password, email)[0]
        counts.append((len(hashed), answer))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0][0] >= 1


def test_only_who_may_come_gets_a_mail(kim: User, codes: Codes) -> None:
    factories.user("aus@stadt.example", is_active=False)
    for email in (kim.email, "neu@stadt.example", "aus@stadt.example", "ruth@post.example"):
        seen(by_code, email)
    assert len(codes()) == 2
