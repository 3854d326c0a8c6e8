"""A backup made while people work, put back elsewhere and compared, on both databases."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Any

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions
from operations import heartbeat
from operations.backup import archive, making
from operations.models import Backup, RunningWorker
from tests import factories
from tests.operations.installations import Installation, new_database
from tests.processes import database_url
from tests.settings import POSTGRES

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
# What a restored installation makes anew.
ANEW = {"django_session", "jobs_schedule", "operations_runningworker", "operations_backup"}


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    # Workers of other tests run in the common one.
    settings.VAR_DIR = tmp_path


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump must not be older than the server."""
    if POSTGRES:
        from tests.postgres import PROGRAMS

        monkeypatch.setenv("PATH", f"{PROGRAMS}:{os.environ['PATH']}")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Installation:
    """Another machine with nothing on it."""
    url = new_database(os.environ["DATABASE_URL"], "elsewhere") if POSTGRES else ""
    return Installation(tmp_path / "elsewhere", url)


@pytest.fixture
def full_house() -> None:
    """Rows in many tables, and files."""
    excursion = factories.excursion(capacity=3)
    factories.crowd(excursion, seated=3, waiting=2)
    factories.user("ümlaut@stadt.example", name="Łukasz „Ö“ 'x'; DROP TABLE")
    default_storage.save("recaps/abc_-9/master.jpg", ContentFile(os.urandom(50_000)))
    default_storage.save("recaps/abc_-9/480.avif", ContentFile(b""))


def rows_here() -> dict[str, list[str]]:
    return rows(database_url())


def rows_there(there: Installation) -> dict[str, list[str]]:
    return rows(there.database_url or f"sqlite:///{there.folder / 'streifzug.sqlite3'}")


