"""Deletes what is due now, as the worker does every day; or only counts it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from privacy import numbers, retention
from privacy.rules import EVERY


class Command(BaseCommand):
    help = "Deletes what was kept long enough. With --dry-run it only says how much that is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        if options["dry_run"]:
            counts = {rule.name: rule.count(at) for rule in EVERY}
        else:
            numbers.keep_due(at)
            done = retention.carry_out(EVERY).counts
            counts = {rule.name: done.get(rule.name, 0) for rule in EVERY}
        for rule in EVERY:
            self.stdout.write(f"{counts[rule.name]:8}  {rule.label}")
