"""Settings from the environment: a wrong value is said at once and by name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import env

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def problems(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was found wrong in this test."""
    found: list[str] = []
    monkeypatch.setattr(env, "problems", found)
    monkeypatch.setattr(env, "names", set())
    monkeypatch.delenv("X", raising=False)
    return found


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("TRUE", True), (" yes ", True), ("on", True), ("0", False), ("", False)],
)
def test_a_switch_is_on_or_off(
    value: str, expected: bool, monkeypatch: pytest.MonkeyPatch, problems: list[str]
) -> None:
    monkeypatch.setenv("X", value)
    assert env.flag("X") is expected
    assert problems == []


@pytest.mark.parametrize("value", ["maybe", "2"])
def test_a_switch_that_is_neither_is_refused(
    value: str, monkeypatch: pytest.MonkeyPatch, problems: list[str]
) -> None:
    monkeypatch.setenv("X", value)
    assert env.flag("X") is False
    assert problems == ["X must be 1 or 0."]


@pytest.mark.parametrize("value", ["", "   "])
def test_a_value_that_is_needed_must_not_be_empty(
    value: str, monkeypatch: pytest.MonkeyPatch, problems: list[str]
) -> None:
    monkeypatch.setenv("X", value)
    assert env.text("X") == ""
    assert problems == ["X is missing."]


def test_a_missing_value_is_named_or_has_a_default(problems: list[str]) -> None:
    assert env.text("X") == ""
    assert problems == ["X is missing."]
    assert env.text("X", "default") == "default"
    assert env.flag("X", True) is True
    assert env.number("X", 3) == 3
    assert env.words("X", "a b") == ["a", "b"]
    assert env.one_of("X", "a", "b") == "a"
    assert problems == ["X is missing."]


@pytest.mark.parametrize("value", ["many", "-1", "0", "1.5", ""])
def test_a_number_is_a_number(
    value: str, monkeypatch: pytest.MonkeyPatch, problems: list[str]
) -> None:
    monkeypatch.setenv("X", "25")
    assert env.number("X", 1) == 25
    monkeypatch.setenv("X", value)
    assert env.number("X", 7) == 7
    assert problems == ["X must be a whole number from 1 on."]


def test_a_choice_is_one_of_those_offered(
    monkeypatch: pytest.MonkeyPatch, problems: list[str]
) -> None:
    monkeypatch.setenv("X", "c")
    assert env.one_of("X", "a", "b") == "a"
    assert problems == ["X must be one of: a, b."]


def test_words_are_separated_by_commas_or_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", " a.example, b.example  c.example,")
    assert env.words("X") == ["a.example", "b.example", "c.example"]


def test_a_value_may_stand_in_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, problems: list[str]
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim\n")
    monkeypatch.setenv("X_FILE", str(secret))
    assert env.text("X") == "geheim"
    assert env.text("X", "default") == "geheim"
    assert problems == []


def test_a_file_that_cannot_be_read_is_named_but_not_what_stands_in_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, problems: list[str]
) -> None:
    monkeypatch.setenv("X_FILE", str(tmp_path / "nowhere"))
    env.text("X", "")
    assert problems == ["X_FILE names a file that cannot be read."]


def test_a_value_and_a_file_are_one_too_many(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, problems: list[str]
) -> None:
    (tmp_path / "secret").write_text("geheim")
    monkeypatch.setenv("X", "value")
    monkeypatch.setenv("X_FILE", str(tmp_path / "secret"))
    env.text("X")
    assert problems == ["Set either X or X_FILE, not both."]


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


NEEDED = [
    "SITE_URL",
    "SECRET_KEY",
    "CONTACT_PHONE",
    "CONTACT_EMAIL",
    "ALLOWED_MAIL_DOMAINS",
    "SMTP_HOST",
]


@pytest.mark.parametrize("name", NEEDED)
def test_production_does_not_start_without(name: str) -> None:
    started = production(**{name: ""})
    assert started.returncode != 0
    assert name in started.stderr


def test_what_the_address_of_the_database_says_stays() -> None:
    started = production(DATABASE_URL="postgres://u:p@db.example/s?sslmode=require")
    assert started.returncode == 0, started.stderr
    assert "'sslmode': 'require'" in started.stdout
    assert "'pool'" in started.stdout
    assert "'DISABLE_SERVER_SIDE_CURSORS': False" in started.stdout


def test_behind_a_pooler_no_cursor_of_the_server_is_asked_for() -> None:
    started = production(DATABASE_URL="postgres://u:p@db.example/s", BEHIND_POOLER="1")
    assert started.returncode == 0, started.stderr
    assert "'DISABLE_SERVER_SIDE_CURSORS': True" in started.stdout


def test_everything_that_is_wrong_is_said_at_once_and_no_value_is_shown() -> None:
    started = production(
        SECRET_KEY="geheim",
        SITE_URL="http://exkursionen.stadt.example",
        SMTP_HOST="",
        SMTP_PORT="post",
        DATABASE_URL="mysql://streifzug:hunter2@db.example/s",
        CACHE_URL="memcached://:hunter2@cache.example",
        S3_SECRET_ACCESS_KEY="hunter2",
        LOG_FORMAT="xml",
    )
    assert started.returncode != 0
    lines = started.stderr.partition("docs/operators.md):\n")[2].splitlines()
    named = sorted(line.removeprefix("  - ").split()[0] for line in lines)
    assert named == sorted(
        [
            "SECRET_KEY", "SITE_URL", "SMTP_HOST", "SMTP_PORT", "DATABASE_URL", "CACHE_URL",
            "S3_BUCKET", "LOG_FORMAT",
        ]
    )  # fmt: skip
    assert "hunter2" not in started.stderr
    assert "geheim" not in started.stderr


def test_a_database_address_that_cannot_be_read_is_not_shown() -> None:
    started = production(DATABASE_URL="postgres://streifzug:hun#ter2@db.example:x/s")
    assert started.returncode != 0
    assert "DATABASE_URL cannot be read" in started.stderr
    assert "ter2" not in started.stderr


def test_days_are_taken_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "60")
    assert env.days("X", 14, least=1, most=60) == 60


@pytest.mark.parametrize(
    ("value", "bound"),
    [
        ("0", "from 1 on"),
        ("-1", "from 1 on"),
        ("61", "at most 60 days"),
        ("36500", "at most 60 days"),
    ],
)
def test_days_beyond_the_bounds_are_refused(
    value: str, bound: str, monkeypatch: pytest.MonkeyPatch, problems: list[str]
) -> None:
    monkeypatch.setenv("X", value)
    assert env.days("X", 14, least=1, most=60) == 14
    (problem,) = problems
    assert problem.startswith("X must be")
    assert problem.endswith(f"{bound}.")
