"""The same for what machines keep: logs, the queue, sessions, counters."""

import inspect
from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.tasks import Task, TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from time_machine import TimeMachineFixture

import accounts.tasks
from accounts import mail_choice
from accounts.models import MailChoice, User
from excursions.models import Excursion
from pages.models import BarrierReport
from privacy.models import DeletionRun
from privacy.rules import technical
from tests import factories
from tests.conftest import logged_in
from tests.privacy.deleting import delete, delete_all

pytestmark = pytest.mark.django_db
KEEP = settings.KEEP_DAYS
MINUTE = timedelta(minutes=1)


def edge(name: str, since: datetime) -> datetime:
    """The last moment something is kept."""
    return since + timedelta(days=KEEP[name])


def test_a_choice_of_mails_goes_when_nobody_has_the_address_any_more(
    excursion: Excursion, alex: User, kim: User, clock: TimeMachineFixture
) -> None:
    factories.by_hand(excursion, alex, email="anruf@stadt.example")
    mail_choice.prepare({"anruf@stadt.example", kim.email, "weg@stadt.example"})
    assert delete("mail_choices") == 1
    clock.move_to(edge("registrations", excursion.ends_at) + MINUTE)
    delete_all()
    assert [choice.email for choice in MailChoice.objects.all()] == [kim.email]


def test_the_log_of_the_administration_goes(alex: User, clock: TimeMachineFixture) -> None:
    LogEntry.objects.log_actions(alex.pk, [alex], CHANGE, "x", single_object=True)
    clock.move_to(edge("admin_log", factories.NOW) - MINUTE)
    assert delete("admin_log") == 0
    clock.move_to(edge("admin_log", factories.NOW) + MINUTE)
    assert delete("admin_log") == 1


@pytest.mark.parametrize(
    ("status", "minutes", "gone"),
    [
        (TaskResultStatus.SUCCESSFUL, 4, 0),
        (TaskResultStatus.SUCCESSFUL, 6, 1),
        (TaskResultStatus.READY, 59, 0),
        (TaskResultStatus.READY, 61, 1),
        (TaskResultStatus.FAILED, 61, 1),
        (TaskResultStatus.RUNNING, 61, 0),
    ],
)
def test_a_code_to_log_in_goes_once_it_is_sent_or_over(
    status: str, minutes: int, gone: int, clock: TimeMachineFixture
) -> None:
    accounts.tasks.send_login_code.enqueue("kim@stadt.example", "123456", "2027-05-12T09:15+02:00")
    finished_at = timezone.now() if status == TaskResultStatus.SUCCESSFUL else None
    DBTaskResult.objects.update(status=status, finished_at=finished_at)
    clock.shift(timedelta(minutes=minutes))
    assert delete("codes") == gone


def test_every_task_with_a_code_is_one_of_them() -> None:
    with_code = {
        task.module_path
        for task in vars(accounts.tasks).values()
        if isinstance(task, Task) and "code" in inspect.signature(task.func).parameters
    }
    assert with_code == {task.module_path for task in technical.CODES}


def test_tasks_that_failed_go_with_the_addresses_in_them(clock: TimeMachineFixture) -> None:
    accounts.tasks.tell_former_address.enqueue("kim@stadt.example", "neu@stadt.example")
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
    clock.move_to(edge("logs", factories.NOW) - MINUTE)
    assert delete("tasks") == 0
    clock.move_to(edge("logs", factories.NOW) + MINUTE)
    assert delete("tasks") == 1


def test_sessions_go_when_they_end() -> None:
    for key, minutes in (("over", -1), ("runs", 1)):
        ends = timezone.now() + timedelta(minutes=minutes)
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
    assert delete("sessions") == 1
    assert Session.objects.get().session_key == "runs"


def test_what_is_known_of_a_session_goes_with_it(kim: User, clock: TimeMachineFixture) -> None:
    client = logged_in(kim)
    assert client.session.session_key
    for key in (client.session.session_key, "over"):
        UserSession.objects.create(
            user=kim, session_key=key, ip="192.0.2.7", user_agent="Browser", data={}
        )
    clock.shift(timedelta(minutes=6))
    assert delete("known_sessions") == 1
    assert UserSession.objects.get().session_key == client.session.session_key


def test_a_reported_barrier_goes_after_the_answer_and_not_before(
    clock: TimeMachineFixture,
) -> None:
    BarrierReport.objects.create(what="Zu klein", email="kim@stadt.example")
    BarrierReport.objects.create(what="Kein Kontrast", answered_at=factories.NOW)
    clock.move_to(edge("barriers", factories.NOW) - MINUTE)
    assert delete("barriers") == 0
    clock.move_to(edge("barriers", factories.NOW) + MINUTE)
    assert delete("barriers") == 1
    assert BarrierReport.objects.get().what == "Zu klein"


@pytest.mark.usefixtures("rate_limits")
def test_counters_that_ended_go_and_the_others_count_on(clock: TimeMachineFixture) -> None:
    cache.set("kurz", 1, timeout=60)
    cache.set("lang", 1, timeout=3600)
    clock.shift(timedelta(minutes=2))
    assert delete("cache") == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        assert cursor.fetchone() == (1,)
    assert cache.get("lang") == 1


def test_the_log_of_the_deletion_goes_as_well(clock: TimeMachineFixture) -> None:
    delete("runs")
    clock.move_to(edge("deletions", factories.NOW) - MINUTE)
    assert delete("runs") == 0
    clock.move_to(edge("deletions", factories.NOW) + MINUTE)
    assert delete("runs") == 1
    assert DeletionRun.objects.count() == 2
