"""Accounts nobody uses: noticed, told, and gone a month later, unless somebody comes back."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions.models import Excursion, Registration
from privacy import tasks
from privacy.models import EndingAccount
from tests import factories
from tests.conftest import RunTasks
from tests.privacy.deleting import delete, delete_all

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
IDLE = timedelta(days=settings.KEEP_DAYS["accounts"])


@pytest.fixture
def idle(clock: TimeMachineFixture) -> User:
    """Logged in for the last time just now; nobody else is there."""
    return factories.user("still@stadt.example", name="Still Ruhig", last_login=timezone.now())


def test_a_mail_comes_thirty_days_before(
    idle: User, clock: TimeMachineFixture, run_tasks: RunTasks
) -> None:
    clock.shift(IDLE - 30 * DAY - timedelta(hours=1))
    assert tasks.notice_ending.func() == 0
    clock.shift(timedelta(hours=2))
    assert tasks.notice_ending.func() == 1
    assert tasks.notice_ending.func() == 0
    run_tasks()
    (letter,) = mail.outbox
    assert letter.to == ["still@stadt.example"]
    assert letter.subject == "Ihr Konto wird gelöscht"
    gone_on = timezone.localdate() + 30 * DAY
    assert f"{gone_on:%d.%m.%Y}" in letter.body
    assert settings.SITE_URL in letter.body


def test_a_month_after_the_mail_it_is_gone(idle: User, clock: TimeMachineFixture) -> None:
    clock.shift(IDLE - 30 * DAY + timedelta(hours=1))
    tasks.notice_ending.func()
    clock.shift(30 * DAY - timedelta(hours=1))
    assert delete("accounts") == 0
    clock.shift(timedelta(hours=2))
    assert delete("accounts") == 1
    assert not User.objects.exists()
    assert not EndingAccount.objects.exists()


def test_nobody_goes_without_having_been_told(idle: User, clock: TimeMachineFixture) -> None:
    """Also when the worker stood still for years."""
    clock.shift(5 * IDLE)
    assert delete("accounts") == 0
    tasks.notice_ending.func()
    clock.shift(29 * DAY)
    assert delete("accounts") == 0


def test_who_comes_back_stays_and_starts_anew(
    idle: User, clock: TimeMachineFixture, run_tasks: RunTasks
) -> None:
    clock.shift(IDLE - 29 * DAY)
    tasks.notice_ending.func()
    clock.shift(DAY)
    User.objects.update(last_login=timezone.now())
    clock.shift(60 * DAY)
    assert delete("accounts") == 0
    tasks.notice_ending.func()
    assert not EndingAccount.objects.exists()


def test_who_came_back_before_the_mail_went_out_gets_none(
    idle: User, clock: TimeMachineFixture, run_tasks: RunTasks
) -> None:
    clock.shift(IDLE)
    tasks.notice_ending.func()
    EndingAccount.objects.all().delete()
    run_tasks()
    assert mail.outbox == []


def test_an_account_that_was_switched_off_goes_without_a_mail(
    idle: User, clock: TimeMachineFixture, run_tasks: RunTasks
) -> None:
    User.objects.update(is_active=False)
    assert tasks.notice_ending.func() == 1
    run_tasks()
    assert mail.outbox == []
    clock.shift(31 * DAY)
    assert delete("accounts") == 1


def test_switched_on_again_it_stays(idle: User, clock: TimeMachineFixture) -> None:
    User.objects.update(is_active=False)
    tasks.notice_ending.func()
    User.objects.update(is_active=True)
    clock.shift(31 * DAY)
    assert delete("accounts") == 0


def test_who_has_a_place_or_had_one_lately_stays(
    idle: User, excursion: Excursion, clock: TimeMachineFixture
) -> None:
    factories.registration(excursion, idle)
    User.objects.update(is_active=False)
    assert tasks.notice_ending.func() == 0
    clock.move_to(excursion.ends_at + timedelta(days=settings.KEEP_DAYS["registrations"]) - DAY)
    assert tasks.notice_ending.func() == 0
    clock.shift(2 * DAY)
    assert tasks.notice_ending.func() == 1
    clock.shift(31 * DAY)
    delete_all()
    assert not User.objects.exists()
    assert not Registration.objects.exists()


def test_whoever_may_do_everything_stays(idle: User, clock: TimeMachineFixture) -> None:
    User.objects.update(is_superuser=True)
    clock.shift(2 * IDLE)
    assert tasks.notice_ending.func() == 0
