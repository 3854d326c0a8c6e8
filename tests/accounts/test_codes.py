"""One-time codes: for one browser, for 15 minutes, once, and not without end."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings
from time_machine import TimeMachineFixture

from accounts.models import User
from tests import factories
from tests.accounts.login import Codes, ask, confirm, user_of
from tests.conftest import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rate_limits")]


def test_a_wrong_code_can_be_corrected_five_attempts_end_it(
    client: Client, kim: User, codes: Codes
) -> None:
    ask(client, kim.email)
    (code,) = codes()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(4):
        assert confirm(client, wrong).status_code == 200
    assert confirm(client, wrong).status_code == 302
    confirm(client, code)
    assert user_of(client) == ""


def test_after_a_wrong_code_the_right_one_still_works(
    client: Client, kim: User, codes: Codes
) -> None:
    ask(client, kim.email)
    (code,) = codes()
    confirm(client, "000000" if code != "000000" else "111111")
    confirm(client, code)
    assert user_of(client) == str(kim.pk)


def test_a_code_opens_only_the_browser_that_asked_for_it(
    client: Client, kim: User, toni: User, codes: Codes
) -> None:
    ask(client, kim.email)
    (code,) = codes()
    other = Client()
    ask(other, toni.email)
    confirm(other, code)
    assert user_of(other) == ""
    assert confirm(Client(), code).status_code == 302


def test_a_code_works_once_and_for_15_minutes(
    client: Client, kim: User, codes: Codes, clock: TimeMachineFixture
) -> None:
    ask(client, kim.email)
    (code,) = codes()
    clock.shift(timedelta(minutes=15, seconds=1))
    confirm(client, code)
    assert user_of(client) == ""
    ask(client, kim.email)
    (code,) = codes()
    clock.shift(timedelta(minutes=14))
    confirm(client, code)
    assert user_of(client) == str(kim.pk)
    client.post(reverse("account_logout"))
    confirm(client, code)
    assert user_of(client) == ""


def test_a_new_code_can_be_asked_for_and_replaces_the_old_one(
    client: Client, kim: User, codes: Codes
) -> None:
    ask(client, kim.email)
    (old,) = codes()
    answer = client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    assert answer.status_code == 302
    (new,) = codes()
    if old != new:
        confirm(client, old)
        assert user_of(client) == ""
    confirm(client, new)
    assert user_of(client) == str(kim.pk)


def test_asking_again_for_a_foreign_address_sends_nothing(client: Client, codes: Codes) -> None:
    ask(client, "wer@gmail.example")
    client.post(reverse("account_access_code"), {"access_code": ""})
    client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    assert codes() == []


def test_one_mailbox_is_not_flooded(kim: User, codes: Codes, clock: TimeMachineFixture) -> None:
    clock.move_to(factories.NOW, tick=False)
    answers = [ask(Client(), kim.email) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
    assert len(codes()) == 3
    clock.shift(timedelta(minutes=1, seconds=1))
    assert ask(Client(), kim.email).status_code == 302


def test_one_mailbox_gets_ten_codes_an_hour_at_most(
    kim: User, codes: Codes, clock: TimeMachineFixture
) -> None:
    clock.move_to(factories.NOW, tick=False)
    for _ in range(4):
        for _ in range(3):
            ask(Client(), kim.email)
        clock.shift(timedelta(minutes=2))
    assert len(codes()) == 10


def test_one_address_of_the_net_cannot_try_for_ever(
    codes: Codes, settings: Settings, clock: TimeMachineFixture
) -> None:
    clock.move_to(factories.NOW, tick=False)
    limits = settings.ACCOUNT_RATE_LIMITS
    assert int(limits["request_login_code"].split("/")[0]) >= 100  # a town hall has one address
    settings.ACCOUNT_RATE_LIMITS = limits | {"request_login_code": "5/m/ip"}
    answers = [ask(Client(), f"p{number}@stadt.example") for number in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [200]
    assert len(codes()) == 5


def test_a_few_guesses_at_each_of_many_accounts_end(
    settings: Settings, clock: TimeMachineFixture
) -> None:
    clock.move_to(factories.NOW, tick=False)
    limits = settings.ACCOUNT_RATE_LIMITS
    assert int(limits["wrong_code"].split("/")[0]) >= 30  # a town hall has one address
    settings.ACCOUNT_RATE_LIMITS = limits | {"wrong_code": "5/h/ip"}
    answers = []
    for number in range(6):
        browser = Client()
        ask(browser, f"p{number}@stadt.example")
        answers.append(confirm(browser, "000000").status_code)
    assert answers == [200] * 5 + [429]
