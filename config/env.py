"""Typed access to the environment. What is missing or wrong is collected here, and
`config.safety` refuses to start with all of it at once.

Every value may stand in a file instead, for secrets of systemd and of containers:
`SECRET_KEY_FILE=/run/secrets/key`.
"""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}

# Sentences that name the variable, never its value: it may be a secret.
problems: list[str] = []
# Every variable somebody asked for, to tell those that nobody reads.
names: set[str] = set()


def text(name: str, default: str | None = None) -> str:
    """The value of `name`; without a default it must be set and not empty."""
    value = _value(name)
    if value is None:
        value = default
    if value is None or (default is None and not value.strip()):
        problems.append(f"{name} is missing.")
        return ""
    return value.strip()


def flag(name: str, default: bool = False) -> bool:
    """A switch: 1/true/yes/on or 0/false/no/off."""
    value = text(name, str(default)).lower()
    if value not in TRUE | FALSE:
        problems.append(f"{name} must be 1 or 0.")
    return value in TRUE


def number(name: str, default: int, *, least: int = 1) -> int:
    """A whole number, not below `least`."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < least:
        problems.append(f"{name} must be a whole number from {least} on.")
        return default
    return int(value)


def one_of(name: str, *choices: str) -> str:
    """One of these words; the first is the default."""
    value = text(name, choices[0])
    if value not in choices:
        problems.append(f"{name} must be one of: {', '.join(choices)}.")
        return choices[0]
    return value


def days(name: str, default: int, *, least: int, most: int) -> int:
    """A number of days within bounds: nobody keeps data for ever by a slip, or for no time."""
    value = number(name, default, least=least)
    if value > most:
        problems.append(f"{name} must be at most {most} days.")
        return default
    return value


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas or spaces."""
    return text(name, default).replace(",", " ").split()


def _value(name: str) -> str | None:
    names.add(name)
    value = os.environ.get(name)
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return value
    if value:
        problems.append(f"Set either {name} or {name}_FILE, not both.")
    try:
        return Path(path).read_text().rstrip("\r\n")
    except (OSError, ValueError):
        problems.append(f"{name}_FILE names a file that cannot be read.")
        return None


def demo_secret_key(path: Path) -> str:
    """The key of a demo installation: made once, kept beside its database."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()
