"""An article with 30 photos before the production server, as Lighthouse sees it on a phone.

python -m bench.article

Lighthouse is a program of its own (`npm install lighthouse`); LIGHTHOUSE names it, CHROME_PATH the
browser. Without it only statements and size are measured, and that is said.
"""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from bench import fresh, scene, servers

RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AUDITS = {
    "LCP, ms": "largest-contentful-paint",
    "CLS": "cumulative-layout-shift",
    "TBT, ms": "total-blocking-time",
    "bytes": "total-byte-weight",
}


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="streifzug-article-"))
    installation = servers.sqlite(folder)
    fresh.set_up(installation)
    page = json.loads(scene.run(installation, "bench.many_photos"))
    print(f"Article: {page['photos']} photos, {page['statements']} SQL statements, ", end="")
    print(f"HTML {page['html'] / 1000:.1f} kB compressed", flush=True)
    program = os.environ.get("LIGHTHOUSE", "lighthouse")
    if not shutil.which(program):
        print("Lighthouse is not installed: its part was NOT measured.")
        return
    with installation.serving() as (port, _process):
        reports = [
            _lighthouse(program, f"http://localhost:{port}{page['path']}") for _ in range(RUNS)
        ]
    for name in CATEGORIES:
        scores = [round(report["categories"][name]["score"] * 100) for report in reports]
        print(f"Lighthouse {name}: {scores}")
    for name, audit in AUDITS.items():
        values = [report["audits"][audit]["numericValue"] for report in reports]
        print(f"{name}: median {statistics.median(values):.3f} of {[round(v, 3) for v in values]}")
    failed = {
        audit["id"]: audit.get("displayValue", "")
        for audit in reports[0]["audits"].values()
        if audit["score"] is not None and audit["score"] < 0.9
    }
    print(f"Below 0.9: {failed}")


def _lighthouse(program: str, url: str) -> dict[str, Any]:
    """One run with the mobile profile: slow network, a slow phone."""
    flags = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
    done = subprocess.run(
        [program, url, "--output=json", "--quiet", f"--chrome-flags={flags}"],
        check=True,
        capture_output=True,
        text=True,
        timeout=180,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


if __name__ == "__main__":
    main()
