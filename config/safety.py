"""What stops the start: settings that are missing, wrong or unsafe, all of them in one list."""

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import env

LEAST_KEY_LENGTH = 50
LEAST_KEY_LETTERS = 10  # different ones
LEAST_KEY_BYTES = 40  # compressed: what repeats itself is soon guessed
LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}
# SQLite's write-ahead log needs memory shared by all its processes, which these do not have.
NETWORK_FILE_SYSTEMS = {
    "afs", "ceph", "cifs", "fuse.glusterfs", "fuse.sshfs", "glusterfs", "lustre", "nfs", "nfs4",
    "smb3", "smbfs",
}  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """The settings that can be unsafe."""

    debug: bool
    demo: bool
    site_url: str
    secret_key: str
    former_keys: list[str]
    bind: str
    mail_domains: list[str]
    contact_email: str
    var_dir: Path
    database: dict[str, Any]

    @property
    def is_local(self) -> bool:
        return self.debug or self.demo


def insist(chosen: Chosen) -> None:
    """Raises one error that names everything there is to mend; it never shows a value."""
    if found := [*dict.fromkeys([*env.problems, *problems(chosen)])]:
        raise ImproperlyConfigured(
            "Streifzug does not start with these settings (see docs/operators.md):\n"
            + "\n".join(f"  - {problem}" for problem in found)
        )


def problems(chosen: Chosen) -> Iterator[str]:
    """What is wrong with values that can be read."""
    yield from _address(chosen)
    yield from _key(chosen)
    yield from _people(chosen)
    yield from _folder(chosen)


def _address(chosen: Chosen) -> Iterator[str]:
    switch = "DEBUG" if chosen.debug else "DEMO"
    address = urlsplit(chosen.site_url)
    if chosen.is_local:
        if address.hostname not in LOCAL_NAMES:
            yield f"{switch} is for this machine only: SITE_URL must be http://localhost:…"
        if host_of(chosen.bind) not in LOCAL_NAMES:
            yield f"{switch} is for this machine only: BIND must be 127.0.0.1:…"
    elif chosen.site_url and (address.scheme != "https" or not address.hostname):
        yield "SITE_URL must begin with https://."
    elif address.path or address.query or address.fragment or address.username:
        yield "SITE_URL is a host only, such as https://exkursionen.example."


def host_of(bind: str) -> str:
    """The host part of `host:port`; a Unix socket is only for this machine."""
    if bind.startswith("unix:"):
        return "localhost"
    return bind.rpartition(":")[0].strip("[]")


def _key(chosen: Chosen) -> Iterator[str]:
    key = chosen.secret_key
    if not key:
        return  # that it is missing was said already
    if any(len(former) < LEAST_KEY_LENGTH for former in chosen.former_keys):
        yield f"SECRET_KEY_FALLBACKS: each must be at least {LEAST_KEY_LENGTH} characters long."
    if len(key) < LEAST_KEY_LENGTH:
        yield f"SECRET_KEY must be at least {LEAST_KEY_LENGTH} characters long."
    elif (
        key.startswith("django-insecure-")
        or len(set(key)) < LEAST_KEY_LETTERS
        or len(zlib.compress(key.encode())) < LEAST_KEY_BYTES
    ):
        yield "SECRET_KEY can be guessed: make one with `openssl rand -base64 48`."


def _people(chosen: Chosen) -> Iterator[str]:
    if not chosen.mail_domains:
        yield "ALLOWED_MAIL_DOMAINS is missing: without it nobody could log in."
    if chosen.contact_email and "@" not in chosen.contact_email:
        yield "CONTACT_EMAIL must be an e-mail address."


def _folder(chosen: Chosen) -> Iterator[str]:
    folder = chosen.var_dir
    if not folder.is_absolute():
        yield "VAR_DIR must be an absolute path."
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        yield "VAR_DIR cannot be made: does its parent belong to this user?"
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        yield "VAR_DIR cannot be written by this user."
    if chosen.database["ENGINE"] == "django.db.backends.sqlite3":
        kind = file_system(Path(chosen.database["NAME"]).parent)
        if kind in NETWORK_FILE_SYSTEMS:
            yield f"SQLite needs a local disk, and this one is {kind}: set DATABASE_URL."


def file_system(folder: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The kind of file system a folder lies on; empty where the system does not say."""
    try:
        lines = mounts.read_text().splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    for _device, point, found, *_rest in (line.split() for line in lines):
        place = point.replace("\\040", " ")
        # The last one mounted on the same place is the one that is seen.
        if folder.resolve().is_relative_to(place) and len(place) >= best:
            best, kind = len(place), found
    return kind
