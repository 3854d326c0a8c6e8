"""Saving and putting back a database with its own means, while people may go on writing."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection, transaction
from psycopg.pq import Conninfo

from operations.backup import BackupError
from operations.backup.archive import DATABASES

NEEDS_CLIENT = (
    "{} is missing: install PostgreSQL's client programs (apt-get install postgresql-client)."
)


def tables() -> list[str]:
    """The tables of the database in use."""
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def rows() -> dict[str, int]:
    """How many rows each table has."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608 (a name of our own)
            found[table] = cursor.fetchone()[0]
    return found


@contextmanager
def saved(folder: Path) -> Iterator[tuple[Path, dict[str, int]]]:
    """A copy of the database as it is at one moment, with the number of rows in it."""
    target = folder / DATABASES[connection.vendor]
    if connection.vendor == "sqlite":
        # Without what was deleted but not yet overwritten, which a copy of the file would hold.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        with closing(sqlite3.connect(target)) as copy:
            yield target, _rows_of(copy)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # The program and the counting see the same moment.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
        found = rows()
    yield target, found


def put_back(source: Path) -> None:
    """Replaces everything in the database by the copy, in one transaction."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(source)) as copy:
            try:
                copy.backup(connection.connection)
            except sqlite3.OperationalError as error:
                text = "Other processes use the database: stop the web server and the worker."
                raise BackupError(text) from error
        connection.close()
        return
    script = source.with_suffix(".sql")
    drops = "".join(f"DROP TABLE {connection.ops.quote_name(t)} CASCADE;\n" for t in tables())
    connection.close()
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source))
    clean = source.with_suffix(".clean.sql")
    clean.write_text(drops)
    _run(
        *("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"),
        *("--output=/dev/null", f"--file={clean}", f"--file={script}"),
    )


def _rows_of(copy: sqlite3.Connection) -> dict[str, int]:
    found = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    names = sorted(name for (name,) in copy.execute(found))
    return {n: copy.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in names}  # noqa: S608


def _run(program: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs on this database. The password is in no command line."""
    path = shutil.which(program)
    if path is None:
        raise BackupError(NEEDS_CLIENT.format(program))
    address = connection.get_connection_params()
    environment = os.environ | {
        option.envvar.decode(): str(address[option.keyword.decode()])
        for option in Conninfo.get_defaults()
        if option.envvar and address.get(option.keyword.decode())
    }
    done = subprocess.run(
        [path, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip().splitlines()[0][:300]}")
