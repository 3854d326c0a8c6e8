"""Looks up known weaknesses of everything that is locked, and writes down what that is.

    python tools/audit.py [--sbom var/sbom.cdx.json]

Ends with 0 only if every locked package was really looked up and none has a known weakness.
pip-audit alone ends with 0 when it could ask about nothing, for example without a network.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parent.parent
LOCKS = [ROOT / f"requirements{part}.txt" for part in ("", "-s3", "-dev")]
LINE = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")

Locked = dict[tuple[str, str], list[str]]


def locked(lock: Path) -> Locked:
    """Every package and version of this lock, with the digests of its files.

    Also what only other machines would install: what is locked may be installed somewhere.
    """
    found: Locked = {}
    digests: list[str] = []
    for line in lock.read_text().splitlines():
        if match := LINE.match(line):
            digests = found.setdefault((_plain(match[1]), match[2]), [])
        digests += HASH.findall(line)
    return found


def ask(packages: Locked) -> dict[str, Any] | None:
    """What pip-audit found out, or nothing if it gave no answer at all."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.writelines(f"{name}=={version}\n" for name, version in packages)
        file.flush()
        options = ["--disable-pip", "--no-deps", "--format", "json", "--progress-spinner", "off"]
        command = [sys.executable, "-m", "pip_audit", "-r", file.name, *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except json.JSONDecodeError:
        sys.stderr.write(done.stderr)
        return None
    return report


def problems(packages: Locked, report: dict[str, Any] | None) -> list[str]:
    """Sentences about everything that is not as it must be."""
    if report is None:
        return ["The service that knows weaknesses gave no answer: nothing was looked up."]
    rows = report["dependencies"]
    looked_up = {(_plain(row["name"]), row["version"]) for row in rows if "skip_reason" not in row}
    missing = sorted(packages.keys() - looked_up)
    found = [
        f"{row['name']} {row['version']}: {weakness['id']}, "
        f"mended in {', '.join(weakness['fix_versions']) or 'no release yet'}."
        for row in rows
        for weakness in row.get("vulns", [])
    ]
    if missing:
        names = ", ".join(f"{name} {version}" for name, version in missing[:5])
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        found.append(
            f"{len(missing)} of {len(packages)} packages could NOT be looked up ({names}{more}): "
            "this says nothing about them. Is there a network?"
        )
    return found


def write_sbom(packages: Locked, to: Path) -> None:
    """The parts of the software in CycloneDX, with their digests."""
    parts = [
        Component(
            type=ComponentType.LIBRARY,
            name=name,
            version=version,
            purl=PackageURL("pypi", None, name, version),
            bom_ref=f"{name}=={version}",
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in digests],
        )
        for (name, version), digests in sorted(packages.items())
    ]
    whole = Component(type=ComponentType.APPLICATION, name="streifzug", bom_ref="streifzug")
    bom = Bom(components=parts)
    bom.metadata.component = whole
    bom.register_dependency(whole, parts)
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(JsonV1Dot6(bom).output_as_string(indent=2) + "\n")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    """Zero, or one with a sentence for each problem."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sbom", type=Path, default=ROOT / "var" / "sbom.cdx.json")
    options = parser.parse_args()
    write_sbom(locked(LOCKS[0]) | locked(LOCKS[1]), options.sbom)
    print(f"Written: {options.sbom}")
    is_bad = False
    for lock in LOCKS:
        packages = locked(lock)
        found = problems(packages, ask(packages))
        for problem in found:
            print(f"FAILED: {lock.name}: {problem}", file=sys.stderr)
        if not found:
            print(f"{lock.name}: all {len(packages)} were looked up, no known weakness.")
        is_bad |= bool(found)
    return is_bad


if __name__ == "__main__":
    sys.exit(main())
