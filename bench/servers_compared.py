"""The same pages from different web servers, to choose one by measurement.

python -m bench.servers_compared

Measures those that are installed beside this Python. Only gunicorn is a dependency; the others
belong into an environment of their own that sees the project's (README.md says how).
"""

import time
from collections.abc import Callable
from importlib.util import find_spec

from bench import client, measure, scene, servers

VISITS, FLOWS, CONCURRENCY, WARM_UP = 300, 150, 16, 20
Command = Callable[[str], tuple[str, ...]]


def _gunicorn(workers: int, threads: int) -> Command:
    def command(port: str) -> tuple[str, ...]:
        return (
            *(
                "gunicorn",
                "config.wsgi",
                "--preload",
                "--bind",
                f"127.0.0.1:{port}",
                "--backlog",
                "2048",
            ),
            *("--workers", str(workers), "--worker-class", "gthread", "--threads", str(threads)),
            *("--keep-alive", "30", "--log-level", "error", "--no-control-socket"),
        )

    return command


def _granian(workers: int, threads: int) -> Command:
    def command(port: str) -> tuple[str, ...]:
        return (
            *("granian", "--interface", "wsgi", "config.wsgi:application", "--port", port),
            *("--workers", str(workers), "--blocking-threads", str(threads), "--no-access-log"),
            *("--backlog", "2048", "--log-level", "error"),
        )

    return command


def _waitress(port: str) -> tuple[str, ...]:
    listen = f"--listen=127.0.0.1:{port}"
    return ("waitress", listen, "--threads=8", "--backlog=2048", "config.wsgi:application")


def _uvicorn(port: str) -> tuple[str, ...]:
    return (
        *("uvicorn", "bench.asgi:application", "--port", port, "--workers", "2"),
        *("--log-level", "error", "--backlog", "2048"),
    )


TAKES: dict[str, Command] = {
    "gunicorn, 1 worker of 8 threads": _gunicorn(1, 8),
    "gunicorn, 2 workers of 4 threads": _gunicorn(2, 4),
    "gunicorn, 4 workers of 2 threads": _gunicorn(4, 2),
    "granian (WSGI), 2 workers of 4 threads": _granian(2, 4),
    "waitress, 1 process of 8 threads": _waitress,
    "uvicorn (ASGI), 2 workers": _uvicorn,
}


def visit(path: str) -> Callable[[client.Browser], None]:
    def act(browser: client.Browser) -> None:
        client.expect(browser.get(path), 200)

    return act


def compare(name: str, command: tuple[str, ...], port: int) -> None:
    """One line of the table."""
    place = servers.place("SQLite", name.split(",")[0].split()[0] + str(port))
    people = scene.set_up(place, people=VISITS + FLOWS + WARM_UP, capacity=1000)
    warm, visitors, comers = (
        people[:WARM_UP],
        people[WARM_UP : WARM_UP + VISITS],
        people[WARM_UP + VISITS :],
    )
    server = place.start("-m", *command)
    with servers.ended(server):
        servers.wait_until_up(port)
        client.crowd(warm, client.register("bench"), ports=[port], concurrency=4)
        acts = (visit("/"), visit("/exkursionen/bench/"), client.register("bench"))
        outcomes = [
            client.crowd(crowd, act, ports=[port], concurrency=CONCURRENCY)
            for crowd, act in zip((visitors, visitors, comers), acts, strict=True)
        ]
        memory = measure.family(server.pid)
    figures = " | ".join(
        f"{one.per_second:.0f}, {one.percentile(0.99) * 1000:.0f} ms" for one in outcomes
    )
    errors = sum(len(one.errors) for one in outcomes)
    print(f"| {name} | {figures} | {errors} | {memory:.0f} MB |", flush=True)


def main() -> None:
    print(f"\nMachine: {measure.machine()}; {CONCURRENCY} at once, SQLite. Per second, p99.\n")
    print("| server | list | detail page, logged in | whole flow | errors | memory |")
    print("|---|---|---|---|---|---|")
    for name, command in TAKES.items():
        module = command("0")[0]
        if find_spec(module) is None:
            print(f"| {name} | not installed: NOT measured | | | | |", flush=True)
            continue
        port = servers.free_port()
        compare(name, command(str(port)), port)
        time.sleep(1)


if __name__ == "__main__":
    main()
