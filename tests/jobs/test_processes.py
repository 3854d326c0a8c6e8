"""Real worker processes: killed in the middle, told to stop, and many at once."""

import signal
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jobs import schedule, worker
from jobs.models import Schedule
from tests.factories import NOW
from tests.jobs import tasks
from tests.processes import Start, wait_for, workers
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def start() -> Iterator[Start]:
    with workers() as start:
        yield start


def test_a_task_whose_worker_is_killed_is_run_by_another(start: Start, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    task = tasks.hang_the_first_time.enqueue(str(trace))
    process = start()
    wait_for(trace.exists)
    process.send_signal(signal.SIGKILL)
    process.wait()
    lost = DBTaskResult.objects.get(pk=task.id)
    assert lost.status == TaskResultStatus.RUNNING
    assert lost.started_at
    assert worker.rescue(lost.started_at + worker.LOST_AFTER) == 0
    assert worker.rescue(lost.started_at + worker.LOST_AFTER + timedelta(seconds=1)) == 1
    start()
    wait_for(lambda: DBTaskResult.objects.successful().filter(pk=task.id).exists())
    done = DBTaskResult.objects.get(pk=task.id)
    assert done.return_value == "second try"
    assert len(done.worker_ids) == 2


def test_a_worker_that_is_told_to_stop_does(start: Start) -> None:
    process = start()
    due = len(schedule._registry)
    wait_for(lambda: DBTaskResult.objects.successful().count() == due)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0


def test_many_workers_tick_and_each_work_is_enqueued_once() -> None:
    for at in (NOW, NOW + timedelta(days=1)):
        DBTaskResult.objects.all().delete()
        names = race(*[partial(schedule.tick, at)] * 8)
        enqueued = sorted(name for found in names if isinstance(found, list) for name in found)
        assert enqueued == sorted(schedule._registry)
        assert DBTaskResult.objects.count() == len(schedule._registry)
    assert Schedule.objects.count() == len(schedule._registry)


def test_many_workers_run_each_task_once(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    for number in range(40):
        tasks.note.enqueue(str(path), str(number))
    workers = [worker.Worker(worker_id=f"w{number}", interval=0) for number in range(4)]
    race(*[one.run for one in workers])
    assert sorted(map(int, path.read_text().split())) == list(range(40))
