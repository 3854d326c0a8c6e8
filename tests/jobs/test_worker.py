"""The worker: runs what is ready, tries again with growing pauses, and gives up aloud."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from time_machine import TimeMachineFixture

from jobs import schedule, worker
from jobs.delivery import PAUSES
from jobs.worker import Worker
from tests.factories import NOW
from tests.jobs import tasks

pytestmark = pytest.mark.django_db
Status = TaskResultStatus


@pytest.fixture(autouse=True)
def _keep_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)


@pytest.fixture
def nothing_due(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_registry", {})


@pytest.fixture
def one(nothing_due: None) -> Worker:
    return Worker(worker_id="one", interval=0)


def test_what_is_ready_is_run_the_urgent_first(one: Worker, tmp_path: Path) -> None:
    path = str(tmp_path / "notes")
    tasks.note.enqueue(path)
    tasks.note_urgently.enqueue(path)
    one.work_off()
    assert Path(path).read_text().split() == ["urgent", "done"]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {Status.SUCCESSFUL}


def test_more_tasks_than_one_round_holds_are_run_in_rounds(one: Worker, tmp_path: Path) -> None:
    path = str(tmp_path / "notes")
    for number in range(worker.TASKS_BETWEEN_TICKS + 1):
        tasks.note.enqueue(path, str(number))
    one.work_off()
    assert DBTaskResult.objects.ready().count() == 1
    one.work_off()
    assert len(Path(path).read_text().split()) == worker.TASKS_BETWEEN_TICKS + 1


def test_a_failed_task_is_tried_again_with_growing_pauses_and_then_given_up_aloud(
    one: Worker, clock: TimeMachineFixture, allows_errors: pytest.LogCaptureFixture
) -> None:
    tasks.fail.enqueue()
    for number, pause in enumerate(PAUSES, start=1):
        one.work_off()
        result = DBTaskResult.objects.get()
        assert (result.status, len(result.worker_ids)) == (Status.READY, number)
        assert abs(result.run_after - timezone.now() - pause) < timedelta(seconds=5)
        one.work_off()  # before its time: nothing happens
        assert DBTaskResult.objects.get().worker_ids == ["one"] * number
        assert [r for r in allows_errors.records if r.name == "streifzug.jobs"] == []
        clock.move_to(result.run_after + timedelta(seconds=1))
    one.work_off()
    result = DBTaskResult.objects.get()
    assert (result.status, len(result.worker_ids)) == (Status.FAILED, len(PAUSES) + 1)
    assert "ConnectionRefusedError" in result.traceback
    # Django logs every try; the last one is ours.
    (error,) = (r for r in allows_errors.records if r.name == "streifzug.jobs")
    assert error.levelname == "ERROR"
    assert "tests.jobs.tasks.fail" in error.getMessage()
    clock.shift(timedelta(days=30))
    one.work_off()
    assert len(DBTaskResult.objects.get().worker_ids) == len(PAUSES) + 1


def test_the_pauses_grow_over_about_two_days() -> None:
    assert list(PAUSES) == sorted(PAUSES)
    assert sum(PAUSES, timedelta()) < timedelta(days=2)
    assert min(PAUSES) >= timedelta(seconds=1)


def test_a_task_that_no_longer_exists_is_not_the_end_of_the_worker(
    one: Worker, tmp_path: Path, allows_errors: pytest.LogCaptureFixture
) -> None:
    gone = tasks.note.enqueue(str(tmp_path / "x"))
    DBTaskResult.objects.filter(pk=gone.id).update(task_path="tests.jobs.tasks.renamed")
    tasks.note.enqueue(str(tmp_path / "notes"))
    one.work_off()
    assert (tmp_path / "notes").exists()
    assert DBTaskResult.objects.get(pk=gone.id).traceback


def running(started_at: object) -> DBTaskResult:
    result = tasks.fail.enqueue()
    DBTaskResult.objects.filter(pk=result.id).update(
        status=Status.RUNNING, started_at=started_at, worker_ids=["dead"]
    )
    return DBTaskResult.objects.get(pk=result.id)


def test_a_task_whose_worker_died_is_put_back_after_ten_minutes() -> None:
    lost = running(NOW - worker.LOST_AFTER - timedelta(seconds=1))
    busy = running(NOW - worker.LOST_AFTER)
    assert worker.rescue(NOW) == 1
    lost.refresh_from_db()
    busy.refresh_from_db()
    assert (lost.status, busy.status) == (Status.READY, Status.RUNNING)


def test_a_rescued_task_keeps_count_of_its_tries(
    one: Worker, allows_errors: pytest.LogCaptureFixture
) -> None:
    running(NOW - timedelta(hours=1))
    one.work_off()
    result = DBTaskResult.objects.get()
    assert result.worker_ids == ["dead", "one"]
    assert abs(result.run_after - timezone.now() - PAUSES[1]) < timedelta(seconds=5)


def test_what_was_given_up_is_tried_again_when_somebody_says_so(
    one: Worker, tmp_path: Path
) -> None:
    path = tmp_path / "notes"
    tasks.note.enqueue(str(path))
    DBTaskResult.objects.update(
        status=Status.FAILED, finished_at=NOW, worker_ids=["one"] * (len(PAUSES) + 1)
    )
    one.work_off()
    assert not path.exists()
    call_command("retry", verbosity=0)
    one.work_off()
    assert path.read_text() == "done\n"
    assert worker.try_again(NOW) == 0


def test_a_task_that_kills_every_worker_is_given_up(
    allows_errors: pytest.LogCaptureFixture,
) -> None:
    lost = running(NOW - timedelta(hours=1))
    lost.worker_ids = ["dead"] * (len(PAUSES) + 1)
    lost.save()
    assert worker.rescue(NOW) == 1
    lost.refresh_from_db()
    assert lost.status == Status.FAILED
    assert "Gave up" in allows_errors.text


def test_successful_tasks_are_forgotten_after_a_week_failed_ones_are_kept() -> None:
    edge = NOW - worker.KEEP_FINISHED
    for status, finished_at in (
        (Status.SUCCESSFUL, edge - timedelta(seconds=1)),
        (Status.SUCCESSFUL, edge),
        (Status.FAILED, edge - timedelta(days=99)),
    ):
        result = tasks.fail.enqueue()
        DBTaskResult.objects.filter(pk=result.id).update(status=status, finished_at=finished_at)
    assert worker.forget_finished(NOW) == 1
    assert set(DBTaskResult.objects.values_list("status", "finished_at")) == {
        (Status.SUCCESSFUL, edge),
        (Status.FAILED, edge - timedelta(days=99)),
    }
