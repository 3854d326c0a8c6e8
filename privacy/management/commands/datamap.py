"""Writes docs/data.md: which field holds what, and how long."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from privacy import datamap
from privacy.datamap.page import page


class Command(BaseCommand):
    help = "Writes docs/data.md from the data map."

    def handle(self, *args: Any, **options: Any) -> None:
        if missing := datamap.missing():
            raise CommandError("No entry in privacy/datamap/: " + ", ".join(missing))
        path = settings.BASE_DIR / "docs" / "data.md"
        path.write_text(page())
        self.stdout.write(f"{path}: {len(datamap.entries())} fields")
