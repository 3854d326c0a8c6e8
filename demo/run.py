"""`make run`: database, demo, web server and worker, until Ctrl+C."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

import django
from django.core.management import call_command
from django.db import connections

from demo import people

PORT = os.environ.get("PORT", "8000")
HERE = "127.0.0.1"

WELCOME = f"""
  Streifzug läuft:  http://localhost:{PORT}/
  Verwaltung:       http://localhost:{PORT}/verwaltung/

  Einloggen ohne Passwort, mit E-Mail-Adresse und Code:
    {people.EMPLOYEE.email:<28} nimmt teil
    {people.ORGANIZER.email:<28} organisiert (Verwaltung)
    {people.EDITOR.email:<28} veröffentlicht Rückblicke
  Alle Mails und Codes: http://localhost:{PORT}/demo/post/

  Beenden mit Strg+C. Die Daten bleiben im Ordner var/.
"""


def prepare() -> None:
    """Brings database, example data and static files up to date, in one process: it is quicker."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("SITE_URL", f"http://localhost:{PORT}")  # links in mails
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_demo")
    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()


def main() -> int:
    prepare()
    servers = [
        subprocess.Popen([sys.executable, "manage.py", "worker"]),
        subprocess.Popen(
            [
                sys.executable,
                *("-m", "gunicorn", "config.wsgi", "--bind", f"{HERE}:{PORT}"),
                *("--worker-class", "gthread", "--threads", "8", "--log-level", "warning"),
            ]
        ),
    ]

    def stop(signum: int, frame: FrameType | None) -> None:
        for server in servers:
            server.terminate()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    print(WELCOME, flush=True)
    while all(server.poll() is None for server in servers):
        time.sleep(0.5)
    stop(signal.SIGTERM, None)
    return max(server.wait() or 0 for server in servers)


if __name__ == "__main__":
    sys.exit(main())
