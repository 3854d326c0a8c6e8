"""An article with 30 photos before the production server, as Lighthouse sees it on a phone.

python -m bench.article

Without Lighthouse (bench/lighthouse.py) only statements and size are measured, and that is said.
"""

import json
import tempfile
from pathlib import Path

from bench import fresh, lighthouse, scene, servers


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="streifzug-article-"))
    installation = servers.sqlite(folder)
    fresh.set_up(installation)
    page = json.loads(scene.run(installation, "bench.many_photos"))
    print(f"Article: {page['photos']} photos, {page['statements']} SQL statements, ", end="")
    print(f"HTML {page['html'] / 1000:.1f} kB compressed", flush=True)
    if not lighthouse.program():
        print("Lighthouse is not installed: its part was NOT measured.")
        return
    with installation.serving() as (port, _process):
        reports = lighthouse.look(f"http://localhost:{port}{page['path']}")
    for name, scores in lighthouse.scores(reports).items():
        print(f"Lighthouse {name}: {scores}")
    for name, values in lighthouse.values(reports).items():
        print(f"{name}: median {lighthouse.median(values)} of {values}")
    print(f"Below 0.9: {lighthouse.complaints(reports)}")


if __name__ == "__main__":
    main()
