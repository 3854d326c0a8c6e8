"""People act while servers are killed hard; then it is asked whether what they saw is true.

python -m bench.crash
"""

import json
import os
import random
import signal
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench import scene, servers
from bench.acts import Actor, Employee, Organizer
from bench.stage import CAPACITY

PEOPLE, ACTS, AT_ONCE = 200, 4, 16
# Ten deaths: a worker of gunicorn, all of gunicorn at once, the process that sends mails.
DEATHS = ("one",) * 5 + ("all",) * 3 + ("mails",) * 2


@dataclass
class Outcome:
    """What the drama came to."""

    kills: list[str]
    steps: list[list[tuple[object, ...]]]
    faults: list[str]
    seconds: float

    @property
    def seen(self) -> int:
        """How many pages said that something is so."""
        return sum(step[0] == "seen" for steps in self.steps for step in steps)


@dataclass
class House:
    """Web server and worker of an installation, started anew as systemd would."""

    installation: servers.Installation
    port: int = field(default_factory=servers.free_port)
    kills: list[str] = field(default_factory=list)

    def __enter__(self) -> "House":
        self.web = self.installation.start_web(self.port)
        self.mails = self.installation.start_worker()
        servers.wait_until_up(self.port)
        return self

    def __exit__(self, *_exception: object) -> None:
        for process in (self.web, self.mails):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def kill(self, death: str) -> None:
        """Kills without warning, and starts again what does not do so by itself."""
        if death == "one":
            children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text()
            if not children.split():
                return  # gunicorn is about to start them again
            os.kill(int(random.choice(children.split())), signal.SIGKILL)
        elif death == "all":
            os.killpg(self.web.pid, signal.SIGKILL)
            self.web.wait()
            self.web = self.installation.start_web(self.port)
        else:
            os.killpg(self.mails.pid, signal.SIGKILL)
            self.mails.wait()
            self.mails = self.installation.start_worker()
        self.kills.append(death)

    def kill_all(self, deaths: Iterable[str], pause: float) -> None:
        """One death after the other; the server is up again before the next one."""
        for number, death in enumerate(deaths, start=1):
            while len(self.kills) < number:
                time.sleep(random.uniform(0.2, 1) * pause)
                self.kill(death)
            servers.wait_until_up(self.port, 120)


def run(
    installation: servers.Installation,
    *,
    people: int = PEOPLE,
    acts: int = ACTS,
    deaths: tuple[str, ...] = DEATHS,
    pause: float = 1,
) -> Outcome:
    """The drama: a crowd, an organizer, and deaths in an order nobody knows."""
    stage = scene.set_up_crash(installation, people=people)
    order = random.sample(deaths, len(deaths))
    begun = time.monotonic()
    with House(installation) as house:
        actors: list[Actor] = [
            Employee(house.port, *person, slugs=stage.slugs) for person in stage.people
        ]
        organizer = Organizer(
            house.port, *stage.organizer, excursion=stage.excursion, capacity=CAPACITY
        )
        killer = threading.Thread(target=house.kill_all, args=(order, pause))
        killer.start()
        with ThreadPoolExecutor(AT_ONCE + 1) as pool:
            busy = pool.submit(organizer.play, acts * 3, random.Random())
            played = list(pool.map(partial(play, acts), actors))
            # Until the last death there is somebody who acts.
            while killer.is_alive():
                played += list(pool.map(partial(play, 1), actors[:AT_ONCE]))
            busy.result()
        killer.join()
    steps = [[tuple(step) for step in actor.steps] for actor in (*actors, organizer)]
    file = installation.folder / "steps.json"
    file.write_text(json.dumps(steps))
    faults = json.loads(scene.run(installation, "bench.truth", str(file)))
    return Outcome(house.kills, steps, faults, time.monotonic() - begun)


def play(acts: int, actor: Actor) -> None:
    actor.play(acts, random.Random())


def main(acts: int = 10) -> None:
    print(f"\n{PEOPLE} people act {acts} times each, and servers die.\n")
    print("| database | killed | pages that said so | untrue or half | after |")
    print("|---|---|---|---|---|")
    for database in servers.DATABASES:
        place = servers.place(database, "crash")
        outcome = run(place, acts=acts, deaths=DEATHS * 2)
        print(
            f"| {database} | {len(outcome.kills)} times | {outcome.seen} "
            f"| {len(outcome.faults)} | {outcome.seconds:.0f} s |",
            flush=True,
        )
        for fault in outcome.faults[:10]:
            print(f"  {fault}")


if __name__ == "__main__":
    main()
