"""`manage.py restore`: a backup becomes the installation again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations import presence
from operations.backup import BackupError
from operations.backup.restoring import restore


class Command(BaseCommand):
    help = "Puts a backup back into an empty installation. Stop web server and worker first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="Delete what is there.")

    def handle(self, *args: Any, file: Path, replace: bool, verbosity: int, **options: Any) -> None:
        try:
            with presence.alone():
                manifest = restore(file, replace=replace)
        except BackupError as error:
            raise CommandError(f"Not restored: {error}") from error
        if verbosity:
            rows, photos = sum(manifest.rows.values()), len(manifest.media)
            self.stdout.write(f"As on {manifest.made_at}: {rows} rows, {photos} files, compared.")
