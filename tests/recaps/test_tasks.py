"""What the worker does with pictures: makes them, tries again, and leaves nothing behind."""

import io
import signal
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from PIL import Image
from time_machine import TimeMachineFixture

from accounts.models import User
from jobs import delivery, worker
from recaps import actions, checklist, images, tasks
from recaps.models import Recap, RecapPhoto
from recaps.models.photo import folder
from tests.conftest import RunTasks
from tests.jobs.test_processes import start
from tests.processes import Start, wait_for
from tests.recaps import factories
from tests.recaps.factories import files

__all__ = ["start"]  # a fixture
real = pytest.mark.django_db(transaction=True, serialized_rollback=True)
FORMATS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}


@pytest.fixture
def recap(robin: User) -> Recap:
    return factories.written(robin)


@pytest.fixture
def photo(recap: Recap, robin: User) -> RecapPhoto:
    return factories.photo(recap, robin, ready=False)


def sound(photo: RecapPhoto) -> bool:
    """Every file that pages ask for is there and is a whole picture of its width."""
    photo.refresh_from_db()
    for width in photo.widths:
        for extension, kind in FORMATS.items():
            with default_storage.open(f"{folder(photo.key)}/{width}.{extension}") as file:
                image = Image.open(file)
                image.load()
                assert (image.format, image.width) == (kind, width)
    return photo.state == RecapPhoto.State.READY and bool(photo.widths)


def test_the_worker_makes_every_size(photo: RecapPhoto, run_tasks: RunTasks) -> None:
    assert files(photo) == {"master.jpg"}
    run_tasks()
    assert sound(photo)
    assert photo.widths == [480, 800]
    assert files(photo) == {"master.jpg", *(f"{w}.{e}" for w in (480, 800) for e in FORMATS)}
    assert tasks.make_renditions.func(photo.pk) == 6  # once more does no harm
    assert sound(photo)


def test_what_fails_says_so_and_is_tried_again(
    photo: RecapPhoto,
    run_tasks: RunTasks,
    clock: TimeMachineFixture,
    monkeypatch: pytest.MonkeyPatch,
    allows_errors: pytest.LogCaptureFixture,
) -> None:
    def full(*args: Any) -> Iterator[tuple[str, bytes]]:
        yield "480.avif", b"x"
        raise OSError("No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(images, "renditions", full)
        broken.setattr(db_worker, "close_old_connections", lambda: None)
        worker.Worker(worker_id="one", interval=0).work_off()
    photo.refresh_from_db()
    assert photo.state == RecapPhoto.State.FAILED
    (check,) = [c for c in checklist.blocking(photo.recap) if "Foto 1" in c.text]
    assert check.anchor.endswith("#remove")
    clock.shift(delivery.PAUSES[0])
    DBTaskResult.objects.filter(task_path="recaps.tasks.make_renditions").update(traceback="")
    run_tasks()
    assert sound(photo)
    assert not checklist.blocking(photo.recap)


@real
def test_a_worker_that_is_killed_in_the_middle_does_no_harm(
    robin: User, recap: Recap, start: Start
) -> None:
    noise = Image.effect_noise((1440, 1080), 90).convert("RGB")
    buffer = io.BytesIO()
    noise.save(buffer, "JPEG")
    picture = images.take(io.BytesIO(buffer.getvalue()), len(buffer.getvalue()))
    photo = actions.add_photo(recap, picture, credit="x", licence="city", section=None, actor=robin)
    process = start()
    wait_for(lambda: len(files(photo)) > 2)
    process.send_signal(signal.SIGKILL)
    process.wait()
    photo.refresh_from_db()
    assert photo.state == RecapPhoto.State.WAITING
    assert len(files(photo)) < 1 + 4 * 3
    lost = DBTaskResult.objects.running().get()
    assert lost.started_at
    # As if it had died while it wrote: half a file under a name that pages ask for.
    torn = next(name for name in files(photo) if name != "master.jpg")
    tasks.replace(f"{folder(photo.key)}/{torn}", b"half")
    assert worker.rescue(lost.started_at + worker.LOST_AFTER + timedelta(seconds=1)) == 1
    start()
    wait_for(lambda: DBTaskResult.objects.successful().filter(pk=lost.pk).exists())
    assert sound(photo)
    assert photo.widths == [480, 720, 960, 1440]


def test_a_photo_that_is_taken_down_while_it_is_prepared_leaves_nothing_behind(
    photo: RecapPhoto, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = images.renditions

    def slowly(master: Any) -> Iterator[tuple[str, bytes]]:
        for number, made in enumerate(make(master)):
            if number == 2:
                actions.take_down(photo)
                tasks.delete_files.func(photo.key)
            yield made

    monkeypatch.setattr(images, "renditions", slowly)
    tasks.make_renditions.func(photo.pk)
    assert files(photo) == set()
    photo.refresh_from_db()
    assert photo.taken_down_at
    assert photo.state == RecapPhoto.State.WAITING


def test_what_a_dead_worker_left_of_a_photo_that_was_taken_down_goes(photo: RecapPhoto) -> None:
    actions.take_down(photo)
    tasks.replace(f"{folder(photo.key)}/480.avif", b"left")
    assert tasks.make_renditions.func(photo.pk) == 0
    assert files(photo) == set()


def test_deleting_finds_every_file_whatever_its_size_and_can_be_repeated(photo: RecapPhoto) -> None:
    tasks.replace(f"{folder(photo.key)}/1234.webp", b"of an earlier version")
    assert tasks.delete_files.func(photo.key) == 2
    assert not default_storage.exists(folder(photo.key))
    assert tasks.delete_files.func(photo.key) == 0


def test_a_photo_nobody_knows_needs_no_renditions(db: None) -> None:
    assert tasks.make_renditions.func(0) == 0


def test_a_photo_that_is_not_added_is_not_prepared(recap: Recap, robin: User) -> None:
    data = factories.picture()
    picture = images.take(io.BytesIO(data), len(data))
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.add_photo(recap, picture, credit="x", licence="city", section=None, actor=robin)
        raise RuntimeError
    assert not DBTaskResult.objects.filter(task_path__endswith="make_renditions").exists()


def test_whose_account_is_gone_gets_no_mail(
    recap: Recap, robin: User, mailoutbox: list[Any]
) -> None:
    assert tasks.tell_editor.func("taken_down", recap.pk, robin.pk, "Bild", 1)
    assert not tasks.tell_editor.func("taken_down", recap.pk, robin.pk + 1000, "Bild", 1)
    assert len(mailoutbox) == 1
