"""Every worker says now and then that it is alive."""

import os
import socket
import time
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from operations.models import RunningWorker

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
    name = f"{socket.gethostname()}-{os.getpid()}"
    RunningWorker.objects.update_or_create(name=name, defaults={"seen_at": at})
    RunningWorker.objects.filter(seen_at__lt=at - FORGET_AFTER).delete()
    return 0
