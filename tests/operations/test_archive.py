"""Files that are no backup, or try to be more than one."""

import io
import json
import tarfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from operations.backup import BackupError, archive

DATABASE = "database.sqlite3"


def manifest(**changes: Any) -> archive.Manifest:
    values: dict[str, Any] = {
        "version": "0.1.0",
        "made_at": "2027-05-12T09:00:00+02:00",
        "engine": "sqlite",
        "migrations": [],
        "rows": {},
    }
    return archive.Manifest(**values | changes)


def written(path: Path, *names: str) -> Path:
    """A backup with these files beside the database."""
    with archive.writing(path, manifest()) as writer:
        for name in (DATABASE, *names):
            writer.add(name, io.BytesIO(b"data"), 4)
    return path


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    path = written(tmp_path / "x.tar", "media/recaps/a/480.avif")
    with archive.reading(path) as reader:
        assert reader.manifest.media == ["recaps/a/480.avif"]
        assert reader.open(DATABASE).read() == b"data"
    assert [p.name for p in tmp_path.iterdir()] == ["x.tar"]


def test_an_interrupted_backup_leaves_the_old_one_alone(tmp_path: Path) -> None:
    path = written(tmp_path / "x.tar")
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt), archive.writing(path, manifest()):
        raise KeyboardInterrupt
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["x.tar"]


@pytest.mark.parametrize(
    "name",
    [
        "media/../../etc/cron.d/x",
        "/etc/passwd",
        "media//etc/passwd",
        "other/file",
        "media/a/../../b",
        "media/a\nb",
        "media/./../../x",
    ],
)
def test_a_name_that_leads_out_of_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    with (
        pytest.raises(BackupError, match="leads out"),
        archive.reading(written(tmp_path / "x.tar", name)),
    ):
        pass


def tar(path: Path, *members: tuple[tarfile.TarInfo, bytes]) -> Path:
    with tarfile.open(path, "w") as made:
        for member, data in members:
            member.size = len(data)
            made.addfile(member, io.BytesIO(data))
    return path


def member(name: str, data: bytes = b"", kind: bytes = tarfile.REGTYPE) -> Any:
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = "/etc/passwd" if kind == tarfile.SYMTYPE else ""
    return info, data


def described(**changes: Any) -> bytes:
    return json.dumps(asdict(manifest(**changes))).encode()


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ([member("readme", b"hello")], "no backup"),
        ([member("manifest.json", b"{}")], "cannot be read"),
        ([member("manifest.json", b"[1]")], "cannot be read"),
        ([member("manifest.json", described(format=2))], "another version"),
        ([member("manifest.json", described(engine="oracle"))], "another version"),
        ([member("manifest.json", described())], "not hold what"),
        ([member("manifest.json", described(files={DATABASE: "0"}))], "not hold what"),
        (
            [member(DATABASE, b"x"), member("manifest.json", described(files={DATABASE: "0"}))],
            "damaged",
        ),
        ([member("media/x", kind=tarfile.SYMTYPE)], "not part of a backup"),
        ([member("media/x", kind=tarfile.LNKTYPE)], "not part of a backup"),
        ([member("media/x", kind=tarfile.DIRTYPE)], "not part of a backup"),
        ([member(DATABASE, b"x"), member(DATABASE, b"y")], "not part of a backup"),
    ],
)
def test_a_foreign_file_is_refused(members: list[Any], reason: str, tmp_path: Path) -> None:
    with (
        pytest.raises(BackupError, match=reason),
        archive.reading(tar(tmp_path / "x.tar", *members)),
    ):
        pass


@pytest.mark.parametrize("data", [b"", b"no tar at all" * 100])
def test_something_else_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.tar"
    path.write_bytes(data)
    with pytest.raises(BackupError), archive.reading(path):
        pass
    with pytest.raises(BackupError, match="cannot be read"), archive.reading(tmp_path / "nowhere"):
        pass
