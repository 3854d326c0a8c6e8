"""`manage.py serve`: the web server, as it should run for people."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core import checks
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from operations import presence, server


class Command(BaseCommand):
    help = "Starts the web server, after a look whether everything is there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--with-worker", action="store_true", help="Run a worker beside it, on this machine."
        )

    def handle(self, *args: Any, with_worker: bool, **options: Any) -> None:
        if reasons := server.why_not_start():
            raise CommandError("\n".join(reasons))
        for warning in checks.run_checks(tags=["operation"]):
            self.stderr.write(str(warning))
        presence.hold()
        # No connection may survive in the processes that follow: they must not share one.
        connections.close_all()
        command = server.command()
        if with_worker:
            command = [sys.executable, "-m", "operations.supervisor", *command]
        # This process becomes the server: signals reach it, and no memory is kept for nothing.
        os.execv(command[0], command)  # noqa: S606
