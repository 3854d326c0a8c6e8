"""The pages everybody meets: with fifty people at once, and as Lighthouse sees them on a phone.

python -m bench.pages
"""

import os
import time

from bench import client, lighthouse, measure, scene, servers
from bench.servers_compared import visit

AT_ONCE, VISITS, WARM_UP = 50, 1500, 50
DETAIL = "/exkursionen/bench/"
CROWDED = {"list": "/", "detail page": DETAIL}
LOOKED_AT = {
    "list": "/",
    "detail page": DETAIL,
    "logging in": "/konto/einloggen/",
    "form, logged in": f"{DETAIL}anmelden/",
}


def crowds() -> None:
    """Fifty people who are logged in, each at once again when the page has come."""
    print(f"\n{AT_ONCE} at once, logged in; {VISITS} visits of each page.\n")
    print("| database | page | per second | p50 | p95 | p99 | errors |")
    print("|---|---|---|---|---|---|---|")
    for database in servers.DATABASES:
        place = servers.place(database, "pages")
        people = scene.set_up(place, people=VISITS + WARM_UP, capacity=1000)
        with place.serving() as (port, _process):
            for name, path in CROWDED.items():
                act = visit(path)
                client.crowd(people[:WARM_UP], act, ports=[port], concurrency=4)
                found = client.crowd(people[WARM_UP:], act, ports=[port], concurrency=AT_ONCE)
                times = " | ".join(
                    f"{found.percentile(n) * 1000:.0f} ms" for n in (0.5, 0.95, 0.99)
                )
                print(
                    f"| {database} | {name} | {found.per_second:.0f} | {times} "
                    f"| {len(found.errors)} |",
                    flush=True,
                )


def phones() -> None:
    """One table; below it what Lighthouse complained about."""
    print(f"\nLighthouse, mobile profile, {lighthouse.RUNS} runs each.\n")
    if not lighthouse.program():
        print("Lighthouse is not installed: this was NOT measured.")
        return
    place = servers.place("SQLite", "phones")
    session, token = scene.set_up(place, people=1, capacity=40)[0]
    print(f"| page | {', '.join(lighthouse.CATEGORIES)} | LCP | CLS | TBT | bytes |")
    print("|---|---|---|---|---|---|")
    complaints = {}
    with place.serving() as (port, _process):
        for name, path in LOOKED_AT.items():
            cookie = f"sessionid={session}; csrftoken={token}" if "logged in" in name else ""
            reports = lighthouse.look(f"http://localhost:{port}{path}", cookie=cookie)
            scores = ", ".join("/".join(map(str, s)) for s in lighthouse.scores(reports).values())
            medians = [lighthouse.median(v) for v in lighthouse.values(reports).values()]
            figures = " | ".join(f"{median:g}" for median in medians)
            print(f"| {name} | {scores} | {figures} |", flush=True)
            complaints[name] = lighthouse.complaints(reports)
    for name, found in complaints.items():
        print(f"Below 0.9, {name}: {found}")


def main() -> None:
    load = ", ".join(f"{n:.1f}" for n in os.getloadavg())
    print(f"{time.strftime('%d %B %Y')}, load before: {load}; {measure.machine()}.")
    crowds()
    phones()


if __name__ == "__main__":
    main()
