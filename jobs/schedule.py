"""Due work: what is enqueued how often. Needs no cron and no leader; any worker may tick."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.tasks import Task
from django.utils.functional import Promise

from jobs.models import Schedule


@dataclass(frozen=True)
class Due:
    """A task, the pause between two runs, and what it does in words for the IT."""

    task: Task[Any, Any]
    every: timedelta
    what: Promise


_registry: dict[str, Due] = {}


def register(task: Task[Any, Any], *, every: timedelta, what: Promise) -> None:
    """Has this task enqueued again and again. Called from an app's `ready()`."""
    _registry[task.name] = Due(task, every, what)


def works() -> list[Due]:
    """Everything that is due again and again."""
    return [_registry[name] for name in sorted(_registry)]


def tick(at: datetime) -> list[str]:
    """Enqueues what is due, each once however many workers tick; returns the names.

    After a long standstill the work runs once, not once for every run that was missed.
    """
    known = set(Schedule.objects.values_list("name", flat=True))
    if missing := _registry.keys() - known:
        Schedule.objects.bulk_create(
            [Schedule(name=name, next_run_at=at) for name in missing], ignore_conflicts=True
        )
    if not Schedule.objects.filter(name__in=_registry, next_run_at__lte=at).exists():
        return []
    enqueued = []
    with transaction.atomic():
        due = Schedule.objects.select_for_update(skip_locked=True).filter(
            name__in=_registry, next_run_at__lte=at
        )
        for schedule in due:
            work = _registry[schedule.name]
            work.task.enqueue()
            schedule.next_run_at = at + work.every
            schedule.save(update_fields=["next_run_at"])
            enqueued.append(schedule.name)
    return enqueued
