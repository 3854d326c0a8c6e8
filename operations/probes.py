"""For machines that look after the processes: alive, ready, and figures.

Answered before anything else: whoever asks comes to a process directly, by its number, without
TLS and without a session. The answers hold nothing to keep from anybody but the figures, and
those need a token.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.core.cache import cache
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from operations import metrics

logger = logging.getLogger("streifzug.ready")

PATIENCE = 3  # seconds

# A database that hangs takes one of these, not the thread that has to answer.
_elsewhere = ThreadPoolExecutor(max_workers=2, thread_name_prefix="ready")
_is_migrated = False


class ProbesMiddleware:
    """Answers /healthz, /readyz and /metrics."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.answers = {"/healthz": live, "/readyz": ready, "/metrics": metrics.answer}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.answers.get(request.path)
        if answer is None or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        response = answer(request)
        response.headers["Cache-Control"] = "no-store"
        return response


def live(request: HttpRequest) -> HttpResponse:
    """This process answers: no reason to start it anew."""
    return _plain("ok")


def ready(request: HttpRequest) -> HttpResponse:
    """Pages can be answered: database, migrations and cache are there, within a time limit."""
    try:
        missing = _elsewhere.submit(_missing).result(timeout=PATIENCE)
    except Exception as error:  # whatever it was: details are for the log
        missing = type(error).__name__
    if not missing:
        return _plain("ok")
    logger.warning("Not ready: %s", missing)
    response = _plain("not ready", 503)
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)


def _missing() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        cache.get("operations:ready")  # raises when it is away
        return "" if _migrated() else "migrations are missing"
    finally:
        connections.close_all()


def _migrated() -> bool:
    """Whether all migrations have run. That remains so, and looking costs a tenth of a second."""
    global _is_migrated
    _is_migrated = _is_migrated or not unapplied()
    return _is_migrated


def unapplied() -> list[str]:
    """The migrations that are still to be run."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
