"""Valkey or Redis as the cache: limits count there, and the site says so when it is away."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connections
from django.urls import reverse

from accounts.models import User
from config import data, env
from tests.accounts.login import ask
from tests.conftest import Client, logged_in
from tests.redis_server import Redis

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    redis = Redis(tmp_path_factory.mktemp("redis"))
    yield redis
    redis.stop()


@pytest.fixture
def redis(server: Redis, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Redis:
    """The cache of this test, as CACHE_URL sets it."""
    if server.process is None:
        server.start()
    monkeypatch.setenv("CACHE_URL", server.url)
    settings.CACHES = data.caches()
    cache.clear()
    return server


def test_it_counts_for_all_processes(redis: Redis) -> None:
    cache.add("limit", 0, timeout=60)
    assert [cache.incr("limit") for _ in range(3)] == [1, 2, 3]
    assert type(cache._connections["default"]).__name__ == "RedisCache"  # type: ignore[attr-defined]


def test_the_limits_of_logging_in_count_there(redis: Redis, client: Client, kim: User) -> None:
    answers = [ask(client, kim.email).status_code for _ in range(4)]
    assert answers[:3] == [302, 302, 302]
    assert answers[3] != 302


@pytest.mark.usefixtures("allows_errors")
def test_when_it_is_away_pages_go_on_and_logging_in_waits(
    redis: Redis, client: Client, kim: User
) -> None:
    redis.stop()
    # Whoever is logged in goes on: sessions and places are in the database.
    assert client.get("/").status_code == 200
    assert logged_in(kim).get(reverse("excursions:mine")).status_code == 200
    # Nobody logs in without a limit: that page says that it is away.
    client.raise_request_exception = False
    answer = ask(client, kim.email)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "Im Moment nicht erreichbar" in answer.content.decode()
    redis.start()
    assert ask(client, kim.email).status_code == 302


@pytest.mark.usefixtures("allows_errors")
def test_when_the_database_is_away_the_page_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any) -> Any:
        raise OperationalError("connection refused: db.stadt.example")

    monkeypatch.setattr(type(connections["default"]), "cursor", away)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 503
    assert "Im Moment nicht erreichbar" in answer.content.decode()
    assert "stadt.example:" not in answer.content.decode()


@pytest.mark.parametrize(
    "url", ["memcached://cache.example", "redis:///0", "cache.example:6379", "redis://"]
)
def test_an_address_that_is_none_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    problems: list[str] = []
    monkeypatch.setattr(env, "problems", problems)
    monkeypatch.setenv("CACHE_URL", url)
    data.caches()
    assert [problem.split()[0] for problem in problems] == ["CACHE_URL"]


def test_encryption_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    for given, meant in (("valkeys", "rediss"), ("rediss", "rediss"), ("valkey", "redis")):
        monkeypatch.setenv("CACHE_URL", f"{given}://:secret@cache.example:6380/1")
        location = data.caches()["default"]["LOCATION"]
        assert location == f"{meant}://:secret@cache.example:6380/1"
