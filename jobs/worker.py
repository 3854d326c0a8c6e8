"""The worker: django-tasks-db's, plus what it lacks: retries, rescue of lost tasks, due work.

Measured without this layer: a failing task is never tried again, and a task whose worker was
killed stays "running" for ever.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connections, transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from jobs import rounds, schedule
from jobs.delivery import PAUSES

logger = logging.getLogger("streifzug.jobs")

# Longer than the longest task (a mail server that hangs is given up after 20 seconds).
LOST_AFTER = timedelta(minutes=10)
KEEP_FINISHED = timedelta(days=7)
TASKS_BETWEEN_TICKS = 100


class Worker(db_worker.Worker):
    """Runs tasks until it is told to stop; several may run side by side."""

    def __init__(self, *, worker_id: str, interval: float = 1.0) -> None:
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=TASKS_BETWEEN_TICKS,
            worker_id=worker_id,
            excluded_queue_names=[],
        )

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Runs one task; a failed one is put back with a growing pause."""
        super().run_task(db_task_result)
        if db_task_result.status == TaskResultStatus.FAILED:
            retry(db_task_result, timezone.now())

    def work_off(self) -> int:
        """Does what is due now, rescues what was lost, and runs what is ready, a part of each;
        returns how many pieces of work that were.
        """
        at = timezone.now()
        rescue(at)
        schedule.tick(at)
        self._run_tasks = 0
        self.run()
        done = self._run_tasks
        # A signal in the middle of a round is noticed after its present piece of work.
        self.running_task = True
        done += rounds.go(lambda: self.running)
        self.running_task = False
        return done

    def work_off_everything(self) -> None:
        """For cron: until nothing is left to do now."""
        with _rounds():
            while self.running and self.work_off():
                pass

    def run_forever(self) -> None:
        """Works until SIGTERM or SIGINT; a task that runs then is finished first."""
        with _rounds():
            while self.running:
                if not self.work_off() and self.running:
                    time.sleep(self.interval)


@contextmanager
def _rounds() -> Iterator[None]:
    rounds.begin()
    try:
        yield
    except SystemExit:
        # A signal: it may have ended the work in the middle of a statement.
        connections.close_all()
        raise
    finally:
        rounds.end()


def retry(result: DBTaskResult, at: datetime) -> None:
    """Puts a failed task back after a growing pause, unless it was tried often enough."""
    tries = len(result.worker_ids)
    _put_back(result, at, run_after=at + PAUSES[min(tries, len(PAUSES)) - 1])


def rescue(at: datetime) -> int:
    """Puts tasks back whose worker died in the middle, to run at once; returns how many.

    A task that kills its worker every time counts as tried, so it ends like any other.
    """
    lost = DBTaskResult.objects.running().filter(started_at__lt=at - LOST_AFTER)
    if not lost.exists():
        return 0
    with transaction.atomic():
        rescued = list(lost.select_for_update(skip_locked=True))
        for result in rescued:
            _put_back(result, at, run_after=result.run_after)
    return len(rescued)


def _put_back(result: DBTaskResult, at: datetime, *, run_after: datetime) -> None:
    tries = len(result.worker_ids)
    if tries > len(PAUSES):
        logger.error("Gave up task %s (%s) after %s tries", result.id, result.task_path, tries)
        result.status = TaskResultStatus.FAILED
        result.finished_at = at
    else:
        result.status = TaskResultStatus.READY
        result.run_after = run_after
        result.finished_at = None
    result.save(update_fields=["status", "run_after", "finished_at"])


def try_again(at: datetime) -> int:
    """Puts back what was given up, once its cause is mended; returns how many."""
    given_up = DBTaskResult.objects.failed()
    return given_up.update(
        status=TaskResultStatus.READY, run_after=at, finished_at=None, worker_ids=[]
    )


def forget_finished(at: datetime) -> int:
    """Deletes successful tasks after a week; returns how many."""
    finished = DBTaskResult.objects.successful().filter(finished_at__lt=at - KEEP_FINISHED)
    return finished.delete()[0]
