"""Unsafe settings stop the start; each is named."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env, safety

SQLITE = "django.db.backends.sqlite3"


@pytest.fixture
def safe(tmp_path: Path) -> safety.Chosen:
    """Settings of an installation as it should be."""
    return safety.Chosen(
        debug=False,
        demo=False,
        site_url="https://exkursionen.stadt.example",
        secret_key=secrets.token_urlsafe(48),
        former_keys=[],
        bind="0.0.0.0:8000",
        mail_domains=["stadt.example"],
        contact_email="exkursionen@stadt.example",
        var_dir=tmp_path / "var",
        database={"ENGINE": SQLITE, "NAME": tmp_path / "var" / "db.sqlite3"},
    )


def found(chosen: safety.Chosen) -> list[str]:
    return [*safety.problems(chosen)]


def test_a_safe_installation_starts(safe: safety.Chosen) -> None:
    assert found(safe) == []
    assert safe.var_dir.is_dir()
    safety.insist(safe)


@pytest.mark.parametrize("make", [secrets.token_hex, secrets.token_urlsafe])
def test_keys_as_machines_make_them_are_good(
    make: Callable[[int], str], safe: safety.Chosen
) -> None:
    for _ in range(100):
        assert found(replace(safe, secret_key=make(40))) == []


@pytest.mark.parametrize(
    "key",
    ["short", "x" * 60, "changeme" * 8, "django-insecure-" + "8Kq2vT9xLm3sZr7bNw5cYh1pDf6gAe0u"],
)
def test_keys_that_can_be_guessed_are_refused(key: str, safe: safety.Chosen) -> None:
    (problem,) = found(replace(safe, secret_key=key))
    assert problem.startswith("SECRET_KEY")
    assert key not in problem


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"site_url": "http://exkursionen.stadt.example"}, "SITE_URL"),
        ({"site_url": "exkursionen.stadt.example"}, "SITE_URL"),
        ({"site_url": "https://stadt.example/exkursionen"}, "SITE_URL"),
        ({"debug": True, "bind": "127.0.0.1:8000"}, "SITE_URL"),
        ({"demo": True, "site_url": "http://localhost:8000"}, "BIND"),
        ({"debug": True, "site_url": "http://localhost:8000", "bind": ":8000"}, "BIND"),
        ({"mail_domains": []}, "ALLOWED_MAIL_DOMAINS"),
        ({"contact_email": "Organisationsteam"}, "CONTACT_EMAIL"),
        ({"former_keys": ["geheim"]}, "SECRET_KEY_FALLBACKS"),
        ({"var_dir": Path("var")}, "VAR_DIR"),
        ({"var_dir": Path("/proc/nowhere/var")}, "VAR_DIR"),
    ],
)
def test_what_is_unsafe_is_named(changes: dict[str, Any], named: str, safe: safety.Chosen) -> None:
    (problem,) = found(replace(safe, **changes))
    assert named in problem


@pytest.mark.parametrize("bind", ["127.0.0.1:8000", "[::1]:8000", "unix:/run/streifzug.sock"])
def test_the_demo_answers_this_machine(bind: str, safe: safety.Chosen) -> None:
    demo = replace(safe, demo=True, site_url="http://localhost:8000", bind=bind)
    assert found(demo) == []


def test_sqlite_on_a_network_file_system_is_refused(
    safe: safety.Chosen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safety, "file_system", lambda _folder: "nfs4")
    (problem,) = found(safe)
    assert "nfs4" in problem
    assert "DATABASE_URL" in problem
    postgres = {"ENGINE": "django.db.backends.postgresql", "NAME": "streifzug"}
    assert found(replace(safe, database=postgres)) == []


def test_the_innermost_mount_counts(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n"
        "server:/x /srv nfs4 rw 0 0\n"
        "/dev/sdb /srv/local\\040disk xfs rw 0 0\n"
    )
    assert safety.file_system(Path("/home"), mounts) == "ext4"
    assert safety.file_system(Path("/srv/streifzug"), mounts) == "nfs4"
    assert safety.file_system(Path("/srv/local disk/var"), mounts) == "xfs"
    assert safety.file_system(Path("/srv"), tmp_path / "none") == ""


def test_all_problems_come_in_one_list(
    safe: safety.Chosen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(env, "problems", ["SMTP_HOST is missing."])
    with pytest.raises(ImproperlyConfigured) as refused:
        safety.insist(replace(safe, secret_key="short", mail_domains=[]))
    assert str(refused.value).count("\n  - ") == 3
