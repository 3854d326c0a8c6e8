"""Every worker says now and then that it is alive."""

import logging
import os
import socket
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.db.models import QuerySet
from django.utils import timezone

from operations.models import RunningWorker

logger = logging.getLogger("streifzug.jobs")

EVERY = 15  # seconds
SILENT_AFTER = timedelta(minutes=2)  # longer than the rounds of a busy worker take
FORGET_AFTER = timedelta(days=1)

# Of this process alone.
_last: float | None = None


def beat(goes_on: Callable[[], bool]) -> int:
    """Writes down that this process is alive, four times a minute. Counts as no work."""
    global _last
    now = time.monotonic()
    if _last is not None and now - _last < EVERY:
        return 0
    _last = now
    at = timezone.now()
    RunningWorker.objects.update_or_create(name=_name(), defaults={"seen_at": at})
    RunningWorker.objects.filter(seen_at__lt=at - FORGET_AFTER).delete()
    return 0


def leave() -> None:
    """Whoever ends in order is missed at once. The one whose database is away cannot say so."""
    try:
        RunningWorker.objects.filter(name=_name()).delete()
    except DatabaseError:
        logger.warning("The database is away: this worker is forgotten in a moment.")


def lately(at: datetime) -> QuerySet[RunningWorker]:
    """Those that were alive a moment ago, on whatever machine."""
    return RunningWorker.objects.filter(seen_at__gt=at - SILENT_AFTER)


def _name() -> str:
    return f"{socket.gethostname()}-{os.getpid()}"
