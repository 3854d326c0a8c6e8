"""How many registrations a second one excursion takes: its row is locked by one at a time.

python -m bench.hot_row
"""

import os
import subprocess
import sys
import time

import django

from bench import scene, servers

EACH = 150  # registrations of each process
PROCESSES = (1, 2, 4)


def prepare(processes: int) -> None:
    """Inside an installation: an excursion for everybody, and one for each process alone."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from accounts.models import User
    from bench.prepare import make_excursion

    one = make_excursion(10_000)
    for number in range(processes):
        one.pk, one.slug = None, f"own-{number}"
        one.save(force_insert=True)
    User.objects.bulk_create(
        User(email=f"hot{n}@stadt.example", name="Kim", password="!")
        for n in range(2 * EACH * sum(PROCESSES))
    )
    print("done")


def register(slug: str, first: int) -> None:
    """Inside an installation: waits for the word to start, registers, without HTTP."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from accounts.models import User
    from excursions import actions
    from excursions.models import Excursion
    from excursions.rules import Wish

    excursion = Excursion.objects.get(slug=slug)
    people = list(User.objects.filter(email__startswith="hot").order_by("pk")[first : first + EACH])
    answers = actions.Answers(name="Kim Sommer", other_unit="Fachdienst Mobilität")
    print("ready", flush=True)
    sys.stdin.readline()
    for person in people:
        actions.register(excursion, user=person, answers=answers, wish=Wish.SEAT)


def together(place: servers.Installation, slugs: list[str], first: int) -> float:
    """Registrations per second of so many processes at once."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.hot_row", slug, str(first + EACH * number)],
            cwd=servers.ROOT,
            env=place.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for number, slug in enumerate(slugs)
    ]
    for process in started:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
    begun = time.perf_counter()
    for process in started:
        assert process.stdin
        process.stdin.write(b"\n")
        process.stdin.close()
    for process in started:
        assert process.wait(timeout=300) == 0
    return EACH * len(slugs) / (time.perf_counter() - begun)


def main() -> None:
    print("\nRegistrations per second without HTTP: all for one excursion, each for its own.\n")
    print("| database | 1 process | 2 processes | 4 processes |")
    print("|---|---|---|---|")
    for database in servers.DATABASES:
        place = servers.place(database, "hot")
        scene.set_up_with(place, "bench.hot_row", "prepare", str(max(PROCESSES)))
        first, cells = 0, []
        for processes in PROCESSES:
            pair = []
            for slugs in (["bench"] * processes, [f"own-{n}" for n in range(processes)]):
                pair.append(together(place, slugs, first))
                first += EACH * processes
            cells.append(f"{pair[0]:.0f}, {pair[1]:.0f}")
        print(f"| {database} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["prepare"]:
        prepare(int(sys.argv[2]))
    elif sys.argv[1:]:
        register(sys.argv[1], int(sys.argv[2]))
    else:
        main()
