"""While people are served, or mails are sent, nobody puts a backup back."""

import os
from typing import Any

import pytest
from django.utils import timezone

from operations import heartbeat, presence
from operations.models import RunningWorker
from tests.operations.installations import Installation, new_database, wait_until_ready
from tests.processes import wait_for
from tests.settings import POSTGRES


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """With nobody in it yet: only what runs stands in the way of a restore."""
    url = new_database(os.environ["DATABASE_URL"], "presence") if POSTGRES else ""
    made = Installation(tmp_path_factory.mktemp("present"), url, _programs())
    made.do("update", "-v0")
    made.do("backup", str(made.folder / "saved.tar"))
    return made


def _programs() -> dict[str, str]:
    """pg_dump must not be older than the server."""
    if not POSTGRES:
        return {}
    from tests.postgres import PROGRAMS

    return {"PATH": f"{PROGRAMS}:{os.environ['PATH']}"}


def why_not(installation: Installation) -> str:
    done = installation.manage("restore", str(installation.folder / "saved.tar"))
    return done.stderr if done.returncode else ""


@pytest.mark.parametrize("arguments", [[], ["--with-worker"]], ids=["web", "web and worker"])
def test_a_web_server_that_runs_is_not_restored_under(
    arguments: list[str], installation: Installation
) -> None:
    with installation.serving(*arguments, WEB_WORKERS="1") as (port, process):
        wait_until_ready(port)
        assert "stop them first" in why_not(installation)
        process.terminate()
        assert process.wait(timeout=60) == 0
    # Whoever ended in order has left no trace.
    assert why_not(installation) == ""


def test_a_web_server_that_was_killed_holds_nothing(installation: Installation) -> None:
    with installation.serving(WEB_WORKERS="1") as (port, process):
        wait_until_ready(port)
        process.kill()
        process.wait()
        # Its own workers notice within a second or two; until then they answer people.
        wait_for(lambda: why_not(installation) == "", seconds=60)


def test_nothing_starts_while_a_backup_is_put_back(
    installation: Installation, settings: Any
) -> None:
    settings.VAR_DIR = installation.folder
    with presence.alone():
        for command in ("serve", "worker"):
            refused = installation.manage(command)
            assert refused.returncode != 0
            assert "is being restored" in refused.stderr
            assert "Traceback" not in refused.stderr


@pytest.mark.django_db
def test_whoever_ends_in_order_is_forgotten_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(heartbeat, "_last", None)
    RunningWorker.objects.create(name="rathaus-1", seen_at=timezone.now())
    heartbeat.beat(lambda: True)
    assert RunningWorker.objects.count() == 2
    heartbeat.leave()
    assert RunningWorker.objects.get().name == "rathaus-1"
