"""`make bench`: measures everything and prints it as the tables of bench/README.md."""

import tempfile
from pathlib import Path

from bench import client, measure, scene, servers
from tests import postgres

PEOPLE = 600
CONCURRENCY = 8


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="streifzug-bench-"))
    uri = postgres.start(folder / "postgres")

    def installation(database: str, name: str) -> servers.Installation:
        if database == "SQLite":
            return servers.sqlite(folder / name)
        return servers.postgres(folder / name, uri, name)

    print(f"Machine: {measure.machine()}; gunicorn, 2 workers with 4 threads.\n")
    print("| per second | whole flow | bare POST | ratio | empty pages | flow, p99 |")
    print("|---|---|---|---|---|---|")
    for database in ("SQLite", "PostgreSQL"):
        bare = measure.reference(installation(database, "bare"), PEOPLE, CONCURRENCY)
        empty = measure.reference(
            installation(database, "empty"),
            PEOPLE,
            CONCURRENCY,
            client.register_at_reference_among_empty_pages,
        )
        ours = measure.flow(installation(database, "ours"), PEOPLE, CONCURRENCY)
        for outcome in (bare, empty, ours):
            assert not outcome.errors, outcome.errors[:3]
        print(
            f"| {database} | {ours.per_second:.0f} | {bare.per_second:.0f} "
            f"| {ours.per_second / bare.per_second:.2f} "
            f"| {empty.per_second:.0f} ({empty.per_second / bare.per_second:.2f}) "
            f"| {ours.percentile(0.99) * 1000:.0f} ms |",
            flush=True,
        )
    counts = measure.statements(installation("SQLite", "statements"))
    whole = sum(counts[step] for step in ("detail", "form", "post", "result"))
    print(f"\nSQL statements: {counts}; whole flow {whole}", flush=True)
    few, many = (measure.detail_page(folder / f"detail{n}", n) for n in (40, 4000))
    print(f"Detail page: {few:.1f} ms at 40, {many:.1f} ms at 4,000 registrations", flush=True)
    small = installation("SQLite", "small")
    people = scene.set_up(small, people=100, capacity=200)
    print(f"Cold start: {measure.cold_start(small):.2f} s")
    used = measure.memory(small, people)
    print(f"Memory: {used}, together {sum(used.values()):.0f} MB", flush=True)
    paths = ["/", "/exkursionen/bench/", "/konto/einloggen/", "/datenschutz/"]
    print(f"First visit, bytes: {measure.first_visit(small, paths)}", flush=True)
    for database in ("SQLite", "PostgreSQL"):
        for concurrency in (64, 256):
            name = f"rush{concurrency}"
            result = measure.rush(installation(database, name), 1000, 40, concurrency)
            print(f"Rush, {database}, {concurrency} at once: {result}", flush=True)


if __name__ == "__main__":
    main()
