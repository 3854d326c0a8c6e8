"""How the installation is doing: the page of the IT, and the same as text."""

import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import django
from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.models import Max
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from excursions import dates
from jobs import schedule
from jobs.models import Schedule
from operations import counts, heartbeat, version
from operations.models import Backup, RunningWorker

LATE = timedelta(hours=1)  # a message or a due work that waits longer needs somebody
OLD_BACKUP = timedelta(days=2)
LITTLE_DISK = 0.1  # of it is free
BACKUPS_SHOWN = 5


@dataclass(frozen=True)
class Line:
    """One fact. `tone`: ok, wait or bad; nothing where there is nothing to judge."""

    label: str
    value: str
    tone: str = ""
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Facts about one subject."""

    title: str
    lines: list[Line] = field(default_factory=list)


def look(at: datetime) -> list[Group]:
    """Everything; the number of statements never grows."""
    return [
        Group(_("Mails"), [*_mails(at)]),
        Group(_("Background work"), [*_workers(at), *_tasks(at)]),
        Group(_("Due work"), [*_due(at)]),
        Group(_("Storage"), [*_storage()]),
        Group(_("Backups"), [*_backups(at)]),
        Group(_("Settings"), [*_settings()]),
        Group(_("Versions"), [*_versions()]),
    ]


def troubles(groups: list[Group]) -> list[Line]:
    """What somebody should look at, the worst first."""
    found = [line for group in groups for line in group.lines if line.tone in {"bad", "wait"}]
    return sorted(found, key=lambda line: line.tone)


def _mails(at: datetime) -> Iterator[Line]:
    mails = counts.mails(at)
    late = mails.oldest_due is not None and mails.oldest_due < at - LATE
    note = _("The oldest since %(when)s.") % {"when": _when(mails.oldest_due)} if mails.due else ""
    yield Line(_("To be sent now"), str(mails.due), "bad" if late else "ok", note)
    yield Line(_("To be sent later"), str(mails.later))
    why = _("The organizing team sees on its start page whom to call.")
    yield _failures(_("Mails given up"), mails.failed, why)
    yield Line(_("Undeliverable addresses"), str(mails.undeliverable))


def _failures(label: str, n: int, note: str) -> Line:
    return Line(label, str(n), "bad" if n else "ok", note if n else "")


def _workers(at: datetime) -> Iterator[Line]:
    seen = [*heartbeat.lately(at)]
    if seen:
        text = ngettext("%(n)s runs", "%(n)s run", len(seen)) % {"n": len(seen)}
        yield Line(_("Workers"), text, "ok", ", ".join(worker.name for worker in seen))
        return
    last = RunningWorker.objects.first()
    note = _("Last seen %(when)s.") % {"when": _when(last.seen_at)} if last else ""
    yield Line(_("Workers"), _("none runs"), "bad", note)


def _tasks(at: datetime) -> Iterator[Line]:
    tasks = counts.tasks(at)
    yield Line(_("Tasks to do now"), str(tasks.due))
    yield Line(_("Tasks in work"), str(tasks.running))
    yield Line(_("Tasks for later"), str(tasks.later))
    yield _failures(_("Tasks given up"), tasks.failed, _failed_tasks() if tasks.failed else "")


def _failed_tasks() -> str:
    paths = DBTaskResult.objects.failed().order_by().values_list("task_path", flat=True).distinct()
    text = _("%(names)s. The reason is in the log; `manage.py retry` tries them again.")
    return text % {"names": ", ".join(sorted(paths))}


def _due(at: datetime) -> Iterator[Line]:
    ends = DBTaskResult.objects.successful().order_by().values_list("task_path")
    last = dict(ends.annotate(last=Max("finished_at")))
    planned = dict(Schedule.objects.values_list("name", "next_run_at"))
    for work in schedule.works():
        ended, following = last.get(work.task.module_path), planned.get(work.task.name)
        value = _when(ended) if ended else _("not yet")
        late = following is not None and following < at - LATE
        note = _("Next: %(when)s.") % {"when": _when(following)} if following else ""
        yield Line(str(work.what), value, "bad" if late else "", note)


def _storage() -> Iterator[Line]:
    disk = shutil.disk_usage(settings.VAR_DIR)
    free = disk.free / disk.total
    yield Line(
        _("Free on the disk"),
        _("%(free)s of %(all)s")
        % {"free": filesizeformat(disk.free), "all": filesizeformat(disk.total)},
        "bad" if free < LITTLE_DISK else "ok",
        str(settings.VAR_DIR),
    )
    yield Line(_("Database"), filesizeformat(_database_size()), note=_database())
    yield Line(_("Photos"), *_photos())
    kind = str(settings.CACHES["default"]["BACKEND"]).rpartition(".")[2]
    where = {"DatabaseCache": _("in the database"), "RedisCache": "Valkey/Redis"}
    yield Line(_("Cache"), where.get(kind, kind))


def _database() -> str:
    number = ".".join(map(str, connection.get_database_version()))
    return f"{connection.display_name} {number}"


def _database_size() -> int:
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        parts = (path, path.with_name(f"{path.name}-wal"))
        return sum(part.stat().st_size for part in parts if part.exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _photos() -> tuple[str, str, str]:
    options = settings.STORAGES["default"].get("OPTIONS", {})
    if bucket := options.get("bucket_name"):
        return _("in the object storage"), "", str(bucket)
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    size = filesizeformat(sum(path.stat().st_size for path in files))
    return size, "", ngettext("%(n)s file", "%(n)s files", len(files)) % {"n": len(files)}


def _backups(at: datetime) -> Iterator[Line]:
    made = [*Backup.objects.all()[:BACKUPS_SHOWN]]
    if not made:
        how = _("The command `manage.py backup` makes one.")
        yield Line(_("Last backup"), _("none yet"), "wait", how)
        return
    tone = "bad" if made[0].made_at < at - OLD_BACKUP else "ok"
    for number, backup in enumerate(made):
        label = _("Before that") if number else _("Last backup")
        size = filesizeformat(backup.size)
        yield Line(label, _when(backup.made_at), "" if number else tone, size)


def _settings() -> Iterator[Line]:
    found = checks.run_checks(tags=["operation"])
    for warning in found:
        yield Line(_("Please check"), str(warning.msg), "wait", str(warning.hint or ""))
    if not found:
        yield Line(_("Nothing to complain about"), _("safe to run"), "ok")


def _versions() -> Iterator[Line]:
    yield Line("Streifzug", version.number())
    yield Line("Django", django.get_version())
    yield Line("Python", platform.python_version())
    yield Line(_("Database"), _database())


def _when(at: datetime | None) -> str:
    return f"{dates.short_date(at)}, {dates.at_clock(at)}" if at else ""
