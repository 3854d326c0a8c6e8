"""Applies rules of the deletion, and looks for somebody in everything that is stored."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from jobs.tasks import tidy_up
from privacy import numbers, retention
from privacy.rules import EVERY


def delete(*names: str) -> int:
    """Applies the rules of these names; returns how many they deleted."""
    rules = [rule for rule in EVERY if rule.name in names]
    assert len(rules) == len(names)
    return sum(retention.carry_out(rules).counts.values())


def delete_all() -> dict[str, int]:
    """What the worker does on a day."""
    tidy_up.func()
    numbers.keep_due(timezone.now())
    return dict(retention.carry_out(EVERY).counts)


def found(*needles: str) -> dict[str, int]:
    """Table or file -> how many of its rows hold one of these texts, whatever the case."""
    low = [needle.lower() for needle in needles]

    def holds(value: Any) -> bool:
        return any(needle in str(value).lower() for needle in low)

    places = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            places[table] = sum(any(holds(value) for value in row) for row in cursor.fetchall())
    sessions = Session.objects.all()
    places["django_session"] = sum(holds(session.get_decoded()) for session in sessions)
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file():
            read = path.read_bytes().lower()
            hits = sum(needle.encode() in read for needle in low)
            places[str(path)] = hits + holds(path)
    return {place: hits for place, hits in places.items() if hits}
