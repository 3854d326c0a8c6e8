"""`manage.py status`: the page of the IT as text."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from operations import status

MARKS = {"bad": "!!", "wait": " !", "ok": "ok"}


class Command(BaseCommand):
    help = "Says how the installation is doing."

    def handle(self, *args: Any, **options: Any) -> None:
        for group in status.look(timezone.now()):
            self.stdout.write(f"\n{group.title}")
            for line in group.lines:
                note = f"  ({line.note})" if line.note else ""
                mark = MARKS.get(line.tone, "")
                self.stdout.write(f"  {mark:2} {line.label}: {line.value}{note}")
