"""`manage.py backup`: everything into one file."""

from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from operations.backup import BackupError
from operations.backup.making import forget, make


class Command(BaseCommand):
    help = "Writes database and photos into one file, while people go on working."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", type=Path, help="A new file, or a folder for files by date.")
        parser.add_argument(
            "--keep-days", type=int, help="Delete the folder's backups that are older than this."
        )

    def handle(
        self, *args: Any, target: Path, keep_days: int | None, verbosity: int, **options: Any
    ) -> None:
        at = timezone.now()
        try:
            made = make(target, at)
        except (BackupError, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        gone = forget(made.parent, at - timedelta(days=keep_days)) if keep_days else []
        if verbosity:
            self.stdout.write(f"{made} ({made.stat().st_size / 1e6:.1f} MB)")
            for path in gone:
                self.stdout.write(f"deleted: {path.name}")
