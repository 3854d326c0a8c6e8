"""The audit of what is locked: it passes only if everything was really looked up."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "tools" / "audit.py"


def _load() -> Any:
    spec = importlib.util.spec_from_file_location("audit", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


audit = _load()
PACKAGES = {("django", "6.1.3"): ["0" * 64], ("brotli", "1.2.1"): []}


def row(name: str, version: str, *vulns: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "version": version, "vulns": list(vulns)}


def test_the_locks_are_read_to_the_last_package() -> None:
    for lock in audit.LOCKS:
        wanted = sum("==" in line and line[0].isalnum() for line in lock.read_text().splitlines())
        packages = audit.locked(lock)
        assert len(packages) == wanted > 40
        assert all(digests for digests in packages.values())


def test_what_was_looked_up_and_is_good_passes() -> None:
    report = {"dependencies": [row("Django", "6.1.3"), row("Brotli", "1.2.1")]}
    assert audit.problems(PACKAGES, report) == []


def test_no_answer_at_all_fails() -> None:
    assert "nothing was looked up" in audit.problems(PACKAGES, None)[0]


@pytest.mark.parametrize(
    "other",
    [
        [],
        [{"name": "brotli", "skip_reason": "Dependency not found"}],
        [row("brotli", "1.2.0")],
    ],
)
def test_one_package_that_was_skipped_fails(other: list[dict[str, Any]]) -> None:
    report = {"dependencies": [row("django", "6.1.3"), *other]}
    (problem,) = audit.problems(PACKAGES, report)
    assert problem.startswith("1 of 2 packages could NOT be looked up (brotli 1.2.1)")


def test_a_known_weakness_fails_and_says_what_mends_it() -> None:
    weakness = {"id": "PYSEC-2027-1", "fix_versions": ["6.1.4"], "aliases": []}
    report = {"dependencies": [row("django", "6.1.3", weakness), row("brotli", "1.2.1")]}
    assert audit.problems(PACKAGES, report) == ["django 6.1.3: PYSEC-2027-1, mended in 6.1.4."]


def test_without_a_network_the_whole_thing_fails_loudly_and_still_names_the_parts(
    tmp_path: Path,
) -> None:
    """A proxy that nobody answers at stands for a machine without a network."""
    sbom = tmp_path / "sbom.json"
    nowhere = "http://127.0.0.1:9"
    environment = {"PATH": "", "HTTPS_PROXY": nowhere, "HTTP_PROXY": nowhere, "HOME": str(tmp_path)}
    command = [sys.executable, str(SCRIPT), "--sbom", str(sbom)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("FAILED: ")
    assert "no known weakness" not in done.stdout
    parts = json.loads(sbom.read_text())
    assert parts["bomFormat"] == "CycloneDX"
    django = next(part for part in parts["components"] if part["name"] == "django")
    assert django["purl"] == f"pkg:pypi/django@{django['version']}"
    assert django["hashes"][0]["alg"] == "SHA-256"
