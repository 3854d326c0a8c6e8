"""A database of its own that is migrated forwards and backwards, past that of the tests."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# What the first release had of ours. Apps that are not named came later.
FIRST = {
    "accounts": "0001_initial",
    "stations": "0001_initial",
    "jobs": "0002_cache_table",
    "excursions": "0002_group_organisation",
}
# What it had of others, and has still.
OTHERS = {"account", "admin", "auth", "contenttypes", "django_tasks_database", "sessions"}


def ours() -> set[str]:
    """The labels of this project's apps."""
    return {
        one.label
        for one in apps.get_app_configs()
        if Path(one.path).parent == settings.BASE_DIR and (Path(one.path) / "migrations").exists()
    }


@contextmanager
def another_database(folder: Path) -> Iterator[None]:
    """Has the default connection talk to an empty database for a while."""
    usual = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        other = str(folder / "migrating.sqlite3")
    else:
        other = f"migrating_{os.getpid()}"
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{other}"')
    try:
        _talk_to(other)
        yield
    finally:
        _talk_to(usual)
        if connection.vendor == "postgresql":
            with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
                server.execute(f'DROP DATABASE "{other}" WITH (FORCE)')


def _talk_to(name: str) -> None:
    connection.close()
    if connection.vendor == "postgresql":
        cast(Any, connection).close_pool()
    connection.settings_dict["NAME"] = name


def to_first() -> Any:
    """Migrates to the first release, from nothing or back from a later one; gives its models."""
    executor = MigrationExecutor(connection)
    had = [*FIRST.items()]
    had += [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in OTHERS]
    later = ours() - FIRST.keys() if executor.loader.applied_migrations else set()
    executor.migrate([*had, *((label, None) for label in later)])
    return executor.loader.project_state(had).apps


def to(label: str, name: str) -> Any:
    """Migrates one app, and what it needs, to this migration; gives its models."""
    executor = MigrationExecutor(connection)
    executor.migrate([(label, name)])
    return executor.loader.project_state([(label, name)]).apps


def to_newest() -> None:
    """As operators do it."""
    call_command("migrate", verbosity=0)
