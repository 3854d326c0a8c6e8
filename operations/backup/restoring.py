"""Putting a backup back: checked from end to end before anything is touched, compared after."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from accounts.models import User
from excursions.models import Excursion
from jobs.models import Schedule
from operations import heartbeat
from operations.backup import BackupError, archive, databases, media, moving
from operations.backup.making import migrations
from operations.models import RunningWorker


def restore(path: Path, *, replace: bool) -> archive.Manifest:
    """Puts everything back as it was; raises BackupError before anything is changed, if possible.

    `replace`: what is there may go. From SQLite to PostgreSQL the rows are moved one by one.
    """
    with archive.reading(path) as reader:
        manifest = reader.manifest
        moves = manifest.engine != connection.vendor
        _insist_on_silence()
        _insist_that_it_fits(manifest)
        if not replace:
            _insist_on_nothing()
        with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix="restore-") as folder:
            database = Path(folder) / manifest.database
            with reader.open(manifest.database) as source, database.open("wb") as target:
                shutil.copyfileobj(source, target)
            if moves:
                moving.move(database)
            else:
                databases.put_back(database)
        _compare(manifest, moving.LEFT_OUT if moves else set())
        media.clear()
        media.put_back(reader)
    call_command("migrate", interactive=False, verbosity=0)
    _begin_anew()
    return manifest


def _insist_on_silence() -> None:
    """No worker on any machine has worked on this database a moment ago."""
    if RunningWorker._meta.db_table not in databases.tables():
        return
    if names := [worker.name for worker in heartbeat.lately(timezone.now())]:
        text = "Workers were alive less than two minutes ago: {}. Stop them; wait for a killed one."
        raise BackupError(text.format(", ".join(names)))


def _insist_that_it_fits(manifest: archive.Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    # Libraries merge migrations of theirs now and then; ours are never taken back.
    ours = {name.partition(".")[0] for name in known if (settings.BASE_DIR / _app(name)).is_dir()}
    newer = {name for name in manifest.migrations if _app(name) in ours} - known
    if newer:
        text = "This backup is of a newer version ({}): install that one first."
        raise BackupError(text.format(manifest.version))
    if manifest.engine == connection.vendor:
        return
    if manifest.engine != "sqlite":
        raise BackupError("A backup of PostgreSQL can only be restored into PostgreSQL.")
    call_command("migrate", interactive=False, verbosity=0)
    if manifest.migrations != migrations():
        text = "Only a backup of this very version can be moved to another kind of database: {}"
        how = "restore it on SQLite, run `manage.py update` there and make a new one."
        raise BackupError(text.format(how))


def _app(migration: str) -> str:
    return migration.partition(".")[0]


def _insist_on_nothing() -> None:
    there = set(databases.tables())
    for model in (User, Excursion):
        if model._meta.db_table in there and model._base_manager.exists():
            raise BackupError("There is data here already; --replace deletes it first.")
    if next(media.names(), None) is not None:
        raise BackupError("There are photos here already; --replace deletes them first.")


def _compare(manifest: archive.Manifest, left_out: set[str]) -> None:
    found = databases.rows()
    wrong = [
        table
        for table, count in manifest.rows.items()
        if table not in left_out and found.get(table) != count
    ]
    if wrong:
        raise BackupError(f"These tables do not hold what the manifest says: {', '.join(wrong)}")


def _begin_anew() -> None:
    """Old sessions end, due work runs at once: above all what deletes what is too old by now."""
    Session.objects.all().delete()
    RunningWorker.objects.all().delete()
    Schedule.objects.update(next_run_at=timezone.now())
