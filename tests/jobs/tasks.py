"""Tasks that only the tests run."""

import time
from pathlib import Path

from django.tasks import task


@task
def note(path: str, line: str = "done") -> None:
    """Leaves a line behind."""
    with Path(path).open("a") as file:
        file.write(line + "\n")


@task(priority=50)
def note_urgently(path: str) -> None:
    with Path(path).open("a") as file:
        file.write("urgent\n")


@task
def fail() -> None:
    raise ConnectionRefusedError("mail server")


@task
def hang_the_first_time(path: str) -> str:
    """Hangs until its worker is killed; the next try finds the trace and succeeds."""
    if Path(path).exists():
        return "second try"
    Path(path).touch()
    time.sleep(300)
    return "never"
