"""`manage.py worker`: sends mails and does due work until it is stopped."""

import os
import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from jobs.worker import Worker


class Command(BaseCommand):
    help = "Sends mails and does due work. Several may run at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="Do what is due now, then end (for cron)."
        )
        parser.add_argument(
            "--interval", type=float, default=1.0, help="Seconds between looks (default: 1)."
        )

    def handle(self, *args: Any, once: bool, interval: float, **options: Any) -> None:
        worker = Worker(worker_id=f"{socket.gethostname()}-{os.getpid()}", interval=interval)
        if once:
            worker.work_off_everything()
        else:
            worker.configure_signals()
            worker.run_forever()
