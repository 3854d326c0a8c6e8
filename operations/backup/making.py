"""Making a backup, and deleting those that are too old."""

import re
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from operations import version
from operations.backup import archive, databases, media
from operations.models import Backup

NAME = "streifzug-%Y%m%d-%H%M%S.tar"
PATTERN = re.compile(r"streifzug-\d{8}-\d{6}\.tar")


def make(target: Path, at: datetime) -> Path:
    """Writes a backup to this file, or into this folder under a name of its own.

    The database comes first: a photo that is uploaded meanwhile is at most one too many.
    """
    path = target / timezone.localtime(at).strftime(NAME) if target.is_dir() else target
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix="backup-") as folder:
        with databases.saved(Path(folder)) as (database, rows):
            manifest = archive.Manifest(
                version=version.number(),
                made_at=at.isoformat(),
                engine=connection.vendor,
                migrations=migrations(),
                rows=rows,
            )
        with archive.writing(path, manifest) as writer:
            with database.open("rb") as file:
                writer.add(manifest.database, file, database.stat().st_size)
            media.save(writer)
    Backup.objects.create(made_at=at, size=path.stat().st_size)
    return path


def migrations() -> list[str]:
    """Those the database has had, as `app.name`."""
    return sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())


def forget(folder: Path, before: datetime) -> list[Path]:
    """Deletes backups of this folder that were made before: they hold what had to be deleted."""
    # By their names: a copy has another time than what it is a copy of.
    limit = timezone.localtime(before).strftime(NAME)
    old = sorted(p for p in folder.iterdir() if PATTERN.fullmatch(p.name) and p.name < limit)
    for path in old:
        path.unlink()
    Backup.objects.filter(made_at__lt=before - timedelta(days=1)).delete()
    return old
