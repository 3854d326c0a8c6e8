"""Real HTTP against the production server: a rush, and servers killed in the middle of one.

On SQLite, and on PostgreSQL in its pass.
"""

import os
import random
import signal
import threading
from pathlib import Path

import pytest

from bench import client, scene, servers
from tests.settings import POSTGRES

SEATS = 40
RUSHING = 100  # `make bench` sends 1,000
TRYING = 60
KILLS = 5
ADDRESS = "/exkursionen/bench/anmelden/"


@pytest.fixture
def installation(tmp_path: Path) -> servers.Installation:
    if POSTGRES:
        # A name of its own: two processes of xdist may be here at once.
        return servers.postgres(tmp_path, os.environ["DATABASE_URL"], f"load{os.getpid()}")
    return servers.sqlite(tmp_path)


def test_a_crowd_rushes_for_forty_seats(installation: servers.Installation) -> None:
    people = scene.set_up(installation, people=RUSHING, capacity=SEATS)
    with installation.serving(threads=8) as (port, _process):
        outcome = client.crowd(
            people,
            client.register("bench", whole_flow=False),
            port=port,
            concurrency=64,
        )
    assert outcome.errors == []
    found = scene.look(installation)
    assert found.confirmed == SEATS
    assert found.waiting == found.places == RUSHING - SEATS
    assert found.events == found.mails == len(found.keys) == RUSHING


def test_killed_servers_leave_nothing_half(installation: servers.Installation) -> None:
    people = scene.set_up(installation, people=TRYING, capacity=SEATS)
    promised: list[str] = []

    def act(browser: client.Browser) -> None:
        """Tries again after a crash, as people do."""
        for _try in range(20):
            try:
                form = browser.get(ADDRESS)
                if form.status == 302:  # the registration of an earlier try
                    promised.append(form.location)
                    return
                wish = "waitlist" if b'value="waitlist"' in form.body else "seat"
                answers = {"name": "Kim Sommer", "other_unit": "Fachdienst Mobilität"}
                reply = browser.post(ADDRESS, {**answers, "wish": wish})
                if reply.status == 302:
                    promised.append(reply.location)
                    return
            except (OSError, EOFError, ValueError):
                pass
            browser.close()
            browser.connect()
        raise AssertionError("no answer after 20 tries")

    with installation.serving() as (port, server):
        over = threading.Event()
        killer = threading.Thread(target=kill_now_and_then, args=(server.pid, over))
        killer.start()
        outcome = client.crowd(people, act, port=port, concurrency=16)
        over.set()
        killer.join()

    found = scene.look(installation)
    assert outcome.errors == []
    assert found.confirmed == SEATS
    assert found.waiting == found.places == TRYING - SEATS
    assert found.events == found.mails == TRYING
    assert len(set(promised)) == TRYING
    assert {int(address.split("/")[2]) for address in promised} == set(found.keys)


def kill_now_and_then(master: int, over: threading.Event) -> None:
    """Kills one of the master's workers, a few times; gunicorn starts another."""
    for _kill in range(KILLS):
        if over.wait(random.uniform(0.3, 1.0)):
            return
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        if children:
            os.kill(int(random.choice(children)), signal.SIGKILL)
