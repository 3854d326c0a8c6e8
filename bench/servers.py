"""Starts the real server on a free port of this machine, with a database of its own."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.request import urlopen

DATABASES = ("SQLite", "PostgreSQL")
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Installation:
    """A folder and a database; the environment says which."""

    folder: Path
    database_url: str

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite:")

    @property
    def database(self) -> str:
        """The name of the database on PostgreSQL."""
        return self.database_url.partition("?")[0].rpartition("/")[2]

    @property
    def server(self) -> str:
        """The address of the PostgreSQL it is on, for making databases."""
        return self.database_url.replace(f"/{self.database}?", "/postgres?")

    @property
    def environment(self) -> dict[str, str]:
        kept = {"PATH", "HOME", "LANG", "LD_LIBRARY_PATH"}
        return {name: value for name, value in os.environ.items() if name in kept} | {
            "DEMO": "1",
            "VAR_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "PYTHONPATH": str(ROOT),
        }

    def manage(self, *arguments: str, settings: str = "config.settings") -> str:
        """Runs a management command; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | {"DJANGO_SETTINGS_MODULE": settings},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Starts a process of Python in a group of its own, which can be killed as one."""
        return subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=self.environment, start_new_session=True
        )

    def start_web(
        self, port: int, wsgi: str = "config.wsgi", *, workers: int = 2, threads: int = 4
    ) -> subprocess.Popen[bytes]:
        """gunicorn."""
        return self.start(
            *("-m", "gunicorn", wsgi, "--preload", "--bind", f"127.0.0.1:{port}"),
            *("--backlog", "2048"),
            *("--workers", str(workers), "--worker-class", "gthread"),
            *("--threads", str(threads), "--keep-alive", "30", "--log-level", "error"),
            "--no-control-socket",
        )

    def start_worker(self) -> subprocess.Popen[bytes]:
        """What sends mails and does due work."""
        return self.start("manage.py", "worker", "--interval", "0.2")

    @contextmanager
    def serving(
        self, wsgi: str = "config.wsgi", *, workers: int = 2, threads: int = 4
    ) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
        """gunicorn on a free port; yields the port and the process. Ends it by its id."""
        port = free_port()
        server = self.start_web(port, wsgi, workers=workers, threads=threads)
        with ended(server):
            wait_until_up(port)
            yield port, server

    @contextmanager
    def working(self, workers: int) -> Iterator[None]:
        """So many workers beside the web server."""
        with ExitStack() as stack:
            for _number in range(workers):
                stack.enter_context(ended(self.start_worker()))
            yield


# As in production: mails go to a mail server, not into files.
WITH_MAILS = {
    "DEMO": "0",
    "SECRET_KEY": "only for the benchmark: 0123456789 0123456789 0123456789 0123456789",
    "SITE_URL": "https://exkursionen.stadt.example",
    "CONTACT_PHONE": "03641 000000",
    "CONTACT_EMAIL": "exkursionen@stadt.example",
    "ALLOWED_MAIL_DOMAINS": "stadt.example",
    "SMTP_HOST": "127.0.0.1",
    "SMTP_TLS": "0",
}


@dataclass(frozen=True)
class MailInstallation(Installation):
    """The same for the workers: with a mail server on this machine."""

    smtp_port: int

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | WITH_MAILS | {"SMTP_PORT": str(self.smtp_port)}


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Ends the process afterwards, by its id."""
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def sqlite(folder: Path) -> Installation:
    """An installation on a SQLite file."""
    folder.mkdir(parents=True, exist_ok=True)
    return Installation(folder, f"sqlite:///{folder / 'db.sqlite3'}")


def postgres(folder: Path, uri: str, name: str) -> Installation:
    """An installation on a database of a running PostgreSQL."""
    folder.mkdir(parents=True, exist_ok=True)
    return Installation(folder, uri.replace("/postgres?", f"/{name}?"))


@cache
def _home() -> tuple[Path, str]:
    """A folder for everything, and one PostgreSQL that keeps what it has said it has."""
    from tests import postgres as server

    folder = Path(tempfile.mkdtemp(prefix="streifzug-bench-"))
    return folder, server.start(folder / "postgres")


def place(database: str, name: str) -> Installation:
    """Where something of this name is measured, on one of DATABASES."""
    folder, uri = _home()
    if database == "SQLite":
        return sqlite(folder / name)
    return postgres(folder / f"{name}-postgres", uri, name)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_until_up(port: int, seconds: float = 30) -> None:
    """Waits until something answers at the port."""
    end = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def fetch(port: int, path: str) -> bytes:
    """A page of the server on this machine."""
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as reply:
        body: bytes = reply.read()
        return body
