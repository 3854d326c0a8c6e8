"""Deletes what is due, a little at a time (docs/decisions/0018).

A rule is a small declared thing: what it is about, which rows are due, how they go. Each batch
is a short transaction of its own that also writes the count. So whoever is killed in the middle
leaves nothing half done, and whoever comes later, twice or beside another goes on with the rest.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from privacy.models import DeletionRun

logger = logging.getLogger("streifzug.privacy")

Pks = list[Any]
Rows = QuerySet[Any]


def delete(rows: Rows) -> int:
    """The usual way rows go; returns how many of their own table."""
    return rows.delete()[1].get(rows.model._meta.label, 0)


@dataclass(frozen=True)
class Rule:
    """Rows that are due, and how they go.

    `hold` locks what else has to stand still, in the order of everybody who writes. Then `erase`
    gets some rows, locked, in the same transaction, and returns how many it did. What it has done
    must not be due any more.
    """

    name: str
    label: Any  # for people
    due: Callable[[datetime], Rows]
    erase: Callable[[Rows], int] = delete
    hold: Callable[[Rows], None] | None = None
    batch: int = 200

    def count(self, at: datetime) -> int:
        """How many are due now."""
        return self.due(at).count()

    def batches(self, at: datetime) -> Iterator[Callable[[], int]]:
        """One after the other; each is to be called in a transaction."""
        last: Any = None
        while True:
            rows = self.due(at).order_by("pk")
            if last is not None:
                rows = rows.filter(pk__gt=last)
            pks = list(rows.values_list("pk", flat=True)[: self.batch])
            if not pks:
                return
            yield partial(self._erase, at, pks)
            last = pks[-1]

    def _erase(self, at: datetime, pks: Pks) -> int:
        """What somebody else has in hand is theirs; what is not due any more stays."""
        due = self.due(at).filter(pk__in=pks)
        if self.hold:
            self.hold(due)
        mine = due.select_for_update(skip_locked=True, of=("self",))
        locked = list(mine.values_list("pk", flat=True))
        model: type[Model] = due.model
        return self.erase(model._default_manager.filter(pk__in=locked)) if locked else 0


@dataclass(frozen=True)
class Sweep:
    """The same for what is not rows of a model: files, the table of the cache."""

    name: str
    label: Any
    find: Callable[[datetime], list[str]]
    remove: Callable[[list[str]], int]
    batch: int = 50

    def count(self, at: datetime) -> int:
        """How many are due now."""
        return len(self.find(at))

    def batches(self, at: datetime) -> Iterator[Callable[[], int]]:
        """As those of a rule."""
        found = self.find(at)
        for start in range(0, len(found), self.batch):
            some = found[start : start + self.batch]
            yield partial(self.remove, some)


def carry_out(
    rules: "list[Rule | Sweep]",
    *,
    run: DeletionRun | None = None,
    seconds: float | None = None,
) -> DeletionRun:
    """Applies the rules in order; with `seconds` it stops after that time and is not finished.

    A rule that fails does not keep the others from being applied; its error is raised at the end.
    """
    run = run or DeletionRun.objects.create()
    ends = time.monotonic() + seconds if seconds is not None else None
    failed: list[Exception] = []
    for rule in rules:
        try:
            for erase in rule.batches(timezone.now()):
                _do(run, rule.name, erase)
                if ends is not None and time.monotonic() > ends:
                    return run
        except Exception as error:
            logger.exception("Deletion of %s failed", rule.name)
            failed.append(error)
    if failed:
        raise failed[0]
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    return run


@transaction.atomic
def _do(run: DeletionRun, name: str, erase: Callable[[], int]) -> None:
    """What is deleted and that it was: both, or neither."""
    done = erase()
    if done:
        row = DeletionRun.objects.select_for_update().get(pk=run.pk)
        row.counts[name] = row.counts.get(name, 0) + done
        row.save(update_fields=["counts"])
        run.counts = row.counts
