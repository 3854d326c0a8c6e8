"""Installations of their own for a test: a folder, a database, real processes."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import psycopg

from tests.processes import ROOT

KEY = "4k8Jq2vT9xLm3sZr7bNw5cYh1pDf6gAe0uQiRoKtXjVnBsMyHzPlCdWa"


@dataclass
class Installation:
    """As an administrator has it: everything comes from the environment."""

    folder: Path
    database_url: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {"PATH", "HOME", "LANG", "LD_LIBRARY_PATH"}
        ours = {
            "VAR_DIR": str(self.folder),
            "SITE_URL": "https://exkursionen.stadt.example",
            "SECRET_KEY": KEY,
            "CONTACT_PHONE": "03641 49-0",
            "CONTACT_EMAIL": "exkursionen@stadt.example",
            "ALLOWED_MAIL_DOMAINS": "stadt.example",
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": "1",
            "BEHIND_PROXY": "1",
        }
        if self.database_url:
            ours["DATABASE_URL"] = self.database_url
        return {n: v for n, v in os.environ.items() if n in kept} | ours | self.extra

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs a management command to its end, whatever that is."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def do(self, *arguments: str) -> str:
        """Runs a management command that must succeed; returns what it printed."""
        done = self.manage(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def log(self) -> Path:
        """What its servers have written."""
        return self.folder / "log"

    @contextmanager
    def serving(
        self, *arguments: str, **extra: str
    ) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
        """`manage.py serve` on a free port; ends with the test whatever happens."""
        port = free_port()
        environment = self.environment | {"BIND": f"127.0.0.1:{port}"} | extra
        command = [sys.executable, "manage.py", "serve", *arguments]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stderr=log, start_new_session=True
            )
        try:
            yield port, process
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def new_database(uri: str, name: str) -> str:
    """The address of a new, empty database on the PostgreSQL of the tests, for this process."""
    name = f"{name}_{os.getpid()}"
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return uri.replace("/postgres?", f"/{name}?")


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """One request as the proxy in front would send it."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        sent = {"Host": "exkursionen.stadt.example", "X-Forwarded-Proto": "https"}
        connection.request("GET", path, headers=sent | headers)
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def wait_until_ready(port: int) -> None:
    """Waits until the server says that it is ready."""
    deadline = time.monotonic() + 60
    while True:
        try:
            if get(port, "/readyz")[0] == 200:
                return
        except OSError:
            pass
        assert time.monotonic() < deadline, "not ready in time"
        time.sleep(0.1)
