"""Photos, wherever they are kept: in a folder or in an object storage."""

from collections.abc import Iterator

from django.core.files.base import File
from django.core.files.storage import default_storage

from operations.backup import BackupError
from operations.backup.archive import MEDIA, Reader, Writer, checksum


def names(folder: str = "") -> Iterator[str]:
    """All files of the storage."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in sorted(files) if name)
    for name in sorted(folders):
        yield from names(f"{prefix}{name}")


def save(writer: Writer) -> None:
    """Adds every photo. One that is deleted at this moment is deleted from the backup as well."""
    for name in names():
        try:
            file = default_storage.open(name)
        except FileNotFoundError:
            continue
        with file:
            writer.add(f"{MEDIA}{name}", file, file.size)


def clear() -> None:
    """Deletes everything in the storage."""
    for name in [*names()]:
        default_storage.delete(name)


def put_back(reader: Reader) -> None:
    """Writes the photos of a backup, reads them again and compares."""
    for name in reader.manifest.media:
        with reader.open(f"{MEDIA}{name}") as source:
            written = default_storage.save(name, File(source))
        if written != name:
            raise BackupError(f"{name} is there already.")
        with default_storage.open(name) as file:
            found = checksum(file)
        if found != reader.manifest.files[f"{MEDIA}{name}"]:
            raise BackupError(f"{name} was not stored as it is in the backup.")
