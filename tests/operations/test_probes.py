"""What machines ask: is it alive, is it ready."""

import time
from typing import Any

import django.test
import pytest
from django.core.cache import caches
from django.db import connections
from django.db.utils import OperationalError

from operations import probes

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _not_known_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "_is_migrated", False)


@pytest.fixture
def machine() -> django.test.Client:
    """Comes without TLS, and knows a process by its number only."""
    return django.test.Client(headers={"host": "10.1.2.3:8000"})


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_machine_gets_a_short_answer_without_details(
    path: str, machine: django.test.Client
) -> None:
    answer = machine.get(path)
    assert answer.status_code == 200
    assert answer.content == b"ok\n"
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


def broken(*args: Any, **kwargs: Any) -> Any:
    raise OperationalError("no database at db.stadt.example")


def test_without_a_database_it_lives_but_is_not_ready(
    machine: django.test.Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(type(connections["default"]), "cursor", broken)
    assert machine.get("/healthz").status_code == 200
    answer = machine.get("/readyz")
    assert answer.status_code == 503
    assert answer.content == b"not ready\n"
    assert "Not ready: OperationalError" in caplog.text
    assert "stadt.example" not in caplog.text


def test_without_a_cache_it_is_not_ready(
    machine: django.test.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(caches["default"]), "get", broken)
    assert machine.get("/readyz").status_code == 503


def test_before_the_update_of_the_database_it_is_not_ready(
    machine: django.test.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probes, "unapplied", lambda: ["excursions.9999_new"])
    assert machine.get("/readyz").status_code == 503
    monkeypatch.setattr(probes, "unapplied", list)
    assert machine.get("/readyz").status_code == 200


def test_a_database_that_hangs_is_not_waited_for(
    machine: django.test.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probes, "PATIENCE", 0.1)
    monkeypatch.setattr(probes, "_missing", lambda: time.sleep(1))
    assert machine.get("/readyz").status_code == 503


def test_other_requests_are_none_of_its_business() -> None:
    somebody = django.test.Client()
    assert somebody.post("/healthz", secure=True).status_code == 404
    assert somebody.get("/healthz/x").status_code == 301
