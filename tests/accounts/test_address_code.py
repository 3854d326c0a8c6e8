"""The code for a new address: for one browser, for 15 minutes, once, and not without end."""

from datetime import timedelta

import pytest
from time_machine import TimeMachineFixture

from accounts import new_address
from accounts.models import User
from tests import factories, proofs
from tests.accounts.address import NEW, OLD, address, ask, confirm, text
from tests.accounts.login import Codes
from tests.conftest import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rate_limits")]


def wrong(code: str) -> str:
    return "000000" if code != "000000" else "111111"


def test_a_wrong_code_can_be_corrected(kim: User, as_kim: Client, codes: Codes) -> None:
    ask(as_kim)
    (code,) = codes()
    for typed in ("", wrong(code), "äöü", "12 34 5x"):
        assert confirm(as_kim, typed).status_code == 200
    assert "Dieser Code passt nicht." in text(confirm(as_kim, wrong(code)))
    confirm(as_kim, code)
    assert address(kim) == NEW


def test_after_five_wrong_codes_one_needs_a_new_one(
    kim: User, as_kim: Client, codes: Codes
) -> None:
    ask(as_kim)
    (code,) = codes()
    answers = [confirm(as_kim, wrong(code), follow=True) for _ in range(5)]
    assert "Der Code hat fünfmal nicht gepasst" in text(answers[-1])
    assert f'value="{NEW}"' in text(answers[-1])
    confirm(as_kim, code)
    assert address(kim) == OLD


def test_attempts_are_counted_even_if_the_session_forgets_them(
    kim: User, as_kim: Client, codes: Codes
) -> None:
    """As when several are made at the same time."""
    ask(as_kim)
    (code,) = codes()
    before = dict(as_kim.session)
    for _ in range(5):
        confirm(as_kim, wrong(code))
    session = as_kim.session
    session.update(before)
    session.save()
    confirm(as_kim, code)
    assert address(kim) == OLD


def test_a_code_works_for_15_minutes(
    kim: User, as_kim: Client, codes: Codes, clock: TimeMachineFixture
) -> None:
    ask(as_kim)
    (code,) = codes()
    clock.shift(timedelta(minutes=15, seconds=1))
    proofs.prove(as_kim, kim, "code")
    assert "Dieser Code gilt nicht mehr" in text(confirm(as_kim, code, follow=True))
    assert address(kim) == OLD
    ask(as_kim)
    (code,) = codes()
    clock.shift(timedelta(minutes=14))
    confirm(as_kim, code)
    assert address(kim) == NEW


def test_a_code_that_is_late_is_not_sent(
    as_kim: Client, codes: Codes, clock: TimeMachineFixture
) -> None:
    ask(as_kim)
    clock.shift(timedelta(minutes=16))
    assert codes() == []


def test_only_the_latest_code_and_its_address_count(
    kim: User, as_kim: Client, codes: Codes
) -> None:
    ask(as_kim, "kim.erst@kij.example")
    (old,) = codes()
    ask(as_kim)
    (new,) = codes()
    if old != new:
        confirm(as_kim, old)
        assert address(kim) == OLD
    confirm(as_kim, new)
    assert address(kim) == NEW


def test_a_code_opens_only_the_browser_that_asked_for_it(
    kim: User, as_kim: Client, as_toni: Client, codes: Codes
) -> None:
    ask(as_kim)
    (code,) = codes()
    ask(as_toni, "toni.neu@kij.example")
    confirm(as_toni, code)
    assert not User.objects.filter(email__in=[NEW, "toni.neu@kij.example"]).exists()


def test_the_code_itself_is_nowhere_in_the_session(as_kim: Client, codes: Codes) -> None:
    ask(as_kim)
    (code,) = codes()
    assert code not in str(as_kim.session[new_address.SESSION_KEY]["digest"])
    assert set(as_kim.session[new_address.SESSION_KEY]) == {
        "email",
        "salt",
        "digest",
        "good_until",
    }


def test_another_site_cannot_press_the_button(kim: User, codes: Codes) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(kim)
    assert ask(strict).status_code == 403
    assert codes() == []


def test_one_person_cannot_flood_mailboxes(
    as_kim: Client, codes: Codes, clock: TimeMachineFixture
) -> None:
    clock.move_to(factories.NOW, tick=False)
    answers = [ask(as_kim) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
    assert "Das waren viele Codes in kurzer Zeit." in text(answers[-1])
    for number in range(20):
        last = ask(as_kim, f"p{number}@kij.example")
    assert last.status_code == 200
    assert len(codes()) == 19
