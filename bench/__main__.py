"""`make bench`: measures everything and prints it as the tables of bench/README.md.

About a quarter of an hour on two cores that have nothing else to do. `python -m bench small` goes
through all of it with few people: to see that it runs, not for figures.
"""

import sys

from bench import client, crash, hot_row, mails, measure, scene, servers, servers_compared

PEOPLE, RUSHING, SEATS, CONCURRENCY = 600, 1000, 40, 8


def flow(people: int) -> None:
    print(f"Machine: {measure.machine()}; gunicorn, 2 workers with 4 threads.\n")
    print("| per second | whole flow | bare POST | ratio | empty pages | flow, p99 |")
    print("|---|---|---|---|---|---|")
    among_empty = client.register_at_reference_among_empty_pages
    for database in servers.DATABASES:
        bare = measure.reference(servers.place(database, "bare"), people, CONCURRENCY)
        empty = measure.reference(
            servers.place(database, "empty"), people, CONCURRENCY, among_empty
        )
        ours = measure.flow(servers.place(database, "ours"), people, CONCURRENCY)
        for outcome in (bare, empty, ours):
            assert not outcome.errors, outcome.errors[:3]
        print(
            f"| {database} | {ours.per_second:.0f} | {bare.per_second:.0f} "
            f"| {ours.per_second / bare.per_second:.2f} "
            f"| {empty.per_second:.0f} ({empty.per_second / bare.per_second:.2f}) "
            f"| {ours.percentile(0.99) * 1000:.0f} ms |",
            flush=True,
        )


def single_figures(many: int) -> None:
    print("\n| what | figure |\n|---|---|")
    counts = measure.statements(servers.place("SQLite", "statements"))
    whole = sum(counts[step] for step in ("detail", "form", "post", "result"))
    print(f"| SQL statements: {counts} | {whole} in the whole flow |", flush=True)
    few, crowded = (
        measure.detail_page(servers.place("SQLite", f"detail{n}"), n) for n in (40, many)
    )
    print(f"| detail page with 40 and {many} registrations | {few:.1f} and {crowded:.1f} ms |")
    small = servers.place("SQLite", "small")
    people = scene.set_up(small, people=100, capacity=200)
    print(f"| cold start | {measure.cold_start(small):.2f} s |")
    used = measure.memory(small, people)
    print(f"| memory, MB: {used} | {sum(used.values()):.0f} |", flush=True)
    paths = ["/", "/exkursionen/bench/", "/konto/einloggen/", "/datenschutz/"]
    print(f"| first visit, bytes | {measure.first_visit(small, paths)} |", flush=True)


def rushes(people: int) -> None:
    print(f"\nA rush of {people} people for {SEATS} seats; 2 web workers, 2 workers for mails.\n")
    print("| database | at once | confirmed | waiting, places | errors | after | p50 | p99 |")
    print("|---|---|---|---|---|---|---|---|")
    for database in servers.DATABASES:
        for concurrency in (64, 256):
            place = servers.place(database, f"rush{concurrency}")
            cells = measure.rush(place, people, SEATS, concurrency)
            print(f"| {database} | {concurrency} | {cells} |", flush=True)


def main(*, small: bool) -> None:
    flow(40 if small else PEOPLE)
    single_figures(100 if small else 4000)
    rushes(80 if small else RUSHING)
    hot_row.main()
    servers_compared.main()
    crash.main(acts=2 if small else 10)
    mails.main(200 if small else mails.MAILS)


if __name__ == "__main__":
    main(small="small" in sys.argv)
