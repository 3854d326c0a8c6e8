"""The worker's part: a little at a time, and the command that only counts."""

import io
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions.models import AccessNeeds, Excursion, NeedsReading, Registration
from privacy import tasks
from privacy.models import DeletionRun, Headcount
from tests import factories
from tests.privacy.deleting import delete

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(excursion: Excursion, kim: User, clock: TimeMachineFixture) -> Registration:
    """So long ago that everything about it is due."""
    registration = factories.registration(excursion, kim, needs="Rampe")
    clock.move_to(excursion.ends_at + timedelta(days=400))
    return registration


def test_one_task_deletes_what_is_due_and_writes_one_line(over: Registration) -> None:
    assert tasks.delete_due.func() is True
    assert not Registration.objects.exists()
    run = DeletionRun.objects.get()
    assert run.finished_at
    assert (run.counts["needs"], run.counts["registrations"]) == (1, 1)
    assert Headcount.objects.get().registered is None


def test_what_takes_longer_is_done_in_several_tasks_with_one_line(
    over: Registration, clock: TimeMachineFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SECONDS", 0)
    done = tasks.delete_due.func()
    rounds = 1
    while not done:
        (waiting,) = DBTaskResult.objects.filter(task_path=tasks.delete_due.module_path)
        assert waiting.run_after > timezone.now()
        (run_id,) = waiting.args_kwargs["args"]
        waiting.delete()
        done = tasks.delete_due.func(run_id)
        rounds += 1
    assert rounds > 2
    assert not Registration.objects.exists()
    assert DeletionRun.objects.get().counts["registrations"] == 1


def test_repeated_it_deletes_nothing_more(over: Registration) -> None:
    tasks.delete_due.func()
    tasks.delete_due.func()
    first, second = DeletionRun.objects.order_by("pk")
    assert first.counts
    assert second.counts == {}


def test_what_is_expired_leaves_a_line_only_if_there_was_something(
    clock: TimeMachineFixture,
) -> None:
    ends = timezone.now() + timedelta(minutes=1)
    Session.objects.create(session_key="x", session_data="", expire_date=ends)
    assert tasks.delete_expired.func() == 0
    assert not DeletionRun.objects.exists()
    clock.shift(timedelta(minutes=2))
    assert tasks.delete_expired.func() == 1
    assert DeletionRun.objects.get().counts == {"sessions": 1}


def test_the_command_only_counts_when_asked_to(over: Registration) -> None:
    before = dump()
    out = io.StringIO()
    call_command("retention", "--dry-run", stdout=out)
    assert "1  Anmeldungen\n" in out.getvalue()
    assert "1  Bedarf\n" in out.getvalue()
    assert dump() == before


def test_the_command_deletes_what_is_due(over: Registration) -> None:
    out = io.StringIO()
    call_command("retention", stdout=out)
    assert "1  Anmeldungen\n" in out.getvalue()
    assert not Registration.objects.exists()


def dump() -> dict[str, list[str]]:
    """Every row of every table."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = {}
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(map(str, cursor.fetchall()))
    return found


def test_whose_needs_were_read_is_forgotten_with_them_and_who_read_a_year_later(
    excursion: Excursion, kim: User, alex: User, clock: TimeMachineFixture
) -> None:
    registration = factories.registration(excursion, kim, needs="Rampe")
    reading = NeedsReading.objects.create(
        excursion=excursion, registration=registration, reader=alex
    )
    clock.move_to(excursion.ends_at + timedelta(days=14, minutes=-1))
    assert delete("needs", "read_of") == 0
    clock.shift(timedelta(minutes=2))
    assert delete("needs", "read_of") == 2
    reading.refresh_from_db()
    assert (reading.registration, reading.reader) == (None, alex)
    assert not AccessNeeds.objects.exists()
    clock.move_to(reading.at + timedelta(days=365, minutes=-1))
    assert delete("readings") == 0
    clock.shift(timedelta(minutes=2))
    assert delete("readings") == 1
