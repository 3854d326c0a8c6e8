"""`manage.py update`: everything that follows new code, before the processes start again."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from accounts import factor_adapter
from operations import server


class Command(BaseCommand):
    help = "Brings database, cache table and static files up to this version. Repeat it freely."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        call_command("migrate", verbosity=verbosity, interactive=False)
        # Whoever comes back from Valkey has no table for the cache yet.
        call_command("createcachetable", verbosity=0)
        if lost := factor_adapter.encrypt_anew():
            self.stderr.write(
                f"{lost} second factors cannot be read with this SECRET_KEY: put the former one"
                " into SECRET_KEY_FALLBACKS, or reset them."
            )
        server.stamp().unlink(missing_ok=True)
        call_command("collectstatic", verbosity=min(verbosity, 1), interactive=False)
        server.stamp().write_text(server.digest())
