"""The web server's command line, and what must be true before it starts."""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from operations.probes import unapplied

# A worker that has answered this many requests is replaced: whatever may leak, leaks no further.
MOST_REQUESTS = 10_000
# Seconds a request that runs may still take when the server is told to stop.
PATIENCE = 30


def command() -> list[str]:
    """gunicorn with threads. Its workers share the memory of what was loaded before they began."""
    return [
        *(sys.executable, "-m", "gunicorn", "config.wsgi", "--preload"),
        *("--bind", settings.BIND),
        *("--workers", str(settings.WEB_WORKERS)),
        *("--worker-class", "gthread", "--threads", str(settings.WEB_THREADS)),
        *("--max-requests", str(MOST_REQUESTS), "--max-requests-jitter", str(MOST_REQUESTS // 10)),
        *("--timeout", "60", "--graceful-timeout", str(PATIENCE), "--keep-alive", "5"),
        # What a proxy says is believed, or not, by Django alone (BEHIND_PROXY).
        *("--forwarded-allow-ips", "", "--no-control-socket"),
        *("--log-level", "warning", "--logger-class", "config.server_log.ServerLog"),
        *("--backlog", "2048"),
    ]


def why_not_start() -> list[str]:
    """Sentences that say what is to be done first."""
    found = []
    if missing := unapplied():
        found.append(
            f"The database is older than this version ({len(missing)} migrations are missing):"
            " run `manage.py update`."
        )
    if not settings.DEBUG and collected() != digest():
        found.append("The static files are not those of this version: run `manage.py update`.")
    return found


def stamp() -> Path:
    """The file that says which static files were collected."""
    return Path(settings.STATIC_ROOT).with_suffix(".sha256")


def collected() -> str:
    """The digest of the static files that were collected last; empty before the first time."""
    try:
        return stamp().read_text()
    except FileNotFoundError:
        return ""


def digest() -> str:
    """Changes whenever one of the static files does, of ours or of a library."""
    total = hashlib.sha256()
    for name, data in sorted(_files()):
        total.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    return total.hexdigest()


def _files() -> Iterator[tuple[str, bytes]]:
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=[]):
            with storage.open(path) as file:
                yield path, file.read()
