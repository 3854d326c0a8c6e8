"""`make run`: database, demo, web server and worker, until Ctrl+C."""

import os

import django
from django.core.management import call_command

from demo import people

PORT = os.environ.get("PORT", "8000")

WELCOME = f"""
  Streifzug läuft:  http://localhost:{PORT}/
  Verwaltung:       http://localhost:{PORT}/verwaltung/

  Einloggen ohne Passwort, mit E-Mail-Adresse und Code:
    {people.EMPLOYEE.email:<28} nimmt teil
    {people.ORGANIZER.email:<28} organisiert (Verwaltung)
    {people.SECOND_ORGANIZER.email:<28} organisiert eine andere Exkursion
    {people.ESCORT.email:<28} begleitet: Check-in, heute mit einer Exkursion
    {people.EDITOR.email:<28} veröffentlicht Rückblicke
    {people.ADMINISTRATOR.email:<28} verwaltet Konten und Rollen
  Alle Mails und Codes: http://localhost:{PORT}/demo/post/
  Wer hier arbeitet, braucht einen zweiten Faktor; auch dessen Code steht dort.

  Beenden mit Strg+C. Die Daten bleiben im Ordner var/.
"""


def main() -> None:
    """Brings database, example data and static files up to date, then becomes the server."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("SITE_URL", f"http://localhost:{PORT}")  # links in mails
    os.environ["BIND"] = f"127.0.0.1:{PORT}"
    os.environ.setdefault("WEB_WORKERS", "1")
    os.environ.setdefault("WEB_THREADS", "8")
    django.setup()
    call_command("update", verbosity=0)
    call_command("load_demo")
    print(WELCOME, flush=True)
    call_command("serve", with_worker=True)


if __name__ == "__main__":
    main()
