"""Settings from the environment: a wrong value is said at once and by name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("TRUE", True), (" yes ", True), ("on", True), ("0", False), ("", False)],
)
def test_a_switch_is_on_or_off(value: str, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", value)
    assert env.flag("X") is expected


def test_a_switch_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "maybe")
    with pytest.raises(ImproperlyConfigured, match="X"):
        env.flag("X")


@pytest.mark.parametrize("value", ["", "   "])
def test_a_value_that_is_needed_must_not_be_empty(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("X", value)
    with pytest.raises(ImproperlyConfigured, match="X"):
        env.text("X")


def test_a_missing_value_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("X", raising=False)
    with pytest.raises(ImproperlyConfigured, match="X"):
        env.text("X")
    assert env.text("X", "default") == "default"
    assert env.flag("X", True) is True
    assert env.number("X", 3) == 3
    assert env.words("X", "a b") == ["a", "b"]


def test_a_number_is_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "25")
    assert env.number("X", 1) == 25
    monkeypatch.setenv("X", "many")
    with pytest.raises(ImproperlyConfigured, match="X"):
        env.number("X", 1)


def test_words_are_separated_by_commas_or_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", " a.example, b.example  c.example,")
    assert env.words("X") == ["a.example", "b.example", "c.example"]


def test_the_key_of_a_demo_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "key"
    key = env.demo_secret_key(path)
    assert len(key) >= 50
    assert env.demo_secret_key(path) == key
    assert path.stat().st_mode & 0o077 == 0


def production(**changes: str) -> subprocess.CompletedProcess[str]:
    """Starts the real settings in a process of their own, without the tests around them."""
    names = ("PATH", "HOME", "LANG", "VAR_DIR")
    environment = {name: os.environ[name] for name in names if name in os.environ} | {
        "SITE_URL": "https://exkursionen.stadt.example",
        "SECRET_KEY": "x" * 30 + "0123456789abcdefghijklmnopqrstuvwxyz",
        "CONTACT_PHONE": "03641 49-0",
        "CONTACT_EMAIL": "exkursionen@stadt.example",
        "ALLOWED_MAIL_DOMAINS": "stadt.example",
        "SMTP_HOST": "mail.stadt.example",
        **changes,
    }
    show = "from config import settings as s; print(s.ALLOWED_HOSTS, s.DATABASES['default'])"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", show],
        cwd=ROOT,
        env={name: value for name, value in environment.items() if value},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_what_the_guide_names() -> None:
    started = production()
    assert started.returncode == 0, started.stderr
    assert "['exkursionen.stadt.example']" in started.stdout
    assert "IMMEDIATE" in started.stdout


@pytest.mark.parametrize(
    "name",
    [
        "SITE_URL",
        "SECRET_KEY",
        "CONTACT_PHONE",
        "CONTACT_EMAIL",
        "ALLOWED_MAIL_DOMAINS",
        "SMTP_HOST",
    ],
)
def test_production_does_not_start_without(name: str) -> None:
    started = production(**{name: ""})
    assert started.returncode != 0
    assert name in started.stderr


def test_what_the_address_of_the_database_says_stays() -> None:
    started = production(DATABASE_URL="postgres://u:p@db.example/s?sslmode=require")
    assert started.returncode == 0, started.stderr
    assert "'sslmode': 'require'" in started.stdout
    assert "'pool'" in started.stdout


def test_days_are_taken_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "60")
    assert env.days("X", 14, least=1, most=60) == 60


@pytest.mark.parametrize("value", ["0", "61", "-1", "36500"])
def test_days_beyond_the_bounds_are_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", value)
    with pytest.raises(ImproperlyConfigured, match="X must be from 1 to 60 days"):
        env.days("X", 14, least=1, most=60)
