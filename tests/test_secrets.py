"""Nothing in the repository is a key."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
KEYS = {
    "private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----",
    "cloud key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "token of a forge": r"\b(?:gh[pousr]_[A-Za-z0-9]{30,}|glpat-[A-Za-z0-9_-]{20,})",
    "token of a chat": r"\bxox[abprs]-[A-Za-z0-9-]{10,}",
    "token of a registry": r"\bpypi-[A-Za-z0-9_-]{50,}",
    "signed token": r"\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    "password in an address": r"\b[a-z]{3,10}://[^\s/:@'\"{}<>$]+:(?!secret@|geheim@)[^\s/@'\"{}<>$…]{4,}@(?![\w-]+\.example\b)",
    "key of Django": r"django-insecure-[^\s\"']{20,}",
}
NAMES = re.compile(
    r"(^|/)(\.env[^/]*|id_(rsa|ed25519)|.*\.(pem|key|p12|pfx|sqlite3|kdbx))$|^deploy/(env$|secrets/)"
)


def files() -> list[Path]:
    """Everything that is in the repository, or would be with the next commit."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("This copy has no history.")
    return [ROOT / name for name in found.stdout.split("\0") if name and (ROOT / name).is_file()]


def findings(text: str) -> list[str]:
    return [what for what, pattern in KEYS.items() if re.search(pattern, text)]


def test_no_file_holds_a_key() -> None:
    found = {
        str(path.relative_to(ROOT)): kinds
        for path in files()
        if path != Path(__file__) and (kinds := findings(path.read_text(errors="replace")))
    }
    assert found == {}


def test_no_file_is_one_that_holds_keys_or_data() -> None:
    assert [str(p) for p in files() if NAMES.search(str(p.relative_to(ROOT)))] == []


@pytest.mark.parametrize(
    "name", [".env", ".env.production", "x/.envrc", "deploy/env", "deploy/secrets/key", "a.pem"]
)
def test_such_a_file_would_be_found(name: str) -> None:
    assert NAMES.search(name)
    assert not NAMES.search("deploy/env.example")


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN " + "OPENSSH PRIVATE KEY-----",
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "ghp_" + "a" * 36,
        "postgres://app:" + "hunter2hunter2@db/x",
        "eyJhbGciOiJI" + "Uz.eyJzdWIiOiIxMjM." + "abcdefghijkl",
    ],
)
def test_a_key_would_be_found(text: str) -> None:
    assert findings(text)
