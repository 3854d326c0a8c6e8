"""What happens inside an installation: people who are logged in, and what became of them."""

import json
import subprocess
import sys
from dataclasses import dataclass

from bench import fresh
from bench.servers import ROOT, Installation

Person = tuple[str, str]  # session key and CSRF token


@dataclass(frozen=True)
class Seated:
    """What the database says after a rush."""

    confirmed: int
    waiting: int
    places: int  # distinct places on the waitlist
    events: int
    mails: int
    states: dict[str, int]  # of the mails
    due: dict[str, int]  # how often each rare due work was enqueued
    keys: list[int]


@dataclass(frozen=True)
class Stage:
    """Two overlapping excursions, who wants to come, and who organises the first one."""

    people: list[Person]
    organizer: Person
    excursion: int
    slugs: tuple[str, str]


def set_up(installation: Installation, *, people: int, capacity: int) -> list[Person]:
    """An installation with one excursion and so many people, all logged in."""
    return _people(set_up_with(installation, "bench.prepare", str(people), str(capacity)))


def set_up_crash(installation: Installation, *, people: int) -> Stage:
    """The stage on which servers die."""
    stage = json.loads(set_up_with(installation, "bench.stage", str(people)))
    first, second = stage["slugs"]
    session, token = stage["organizer"]
    everybody = [(session, token) for session, token in stage["people"]]
    return Stage(everybody, (session, token), stage["excursion"], (first, second))


def set_up_with(installation: Installation, module: str, *arguments: str) -> str:
    """A fresh installation, and what this module makes in it."""
    fresh.set_up(installation)
    return run(installation, module, *arguments)


def set_up_reference(installation: Installation, *, people: int, capacity: int) -> list[Person]:
    """The same for the bare view."""
    settings = "bench.reference.settings"
    if not installation.is_sqlite:
        fresh.make_database(installation)
    installation.manage("migrate", "auth", "--verbosity", "0", settings=settings)
    installation.manage("migrate", "--run-syncdb", "--verbosity", "0", settings=settings)
    return _people(run(installation, "bench.prepare", str(people), str(capacity), "reference"))


def look(installation: Installation) -> Seated:
    """Counts what is in the database now."""
    return Seated(**json.loads(run(installation, "bench.look")))


def _people(output: str) -> list[Person]:
    return [(session, token) for session, token in json.loads(output)]


def run(installation: Installation, module: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=installation.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.splitlines()[-1]
