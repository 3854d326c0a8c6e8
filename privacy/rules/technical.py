"""What machines keep: the queue, sessions, the cache, logs."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.tasks import TaskResultStatus
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

import accounts.tasks
from privacy.models import DeletionRun
from privacy.retention import Rows, Rule, Sweep
from privacy.rules.people import before

CODES = (
    accounts.tasks.send_login_code,
    accounts.tasks.send_address_code,
    accounts.tasks.send_fresh_code,
)
# Longer than a code is good, and than the worker needs to write down what became of a task.
CODE_IS_OVER = timedelta(hours=1)
WRITTEN_DOWN = timedelta(minutes=5)


def _codes(at: datetime) -> Rows:
    """Tasks that hold an address and a code: sent, or too late to be sent."""
    paths = [task.module_path for task in CODES]
    sent = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=at - WRITTEN_DOWN)
    late = Q(enqueued_at__lt=at - CODE_IS_OVER) & ~Q(status=TaskResultStatus.RUNNING)
    return DBTaskResult.objects.filter(sent | late, task_path__in=paths)


def _tasks(at: datetime) -> Rows:
    """Tasks that were given up. What went well is forgotten by the queue itself, after a week."""
    return DBTaskResult.objects.failed().filter(finished_at__lt=before("logs", at))


def _sessions(at: datetime) -> Rows:
    return Session.objects.filter(expire_date__lt=at)


def _known_sessions(at: datetime) -> Rows:
    """What the list of own sessions says of one that is over."""
    runs = Session.objects.filter(session_key=OuterRef("session_key"))
    found: Rows = UserSession.objects.filter(~Exists(runs), created_at__lt=at - WRITTEN_DOWN)
    return found


def _admin_log(at: datetime) -> Rows:
    return LogEntry.objects.filter(action_time__lt=before("admin_log", at))


def _runs(at: datetime) -> Rows:
    return DeletionRun.objects.filter(started_at__lt=before("deletions", at))


def _cached(at: datetime) -> list[str]:
    """What has expired in the cache's table: it would lie there until the table is full."""
    cache = settings.CACHES["default"]
    if not cache["BACKEND"].endswith("DatabaseCache"):
        return []
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache WHERE expires < %s", [moment])
        return [row[0] for row in cursor.fetchall()]


def _forget_cached(keys: list[str]) -> int:
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM cache WHERE cache_key IN ({marks})", keys)  # noqa: S608
        return int(cursor.rowcount)


OFTEN: list[Rule | Sweep] = [
    Rule("codes", _("Codes to log in"), _codes),
    Rule("sessions", _("Sessions that ended"), _sessions),
    Rule("known_sessions", _("Devices of sessions that ended"), _known_sessions),
    Sweep("cache", _("Counters that ended"), _cached, _forget_cached),
]
DAILY: list[Rule | Sweep] = [
    Rule("tasks", _("Tasks that failed"), _tasks),
    Rule("admin_log", _("Log of the administration"), _admin_log),
    Rule("runs", _("Old lines of this log"), _runs),
]
