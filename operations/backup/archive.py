"""The file: a tar of the database, the photos and, at its end, a manifest with checksums."""

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, Self

from operations.backup import BackupError

FORMAT = 1
MANIFEST = "manifest.json"
MEDIA = "media/"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
MOST_MANIFEST = 256 * 1024 * 1024  # bytes; a million photos
CHUNK = 1024 * 1024
NAME = re.compile(r"[\w.+ -]+(/[\w.+ -]+)*")


@dataclass
class Manifest:
    """What is in the file, and of which version."""

    version: str
    made_at: str
    engine: str
    migrations: list[str]
    rows: dict[str, int]  # by table
    files: dict[str, str] = field(default_factory=dict)  # SHA-256 by name
    format: int = FORMAT

    @classmethod
    def read(cls, data: bytes) -> Self:
        try:
            found = cls(**json.loads(data))
        except (ValueError, TypeError) as error:
            raise BackupError("The manifest of this file cannot be read.") from error
        if found.format != FORMAT or found.engine not in DATABASES:
            raise BackupError("This file was made by another version of the software.")
        return found

    @property
    def database(self) -> str:
        return DATABASES[self.engine]

    @property
    def media(self) -> list[str]:
        """The names of the photos, as the storage knows them."""
        return [name.removeprefix(MEDIA) for name in self.files if name.startswith(MEDIA)]


class Writer:
    """Adds files and remembers their checksums."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self._tar, self.manifest = tar, manifest

    def add(self, name: str, file: IO[bytes], size: int) -> None:
        """Adds `size` bytes of an open file."""
        counted = _Hashing(file)
        self._tar.addfile(_member(name, size), counted)
        self.manifest.files[name] = counted.sum.hexdigest()

    def finish(self) -> None:
        data = json.dumps(asdict(self.manifest), ensure_ascii=False).encode()
        self._tar.addfile(_member(MANIFEST, len(data)), io.BytesIO(data))


@contextmanager
def writing(path: Path, manifest: Manifest) -> Iterator[Writer]:
    """Writes beside it and puts the whole file in its place at the end; for its owner only."""
    part = path.with_name(f".{path.name}.part")
    descriptor = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as target:
            with tarfile.open(fileobj=target, mode="w") as tar:
                writer = Writer(tar, manifest)
                yield writer
                writer.finish()
            target.flush()
            os.fsync(target.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class Reader:
    """A file whose every byte was compared with its manifest."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        members = tar.getmembers()
        self._members = {member.name: member for member in members}
        if len(self._members) != len(members) or not all(member.isfile() for member in members):
            raise BackupError("This file holds something that is not part of a backup.")
        manifest = self._members.pop(MANIFEST, None)
        if manifest is None or manifest.size > MOST_MANIFEST:
            raise BackupError("This file is no backup, or it is incomplete.")
        with self._open(manifest) as file:
            self.manifest = Manifest.read(file.read())
        self._check()

    def open(self, name: str) -> IO[bytes]:
        """A file of the backup."""
        return self._open(self._members[name])

    def _open(self, member: tarfile.TarInfo) -> IO[bytes]:
        file = self._tar.extractfile(member)
        assert file is not None  # only a member that is no file has none
        return file

    def _check(self) -> None:
        wanted = self.manifest.files
        if self._members.keys() != wanted.keys() or self.manifest.database not in wanted:
            raise BackupError("This file does not hold what its manifest says.")
        for name in wanted:
            if name != self.manifest.database and not _is_safe(name):
                raise BackupError("This file holds a name that leads out of its folder.")
        for name, expected in wanted.items():
            with self.open(name) as file:
                if checksum(file) != expected:
                    raise BackupError(f"This file is damaged: {name} has changed.")


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """Opens a backup. Raises BackupError unless it is whole and in every byte as it was made."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            yield Reader(tar)
    except (tarfile.TarError, OSError, EOFError) as error:
        raise BackupError(f"This file cannot be read: {error}") from error


def checksum(file: IO[bytes]) -> str:
    """SHA-256 of the rest of an open file."""
    total = hashlib.sha256()
    while data := file.read(CHUNK):
        total.update(data)
    return total.hexdigest()


class _Hashing:
    """Reads a file and adds up what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.sum = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.sum.update(data)
        return data


def _member(name: str, size: int) -> Any:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def _is_safe(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name.startswith(MEDIA) and NAME.fullmatch(name) is not None and ".." not in parts
