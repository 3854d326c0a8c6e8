"""Web server and worker hold a lock in VAR_DIR while they run, so that `restore` sees them.

The kernel lets go of it when the last process that has it ends, however it ends: nothing stale is
left behind. Other machines have a VAR_DIR of their own and are not seen.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

NAME = "running.lock"


class BusyError(CommandError):
    """Somebody has it who must not be disturbed."""


def hold() -> None:
    """Until this process ends, and whatever it starts or becomes. Others may hold it as well."""
    lock = _take(fcntl.LOCK_SH, "A backup is being restored: start again when that is done.")
    os.set_inheritable(lock, True)


@contextmanager
def alone() -> Iterator[None]:
    """Neither web server nor worker run on this machine, and none can start."""
    lock = _take(fcntl.LOCK_EX, "Web server or worker run on this machine: stop them first.")
    try:
        yield
    finally:
        os.close(lock)


def _take(kind: int, why_not: str) -> int:
    lock = os.open(Path(settings.VAR_DIR) / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise BusyError(why_not) from error
    return lock
