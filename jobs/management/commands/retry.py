"""`manage.py retry`: what was given up is tried again."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from jobs import worker


class Command(BaseCommand):
    help = "Puts tasks back that were given up, once their cause is mended."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        number = worker.try_again(timezone.now())
        if verbosity:
            self.stdout.write(f"{number} tasks will be tried again.")
