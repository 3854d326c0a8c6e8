"""Photos in an object storage: everything as with files, and nothing that anybody could fetch
past the page that asks who may see it.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from moto.server import ThreadedMotoServer

from accounts.models import User
from config import data, env
from excursions.models import PhotoConsent
from operations.backup import archive, media
from recaps import actions, handover, tasks
from recaps.models import Recap, RecapPhoto
from tests.conftest import Client, RunTasks
from tests.recaps import factories

pytestmark = pytest.mark.django_db
BUCKET = "fotos"
KEYS = {"S3_ACCESS_KEY_ID": "only-for-tests", "S3_SECRET_ACCESS_KEY": "only-for-tests"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """An object storage on loopback."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"http://{host}:{port}"
    moto.stop()


@pytest.fixture
def storage(server: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The storage of this test, as the environment sets it; only for photos."""
    for name, value in (KEYS | {"S3_BUCKET": BUCKET, "S3_ENDPOINT_URL": server}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("S3_REGION", "eu-central-1")
    client = boto3.client(
        "s3",
        endpoint_url=server,
        region_name="eu-central-1",
        aws_access_key_id="only-for-tests",
        aws_secret_access_key="only-for-tests",
    )
    place = {"LocationConstraint": "eu-central-1"}
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=place)
    settings.STORAGES = settings.STORAGES | {"default": data.media()}
    yield client
    media.clear()
    client.delete_bucket(Bucket=BUCKET)
    client.close()


@pytest.fixture
def recap(storage: Any, robin: User) -> Recap:
    return factories.published(robin)


def keys(client: Any) -> list[str]:
    return [row["Key"] for row in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def contents(client: Any) -> dict[str, bytes]:
    return {key: client.get_object(Bucket=BUCKET, Key=key)["Body"].read() for key in keys(client)}


def test_a_photo_is_uploaded_prepared_and_shown(
    storage: Any, recap: Recap, client: Client, run_tasks: RunTasks
) -> None:
    photo = RecapPhoto.objects.get()
    files = keys(storage)
    assert f"recaps/{photo.key}/master.jpg" in files
    assert f"recaps/{photo.key}/480.avif" in files
    answer = client.get(reverse("recaps:picture", args=[photo.key, "480.avif"]))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/avif"
    assert b"".join(answer.streaming_content)[4:12] == b"ftypavif"  # type: ignore[attr-defined]
    assert answer.headers["Content-Length"]
    again = client.get(
        reverse("recaps:picture", args=[photo.key, "480.avif"]),
        headers={"if-none-match": answer.headers["ETag"]},
    )
    assert again.status_code == 304


def test_nobody_gets_it_past_the_page(storage: Any, recap: Recap, server: str) -> None:
    photo = RecapPhoto.objects.get()
    page = Client().get(recap.get_absolute_url()).content.decode()
    assert server not in page
    acl = storage.get_object_acl(Bucket=BUCKET, Key=f"recaps/{photo.key}/480.avif")
    assert {grant["Grantee"].get("URI") for grant in acl["Grants"]} == {None}


def test_a_picture_that_is_not_there_is_not_found(
    storage: Any, recap: Recap, client: Client
) -> None:
    photo = RecapPhoto.objects.get()
    default_storage.delete(f"recaps/{photo.key}/480.avif")
    address = reverse("recaps:picture", args=[photo.key, "480.avif"])
    assert client.get(address).status_code == 404


def test_a_photo_that_is_taken_down_is_deleted(
    storage: Any, recap: Recap, client: Client, run_tasks: RunTasks
) -> None:
    photo = RecapPhoto.objects.get()
    actions.photos.take_down(photo)
    run_tasks()
    assert keys(storage) == []
    address = reverse("recaps:picture", args=[photo.key, "480.avif"])
    assert client.get(address).status_code == 404
    assert tasks.delete_files.func(photo.key) == 0


def test_renditions_made_again_take_the_place_of_the_old_ones(storage: Any, recap: Recap) -> None:
    before = keys(storage)
    tasks.make_renditions.func(RecapPhoto.objects.get().pk)
    assert keys(storage) == before


def test_the_hand_over_holds_the_photos(storage: Any, recap: Recap) -> None:
    with (
        handover.package(recap, PhotoConsent.Use.WEBSITE) as package,
        zipfile.ZipFile(package) as found,
    ):
        names = [name for name in found.namelist() if name.startswith("fotos/")]
        assert len(names) == 3
        assert all(found.read(name)[:2] == b"\xff\xd8" for name in names)


def test_a_backup_holds_them_and_brings_them_back(
    storage: Any, recap: Recap, tmp_path: Path
) -> None:
    before = contents(storage)
    manifest = archive.Manifest("0.1.0", "2027-05-12", "sqlite", [], {})
    with archive.writing(tmp_path / "x.tar", manifest) as writer:
        with (tmp_path / "db").open("wb+") as empty:
            writer.add(manifest.database, empty, 0)
        media.save(writer)
    media.clear()
    assert keys(storage) == []
    with archive.reading(tmp_path / "x.tar") as reader:
        media.put_back(reader)
    assert contents(storage) == before


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"S3_ENDPOINT_URL": "https://s3.example"}, "S3_BUCKET"),
        (KEYS, "S3_BUCKET"),
        ({"S3_BUCKET": "x", "S3_ACCESS_KEY_ID": "x"}, "S3_ACCESS_KEY_ID"),
    ],
)
def test_half_of_the_settings_is_refused(
    variables: dict[str, str], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    problems: list[str] = []
    monkeypatch.setattr(env, "problems", problems)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    data.media()
    (problem,) = problems
    assert problem.startswith(named)


def test_without_the_library_the_sentence_names_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problems: list[str] = []
    monkeypatch.setattr(env, "problems", problems)
    monkeypatch.setattr(data, "find_spec", lambda _: None)
    monkeypatch.setenv("S3_BUCKET", BUCKET)
    data.media()
    (problem,) = problems
    assert "requirements-s3.txt" in problem
