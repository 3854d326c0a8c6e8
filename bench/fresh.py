"""Migrates and collects static files once in a run of the tests or of the benchmark.

Every further installation is a copy: that takes milliseconds instead of ten seconds.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg

from bench.servers import Installation

MODEL = "model"  # the folder, and the database on PostgreSQL


def set_up(installation: Installation) -> None:
    """A migrated installation with everything a server needs to start."""
    with _locked():
        model = _model(installation)
    shutil.copytree(model.folder / "static", installation.folder / "static", dirs_exist_ok=True)
    if installation.is_sqlite:
        shutil.copy(model.folder / "db.sqlite3", installation.folder)
    else:
        make_database(installation, f'TEMPLATE "{model.database}"')


def make_database(installation: Installation, how: str = "") -> None:
    """An empty one on PostgreSQL, in the place of whatever is there, or a copy."""
    with psycopg.connect(installation.server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{installation.database}"')
        connection.execute(f'CREATE DATABASE "{installation.database}" {how}')


def _model(installation: Installation) -> Installation:
    """What the others are copies of: one for each kind of database."""
    if installation.is_sqlite:
        folder = _store() / f"{MODEL}-sqlite"
        model = Installation(folder, f"sqlite:///{folder / 'db.sqlite3'}")
    else:
        url = installation.server.replace("/postgres?", f"/{MODEL}?")
        model = Installation(_store() / f"{MODEL}-postgres", url)
    if not model.folder.exists():
        model.folder.mkdir()
        if not model.is_sqlite:
            make_database(model)
        model.manage("migrate", "--verbosity", "0")
        model.manage("collectstatic", "--noinput", "--verbosity", "0")
    return model


@cache
def _own_store() -> Path:
    return Path(tempfile.mkdtemp(prefix="streifzug-model-"))


def _store() -> Path:
    """Processes of xdist share the folder of the tests."""
    return Path(os.environ["TEST_DIR"]) if "TEST_DIR" in os.environ else _own_store()


@contextmanager
def _locked() -> Iterator[None]:
    with (_store() / "model.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
