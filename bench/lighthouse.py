"""Lighthouse with its mobile profile: a slow network, a slow phone.

It is a program of its own (`npm install lighthouse`); LIGHTHOUSE names it, CHROME_PATH the browser.
"""

import json
import os
import shutil
import statistics
import subprocess
from typing import Any

RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AUDITS = {
    "LCP, ms": "largest-contentful-paint",
    "CLS": "cumulative-layout-shift",
    "TBT, ms": "total-blocking-time",
    "bytes": "total-byte-weight",
}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
Report = dict[str, Any]


def program() -> str | None:
    """Where it is; nothing where it is not installed."""
    return shutil.which(os.environ.get("LIGHTHOUSE", "lighthouse"))


def look(url: str, *, cookie: str = "") -> list[Report]:
    """Some runs, one after the other; with a cookie as somebody who is logged in."""
    headers = [f"--extra-headers={json.dumps({'Cookie': cookie})}"] if cookie else []
    return [_run(url, *headers) for _ in range(RUNS)]


def _run(url: str, *options: str) -> Report:
    found = program()
    assert found, "Lighthouse is not installed."
    done = subprocess.run(
        [found, url, "--output=json", "--quiet", f"--chrome-flags={FLAGS}", *options],
        check=True,
        capture_output=True,
        text=True,
        timeout=180,
    )
    report: Report = json.loads(done.stdout)
    assert report["finalDisplayedUrl"] == url, report["finalDisplayedUrl"]
    return report


def scores(reports: list[Report]) -> dict[str, list[int]]:
    """By category, from 0 to 100."""
    return {
        name: [round(report["categories"][name]["score"] * 100) for report in reports]
        for name in CATEGORIES
    }


def values(reports: list[Report]) -> dict[str, list[float]]:
    """By audit."""
    return {
        name: [round(report["audits"][audit]["numericValue"], 3) for report in reports]
        for name, audit in AUDITS.items()
    }


def median(found: list[float]) -> float:
    return statistics.median(found)


def complaints(reports: list[Report]) -> dict[str, str]:
    """What the first run found to be below 0.9, with what it says about it."""
    return {
        audit["id"]: audit.get("displayValue", "")
        for audit in reports[0]["audits"].values()
        if audit["score"] is not None and audit["score"] < 0.9
    }
