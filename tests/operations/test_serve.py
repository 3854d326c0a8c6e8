"""`manage.py serve`, as a service would start it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.operations.installations import Installation, get, new_database, wait_until_ready
from tests.processes import ROOT, wait_for
from tests.settings import POSTGRES


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Installed from nothing, with nothing but `update`."""
    url = new_database(os.environ["DATABASE_URL"], "serve") if POSTGRES else ""
    made = Installation(tmp_path_factory.mktemp("installed"), url)
    made.do("update", "-v0")
    return made


@pytest.fixture
def new(tmp_path: Path) -> Installation:
    url = new_database(os.environ["DATABASE_URL"], "serve_new") if POSTGRES else ""
    return Installation(tmp_path, url)


def test_without_update_it_does_not_start_and_says_why(new: Installation) -> None:
    refused = new.manage("serve")
    assert refused.returncode != 0
    assert "migrations are missing" in refused.stderr
    assert "static files" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_unsafe_settings_are_refused_without_a_trace(new: Installation) -> None:
    new.extra = {"SECRET_KEY": "short", "SITE_URL": "http://exkursionen.stadt.example"}
    refused = new.manage("serve")
    assert refused.returncode != 0
    assert "SECRET_KEY" in refused.stderr
    assert "SITE_URL" in refused.stderr
    assert "short" not in refused.stderr


def test_what_is_loaded_before_the_workers_holds_no_connection(tmp_path: Path) -> None:
    """They would share it. Neither database nor cache is there: whoever asked would fail."""
    away = {"CACHE_URL": "redis://127.0.0.1:1/0"}
    (tmp_path / "static").mkdir()
    installed = Installation(tmp_path, "postgres://nobody@127.0.0.1:1/nothing", away)
    script = (
        "import threading, config.wsgi\n"
        "from django.db import connection\n"
        "print(connection.connection, connection._connection_pools, threading.active_count())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=installed.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("None {} 1\n", "")


def test_two_processes_serve_pages_and_static_files(installation: Installation) -> None:
    installation.log.write_text("")
    with installation.serving(WEB_WORKERS="2") as (port, process):
        wait_until_ready(port)
        with ThreadPoolExecutor(8) as crowd:
            answers = list(crowd.map(lambda _: get(port, "/"), range(40)))
        assert {status for status, _, _ in answers} == {200}
        page = answers[0][2].decode()
        css = re.findall(r'href="(/static/css/site\.[0-9a-f]+\.css)"', page)[0]
        status, headers, _ = get(port, css, **{"Accept-Encoding": "br"})
        assert status == 200
        assert headers["content-encoding"] == "br"
        assert "immutable" in headers["cache-control"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    assert installation.log.read_text() == ""


def test_its_own_log_names_nobody(installation: Installation) -> None:
    with installation.serving(WEB_WORKERS="1", LOG_FORMAT="json") as (port, _process):
        wait_until_ready(port)
        with socket.create_connection(("127.0.0.1", port), timeout=10) as nonsense:
            nonsense.sendall(b"GET /kalender/geheim.ics HTTP/9.9\r\n\r\n")
            assert b"400 Bad Request" in nonsense.recv(1000)
    line = json.loads(installation.log.read_text().splitlines()[-1])
    assert line["message"].startswith("Invalid request from ip=…")
    assert "127.0.0.1" not in installation.log.read_text()
    assert "geheim" not in installation.log.read_text()


def children(pid: int) -> dict[int, str]:
    """The processes a process has started, with their command lines."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(n): Path(f"/proc/{n}/cmdline").read_text().replace("\0", " ") for n in found}


def runs(pid: int) -> bool:
    """Whether a process still does something: one that nobody has asked how it ended does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False


def worker_of(pid: int) -> int:
    return next((n for n, line in children(pid).items() if "manage.py worker" in line), 0)


@pytest.fixture
def together(installation: Installation) -> Iterator[tuple[int, int]]:
    with installation.serving("--with-worker", WEB_WORKERS="1") as (port, process):
        wait_until_ready(port)
        yield port, process.pid
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0


def test_a_worker_that_dies_is_started_anew(together: tuple[int, int]) -> None:
    port, pid = together
    first = worker_of(pid)
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: worker_of(pid) not in {0, first})
    assert get(port, "/")[0] == 200


def test_nothing_goes_on_when_the_supervisor_is_killed(installation: Installation) -> None:
    with installation.serving("--with-worker", WEB_WORKERS="1") as (port, process):
        wait_until_ready(port)
        wait_for(lambda: worker_of(process.pid) != 0)
        started = list(children(process.pid))
        assert len(started) == 2
        process.kill()
        process.wait()
        wait_for(lambda: not any(runs(pid) for pid in started))
