"""`manage.py status`: the page of the IT as text. Ends with 1 if something is bad."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from operations import status

MARKS = {"bad": "!!", "wait": " !", "ok": "ok"}


class Command(BaseCommand):
    help = "Says how the installation is doing. The exit code is 1 if something is marked !!."

    def handle(self, *args: Any, **options: Any) -> None:
        groups = status.look(timezone.now())
        for group in groups:
            self.stdout.write(f"\n{group.title}")
            for line in group.lines:
                note = f"  ({line.note})" if line.note else ""
                mark = MARKS.get(line.tone, "")
                self.stdout.write(f"  {mark:2} {line.label}: {line.value}{note}")
        if any(line.tone == "bad" for line in status.troubles(groups)):
            sys.exit(1)
