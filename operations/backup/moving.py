"""From SQLite to PostgreSQL: every row of every table, as it is."""

from itertools import batched
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction
from django.db.models import sql

BACKUP = "backup"
AT_ONCE = 500
# Tables that are no models: each database has its own.
LEFT_OUT = {"cache", "django_migrations"}


def move(source: Path) -> None:
    """Replaces the rows of the database in use by those of a SQLite file of the same version."""
    sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(source)}
    both = {"default": settings.DATABASES["default"], BACKUP: sqlite}
    connections.settings[BACKUP] = connections.configure_settings(both)[BACKUP]
    try:
        with transaction.atomic():  # foreign keys are looked at when it ends
            _empty()
            for model in _models():
                _copy(model)
            with connection.cursor() as cursor:
                for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
                    cursor.execute(statement)
    finally:
        connections[BACKUP].close()
        del connections[BACKUP]
        del connections.settings[BACKUP]


def _models() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def _empty() -> None:
    """Rows that migrations made, such as groups: the backup has its own."""
    names = [model._meta.db_table for model in _models()]
    statements = connection.ops.sql_flush(no_style(), names, allow_cascade=True)
    connection.ops.execute_sql_flush(statements)


def _copy(model: type[models.Model]) -> None:
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    rows = model._base_manager.using(BACKUP).order_by("pk").iterator(AT_ONCE)
    for batch in batched(rows, AT_ONCE):
        # Raw: moments such as "last saved" stay what they are.
        query = sql.InsertQuery(model)
        query.insert_values(fields, list(batch), raw=True)
        query.get_compiler(using="default").execute_sql()
