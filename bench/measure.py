"""The single measurements. Each returns numbers; nothing here judges them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench import client, scene, servers

CHROMIUM = "/usr/bin/chromium"
WARM_UP = 40


def flow(installation: servers.Installation, people: int, concurrency: int) -> client.Outcome:
    """Detail page, form, POST, result page; everybody gets a seat."""
    everybody = scene.set_up(installation, people=people + WARM_UP, capacity=people + WARM_UP)
    act = client.register("bench")
    with installation.serving() as (port, _):
        client.crowd(everybody[:WARM_UP], act, ports=[port], concurrency=4)
        return client.crowd(everybody[WARM_UP:], act, ports=[port], concurrency=concurrency)


def reference(
    installation: servers.Installation,
    people: int,
    concurrency: int,
    act: Callable[[client.Browser], None] = client.register_at_reference,
) -> client.Outcome:
    """One POST to the bare view, or what `act` does there."""
    everybody = scene.set_up_reference(
        installation, people=people + WARM_UP, capacity=people + WARM_UP
    )
    with installation.serving("bench.reference.wsgi") as (port, _):
        client.crowd(everybody[:WARM_UP], act, ports=[port], concurrency=4)
        return client.crowd(everybody[WARM_UP:], act, ports=[port], concurrency=concurrency)


def rush(installation: servers.Installation, people: int, seats: int, concurrency: int) -> str:
    """Everybody at once for a few seats; the rest joins the waitlist. Cells of a table."""
    everybody = scene.set_up(installation, people=people, capacity=seats)
    with installation.serving() as (port, _), installation.working(2):
        outcome = client.crowd(
            everybody, client.register("bench"), ports=[port], concurrency=concurrency
        )
    result = scene.look(installation)
    return (
        f"{result.confirmed} | {result.waiting}, {result.places} | {len(outcome.errors)} "
        f"| {outcome.seconds:.0f} s | {outcome.percentile(0.5):.1f} s "
        f"| {outcome.percentile(0.99):.1f} s"
    )


def statements(installation: servers.Installation) -> dict[str, int]:
    """SQL statements per page, transaction control included."""
    scene.set_up(installation, people=3, capacity=40)
    done = subprocess.run(
        [sys.executable, "-m", "bench.statements"],
        cwd=servers.ROOT,
        env=installation.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    counts: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return counts


def detail_page(installation: servers.Installation, registrations: int) -> float:
    """Median milliseconds of the detail page with so many registrations."""
    people = scene.set_up(installation, people=registrations, capacity=registrations)
    subprocess.run(
        [sys.executable, "-m", "bench.fill"],
        cwd=servers.ROOT,
        env=installation.environment,
        check=True,
    )
    with installation.serving(workers=1) as (port, _):
        browser = client.Browser(port, *people[0])
        times = []
        for _round in range(150):
            start = time.perf_counter()
            client.expect(browser.get("/exkursionen/bench/"), 200)
            times.append(time.perf_counter() - start)
        browser.close()
    return median(times) * 1000


def cold_start(installation: servers.Installation) -> float:
    """Seconds from starting the server to its first answered page."""
    start = time.perf_counter()
    with installation.serving(workers=1) as (port, _):
        servers.fetch(port, "/")
        return time.perf_counter() - start


def memory(installation: servers.Installation, people: list[scene.Person]) -> dict[str, float]:
    """Megabytes (PSS: shared pages are counted once) after some use."""
    with installation.serving() as (port, server):
        worker = installation.start_worker()
        client.crowd(people, client.register("bench"), ports=[port], concurrency=8)
        time.sleep(5)
        used = {"web": family(server.pid), "worker": pss(worker.pid)}
        worker.terminate()
        worker.wait()
    return used


def first_visit(installation: servers.Installation, paths: list[str]) -> dict[str, int]:
    """Bytes over the wire of a first visit in Chromium, headers and fonts included."""
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    weights = {}
    with installation.serving() as (port, _), sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        for path in paths:
            page = chromium.new_page()
            session = page.context.new_cdp_session(page)
            session.send("Network.enable")
            sizes: list[float] = []
            session.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))  # noqa: B023
            page.goto(f"http://localhost:{port}{path}", wait_until="networkidle")
            weights[path] = int(sum(sizes))
            page.close()
        chromium.close()
    return weights


def pss(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise LookupError(pid)


def family(pid: int) -> float:
    """Megabytes of a server and its workers."""
    return sum(pss(one) for one in (pid, *_children(pid)))


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def machine() -> str:
    """What this was measured on."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        "unknown processor",
    )
    return f"{os.cpu_count()} cores ({model}), Python {sys.version.split()[0]}"
