"""From one kind of database to the other."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from operations.backup import archive
from tests.operations.installations import Installation, new_database
from tests.settings import POSTGRES

# What a restored installation makes anew, and where each keeps its own.
ANEW = {
    "sessions.session",
    "jobs.schedule",
    "operations.runningworker",
    "operations.backup",
    "django_tasks_db.dbtaskresult",
}


def everything(there: Installation) -> dict[str, list[str]]:
    """All rows as Django sees them, by model."""
    found: dict[str, list[str]] = {}
    for row in json.loads(there.do("dumpdata", "--all", "--natural-foreign")):
        found.setdefault(row["model"], []).append(json.dumps(row, sort_keys=True))
    return {model: sorted(rows) for model, rows in found.items() if model not in ANEW}


if POSTGRES:

    def test_a_city_moves_from_sqlite_to_postgresql(tmp_path: Path) -> None:
        demo = {"DEMO": "1", "SITE_URL": "http://localhost:8000"}
        small = Installation(tmp_path / "small", extra=demo)
        small.do("migrate", "-v0")
        small.do("load_demo", "--without-recaps")
        small.do("backup", str(tmp_path / "saved.tar"))
        url = new_database(os.environ["DATABASE_URL"], "moved")
        large = Installation(tmp_path / "large", url, demo)
        large.do("restore", str(tmp_path / "saved.tar"))
        there = everything(large)
        assert there == everything(small)
        assert there["excursions.registration"]
        # The counters of the keys were moved on: new rows find free ones.
        large.do("load_demo", "--without-recaps")
        large.do(
            "shell", "-v0", "-c", "from stations.models import Station as S; S(name='Neu').save()"
        )

else:

    @pytest.mark.django_db
    def test_a_backup_of_postgresql_needs_postgresql(tmp_path: Path, settings: Any) -> None:
        settings.VAR_DIR = tmp_path
        path = tmp_path / "saved.tar"
        manifest = archive.Manifest("0.1.0", "2027-05-12", "postgresql", [], {})
        with archive.writing(path, manifest) as writer, path.with_name("x").open("wb+") as empty:
            writer.add("database.dump", empty, 0)
        assert connection.vendor == "sqlite"
        with pytest.raises(CommandError, match="only be restored into PostgreSQL"):
            call_command("restore", path, replace=True)