def rows(url: str) -> dict[str, list[str]]:
    """Every row of every table, read without Django."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as found:
            assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            listed = found.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            names = [name for (name,) in listed if not name.startswith("sqlite_")]
            return _rows(found.cursor(), names)
    with psycopg.connect(url) as server, server.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return _rows(cursor, [name for (name,) in cursor.fetchall()])


def _rows(cursor: Any, tables: list[str]) -> dict[str, list[str]]:
    found = {}
    for table in {*tables} - ANEW:
        cursor.execute(f'SELECT * FROM "{table}"')
        found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def test_everything_comes_back_as_it_was(
    full_house: None, tmp_path: Path, elsewhere: Installation
) -> None:
    path = tmp_path / "saved.tar"
    call_command("backup", path, verbosity=0)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Backup.objects.get().size == path.stat().st_size
    said = elsewhere.do("restore", str(path))
    assert "2 files, compared" in said
    assert rows_there(elsewhere) == rows_here()
    for name in ("recaps/abc_-9/master.jpg", "recaps/abc_-9/480.avif"):
        with default_storage.open(name) as file:
            assert (elsewhere.folder / "media" / name).read_bytes() == file.read()
    # And it runs: the database is the present one, nothing is left to migrate.
    elsewhere.do("migrate", "--check")
    again = elsewhere.manage("restore", str(path))
    assert "--replace" in again.stderr
    assert again.returncode != 0
    elsewhere.do("restore", str(path), "--replace")
    assert rows_there(elsewhere) == rows_here()


@pytest.fixture
def rush() -> Iterator[Signal]:
    """People register and withdraw all the time, in another thread."""
    excursion = factories.excursion(capacity=2)
    people = [factories.user() for _ in range(6)]
    stop, begun = Signal(), Signal()

    def run() -> None:
        while not stop.is_set():
            for person in people:
                taken = factories.registration(excursion, person)
                actions.withdraw(taken, actor=person)
                begun.set()
        connections.close_all()

    thread = Thread(target=run)
    thread.start()
    assert begun.wait(timeout=60)
    yield stop
    stop.set()
    thread.join()


def test_while_people_write_it_is_of_one_moment(
    rush: Signal, tmp_path: Path, elsewhere: Installation
) -> None:
    path = tmp_path / "saved.tar"
    call_command("backup", path, verbosity=0)
    rush.set()
    elsewhere.do("restore", str(path))
    there = {table: len(rows) for table, rows in rows_there(elsewhere).items()}
    # Each change writes its event and its message in the same transaction.
    assert there["excursions_event"] == there["excursions_message"] > 0
    assert there["excursions_registration"] > 0


def test_a_folder_gets_files_by_date_and_loses_old_ones(
    full_house: None, tmp_path: Path, clock: TimeMachineFixture
) -> None:
    clock.move_to(timezone.now(), tick=False)
    folder = tmp_path / "backups"
    folder.mkdir()
    old, young = "streifzug-20270411-090000.tar", "streifzug-20270413-090000.tar"
    for name in (old, young, "streifzug-2026.tar", "other.tar"):
        (folder / name).touch()
    call_command("backup", folder, keep_days=30, verbosity=0)
    made = timezone.localtime().strftime(making.NAME)
    names = {path.name for path in folder.iterdir()}
    assert names == {"other.tar", "streifzug-2026.tar", young, made}


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    tmp_path: Path, elsewhere: Installation
) -> None:
    url = new_database(os.environ["DATABASE_URL"], "older") if POSTGRES else ""
    older = Installation(tmp_path / "older", url)
    older.do("migrate", "-v0")
    older.do("migrate", "operations", "0001", "-v0")
    older.do("backup", str(tmp_path / "saved.tar"))
    elsewhere.do("restore", str(tmp_path / "saved.tar"))
    elsewhere.do("migrate", "--check")


def test_what_cannot_be_written_leaves_nothing_behind(full_house: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No backup was made"):
        call_command("backup", tmp_path / "nowhere" / "saved.tar")
    assert not Backup.objects.exists()


def test_a_restored_installation_does_what_is_due_and_knows_no_old_session(
    tmp_path: Path, alex: User, settings: Any
) -> None:
    from django.contrib.sessions.models import Session

    from jobs.models import Schedule
    from operations.backup.restoring import _begin_anew
    from tests.conftest import logged_in

    logged_in(alex)
    Schedule.objects.create(name="x.y", next_run_at=timezone.now() + timedelta(days=1))
    _begin_anew()
    assert not Session.objects.exists()
    assert not Schedule.objects.filter(next_run_at__gt=timezone.now()).exists()


def refused(path: Path, reason: str, *, replace: bool = True) -> None:
    """Restoring is refused with this reason, and nothing was touched."""
    before, files = rows_here(), sorted(Path(default_storage.location).rglob("*"))  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match=reason):
        call_command("restore", path, replace=replace)
    assert rows_here() == before
    assert sorted(Path(default_storage.location).rglob("*")) == files  # type: ignore[attr-defined]


def test_a_backup_of_a_newer_version_is_refused(full_house: None, tmp_path: Path) -> None:
    path = tmp_path / "saved.tar"
    call_command("backup", path, verbosity=0)
    with archive.reading(path) as reader:
        manifest = reader.manifest
        manifest.migrations.append("excursions.9999_from_the_future")
        with archive.writing(tmp_path / "newer.tar", manifest) as writer:
            for name in [*manifest.files]:
                with reader.open(name) as file:
                    data = file.read()
                writer.add(name, ContentFile(data).file, len(data))
    refused(tmp_path / "newer.tar", "newer version")


def test_data_that_is_there_is_not_replaced_unasked(full_house: None, tmp_path: Path) -> None:
    path = tmp_path / "saved.tar"
    call_command("backup", path, verbosity=0)
    refused(path, "--replace", replace=False)


def test_a_worker_on_another_machine_is_in_the_way(full_house: None, tmp_path: Path) -> None:
    path = tmp_path / "saved.tar"
    call_command("backup", path, verbosity=0)
    RunningWorker.objects.create(name="rathaus-1", seen_at=timezone.now())
    refused(path, r"alive less than two minutes ago: rathaus-1\.")
    RunningWorker.objects.update(seen_at=timezone.now() - heartbeat.SILENT_AFTER)
    call_command("restore", path, replace=True, verbosity=0)


def test_a_damaged_file_is_refused(full_house: None, tmp_path: Path) -> None:
    path = tmp_path / "saved.tar"
    call_command("backup", path, verbosity=0)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    refused(path, "Not restored")
    changed = bytearray(whole)
    changed[1000] ^= 1
    path.write_bytes(changed)
    refused(path, "damaged")
