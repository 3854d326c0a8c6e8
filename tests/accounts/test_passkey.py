"""A passkey alone is both factors: only together with the finger, the face or the PIN."""

import pytest
from django.urls import reverse

from accounts.models import User
from tests.accounts import login
from tests.accounts.login import Codes
from tests.accounts.passkey import Passkey
from tests.conftest import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rate_limits")]
ALONE, SHOW = reverse("mfa_login_webauthn"), reverse("mfa_authenticate")


def challenge_of(client: Client) -> str:
    return str(client.session["mfa.webauthn.state"]["challenge"])


def second_step(client: Client, user: User, codes: Codes) -> None:
    """The page that asks for the passkey after the code."""
    login.ask(client, user.email)
    login.confirm(client, codes()[0])
    client.get(SHOW)


def test_alone_it_opens_with_its_pin(client: Client, alex: User) -> None:
    key = Passkey(alex)
    for with_pin, who in ((False, ""), (True, str(alex.pk))):
        client.get(ALONE, headers={"accept": "application/json"})
        answer = key.answer(challenge_of(client), with_pin=with_pin)
        client.post(ALONE, {"credential": answer})
        assert login.user_of(client) == who


def test_after_the_code_it_opens_with_its_pin(client: Client, alex: User, codes: Codes) -> None:
    key = Passkey(alex)
    second_step(client, alex, codes)
    for with_pin, who in ((False, ""), (True, str(alex.pk))):
        answer = key.answer(challenge_of(client), with_pin=with_pin)
        client.post(SHOW, {"credential": answer})
        assert login.user_of(client) == who


def test_a_found_one_opens_nothing_by_a_question_to_somebody_else(
    client: Client, alex: User, kim: User, codes: Codes
) -> None:
    """The question of the second step lies in the session, for whatever is sent next."""
    found, _own = Passkey(alex), Passkey(kim)
    second_step(client, kim, codes)
    answer = found.answer(challenge_of(client), with_pin=False)
    client.post(ALONE, {"credential": answer})
    assert login.user_of(client) == ""
