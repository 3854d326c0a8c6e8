"""Real worker processes on the database of the tests; none outlives its test."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
Start = Callable[[], subprocess.Popen[bytes]]


def database_url() -> str:
    """The database of the tests, for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].replace("/postgres?", f"/{name}?")


@contextmanager
def workers(**environment: str) -> Iterator[Start]:
    """Gives a function that starts one `manage.py worker`."""
    started: list[subprocess.Popen[bytes]] = []
    defaults = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_url()}

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "worker", "--interval", "0.1"]
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | defaults | environment)
        started.append(process)
        return process

    try:
        yield start
    finally:
        for process in started:
            process.kill()
            process.wait()


def wait_for(true: Callable[[], bool], *, seconds: float = 60) -> None:
    """Looks until it is true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
