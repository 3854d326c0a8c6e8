"""One browser that sends many requests at the very same moment gets no more tries by it."""

from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from time_machine import TimeMachineFixture

from accounts.models import User
from tests import factories
from tests.accounts.login import ask, confirm, user_of
from tests.conftest import Client
from tests.racing import FEW, race

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("rate_limits"),
]


@pytest.fixture(autouse=True)
def _clock_that_runs(clock: TimeMachineFixture) -> None:
    """Requests that wait for a counter give up after a second, which has to pass."""
    clock.move_to(factories.NOW, tick=True)


def copies(email: str) -> list[Client]:
    """The same browser several times, after it asked for a code."""
    first = Client()
    ask(first, email)
    made = [Client() for _ in range(FEW)]
    for one in made:
        one.cookies[settings.SESSION_COOKIE_NAME] = first.cookies[settings.SESSION_COOKIE_NAME]
    return made


def test_five_wrong_codes_are_all_also_at_once(kim: User) -> None:
    guesses = [
        partial(confirm, browser, f"{number:03d}{again:03d}")
        for number, browser in enumerate(copies(kim.email))
        for again in range(3)
    ]
    answers: list[Any] = race(*guesses)
    assert len(answers) == 3 * FEW
    # „Dieser Code stimmt nicht“ is said to whoever guessed wrong, and to nobody after that.
    assert sum(answer.status_code == 200 for answer in answers) <= 5


def test_a_mailbox_is_not_flooded_by_asking_again_at_once(kim: User) -> None:
    url = reverse("account_confirm_login_code")
    race(*[partial(browser.post, url, {"action": "resend"}) for browser in copies(kim.email)])
    sent = DBTaskResult.objects.filter(task_path__endswith="send_login_code")
    assert sent.count() <= 3


def test_a_code_opens_one_session_also_at_once(kim: User) -> None:
    browsers = copies(kim.email)[:5]
    login = browsers[0].session["account_login"]
    code = login["state"]["stages"]["login_by_code"]["data"]["code"]
    race(*[partial(confirm, browser, code) for browser in browsers])
    assert [user_of(browser) for browser in browsers].count(str(kim.pk)) == 1
