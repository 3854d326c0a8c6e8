"""What every test can rely on: the clock, the people, the nets."""

import logging
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django.test
import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from time_machine import TimeMachineFixture

from accounts.models import User
from bench import servers
from excursions.models import Excursion
from jobs import rounds
from jobs.worker import Worker
from tests import factories, proofs
from tests.settings import POSTGRES

RunTasks = Callable[[], int]
HERE = {"", "localhost", "127.0.0.1", "::1"}


@pytest.fixture(autouse=True)
def clock(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    """Every test begins on Wednesday, 12 May 2027, at nine; `clock.move_to` goes elsewhere."""
    time_machine.move_to(factories.NOW)
    return time_machine


@pytest.fixture(autouse=True)
def _no_error_is_logged(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """A net: what is logged as an error fails the test, unless it asks for `allows_errors`."""
    yield
    if "allows_errors" not in request.fixturenames:
        records = [*caplog.get_records("setup"), *caplog.get_records("call")]
        assert [r.getMessage() for r in records if r.levelno >= logging.ERROR] == []


@pytest.fixture(autouse=True)
def _nothing_leaves_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A net: who connects to anything but this machine fails the test."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        assert host in HERE, f"A test wanted to reach {host}."
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture
def allows_errors(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """For tests of something that goes wrong: errors are expected, and there to be read."""
    return caplog


@pytest.fixture
def run_tasks(db: None, monkeypatch: pytest.MonkeyPatch) -> RunTasks:
    """Works off the queue like `manage.py worker --once`; fails when a task fails."""
    # Closing the connection would end the transaction in which the test lives.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)

    def run() -> int:
        worker = Worker(worker_id="test", interval=0)
        done = DBTaskResult.objects.successful().count()
        while DBTaskResult.objects.ready().exists() or rounds.go(lambda: True):
            worker._run_tasks = 0
            worker.run()
        assert [r.traceback for r in DBTaskResult.objects.all() if r.traceback] == []
        return DBTaskResult.objects.successful().count() - done

    return run


@pytest.fixture
def installation(tmp_path: Path) -> servers.Installation:
    """A database and a folder of their own for real servers, on the database of this pass."""
    if POSTGRES:
        return servers.postgres(tmp_path, os.environ["DATABASE_URL"], f"bench{os.getpid()}")
    return servers.sqlite(tmp_path)


@pytest.fixture
def rate_limits(db: None) -> Iterator[None]:
    """Rate limits count in the cache: a test that uses them leaves nothing behind."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def alex(db: None) -> User:
    """Organises: with the rights of the group, in the team of every excursion of the tests."""
    person = factories.user(factories.ALEX, name="Alex Yıldız")
    person.groups.add(Group.objects.get(name="Organisation"))
    person.team_of.set(Excursion.objects.all())
    return person


@pytest.fixture
def jona(db: None) -> User:
    """Organises as well, and is in the team of nothing that Alex looks after."""
    person = factories.user("jona@stadt.example", name="Jona Feld")
    person.groups.add(Group.objects.get(name="Organisation"))
    return person


@pytest.fixture
def kim(db: None) -> User:
    """Takes part."""
    return factories.user(
        "kim@stadt.example", name="Kim Beispiel", other_unit="Fachdienst Haushalt"
    )


@pytest.fixture
def toni(db: None) -> User:
    """Works for the city as well, and must see nothing of Kim's."""
    return factories.user("toni@kij.example", name="Toni Nachbar")


@pytest.fixture
def excursion(db: None) -> Excursion:
    """Two seats, a waitlist, in four weeks, open."""
    return factories.excursion()


@pytest.fixture
def full(excursion: Excursion) -> Excursion:
    """The same with both seats taken."""
    factories.fill(excursion)
    return excursion


class Client(django.test.Client):
    """The test client over HTTPS: the site answers nothing else."""

    def request(self, **request: Any) -> Any:
        return super().request(**request | {"wsgi.url_scheme": "https", "SERVER_PORT": "443"})


def logged_in(user: User, *methods: str) -> Client:
    """As after the pages for it: by code, and with the second factor if the person is staff."""
    client = Client()
    proofs.log_in(client, user, *methods)
    return client


@pytest.fixture
def client() -> Client:
    """Somebody who is not logged in."""
    return Client()


@pytest.fixture
def as_kim(kim: User) -> Client:
    return logged_in(kim)


@pytest.fixture
def as_toni(toni: User) -> Client:
    return logged_in(toni)


@pytest.fixture
def as_alex(alex: User) -> Client:
    return logged_in(alex)


@pytest.fixture
def as_jona(jona: User) -> Client:
    return logged_in(jona)


@pytest.fixture
def robin(db: None) -> User:
    """Publishes recaps."""
    person = factories.user("robin@stadt.example", name="Robin Klar")
    person.groups.add(Group.objects.get(name="Kommunikation"))
    return person


@pytest.fixture
def noor(db: None) -> User:
    """Gives roles and looks after accounts and units."""
    person = factories.user("noor@stadt.example", name="Noor Amt")
    person.groups.add(Group.objects.get(name="Administration"))
    return person


@pytest.fixture
def ida(db: None) -> User:
    """Checks people in on the day where she is named."""
    person = factories.user("ida@stadt.example", name="Ida Weg")
    person.groups.add(Group.objects.get(name="Begleitung"))
    return person


@pytest.fixture
def as_ida(ida: User) -> Client:
    return logged_in(ida)


@pytest.fixture
def as_robin(robin: User) -> Client:
    return logged_in(robin)
