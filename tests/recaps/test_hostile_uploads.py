"""Files made to do harm go through the real pages: refused in a sentence, or a clean picture."""

import gzip
import io
import time
import zipfile
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.models import User
from recaps.models import Recap, RecapPhoto
from tests.conftest import Client, RunTasks
from tests.recaps import factories, hostile
from tests.recaps.hostile import MARKER, drawn, plain, png, saved

pytestmark = pytest.mark.django_db
SECONDS = 5
SCRIPT = b"<script>alert(1)</script>"
JPEG = saved(drawn(), "JPEG")
PNG = saved(drawn(), "PNG")


def zipped(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("x.html", data)
    return buffer.getvalue()


def many_segments(number: int) -> bytes:
    """A JPEG with so much metadata that reading it all takes long."""
    segment = b"\xff\xe1" + (65_000).to_bytes(2) + b"Exif\0\0" + b"M" * 64_992
    return JPEG[:2] + segment * number + JPEG[2:]


REFUSED = {
    "nothing": b"",
    "one byte": b"\xff",
    "a head without a body": JPEG[:4],
    "half a JPEG": JPEG[: len(JPEG) // 2],
    "half a PNG": PNG[: len(PNG) // 2],
    "an SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a page": b"<!doctype html>" + SCRIPT,
    "a page that begins like a GIF": b"GIF89a=1;" + SCRIPT,
    "a GIF": saved(drawn(), "GIF"),
    "a moving WebP": hostile.animated("WEBP"),
    "a moving PNG": hostile.animated("PNG"),
    "a BMP": saved(drawn(), "BMP"),
    "a TIFF": saved(drawn(), "TIFF"),
    "a PDF": b"%PDF-1.7\n" + SCRIPT,
    "an EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n(x) run",
    "an archive": zipped(SCRIPT),
    "a packed picture": gzip.compress(PNG),
    "a program": b"\x7fELF" + b"\0" * 100,
    "a script": b"#!/bin/sh\nexit 1\n",
    "PHP after the head of a JPEG": b"\xff\xd8\xff\xe0<?php system($_GET[0]); ?>",
    "169 million pixels in 164 kB": png(13_000, 13_000, bits=1, kind=0, row=b"\0" * 1625),
    "a size nobody could hold": png(60_000, 60_000, bits=1, kind=0, row=b"\0")[:200],
    "a size of zero": png(0, 0, bits=8, kind=2, row=b""),
    "4,000 scans": hostile.many_scans(4_000),
}
CLEANED = {
    "a picture that is also a page": JPEG + SCRIPT,
    "a picture that is also an archive": JPEG + zipped(SCRIPT),
    "a picture that is also a PDF": PNG + b"%PDF-1.7\n" + SCRIPT,
    "a comment that is a page": saved(drawn(), "JPEG", comment=SCRIPT),
    "metadata of 6 MB": many_segments(100),
    "all metadata there are": hostile.with_everything("JPEG"),
}
NAMES = [
    "../../etc/passwd.jpg",
    "..\\..\\windows.jpg",
    "/etc/cron.d/x.jpg",
    "x.php.jpg",
    "x.jpg.exe",
    "x.svg",
    "<img src=x onerror=alert(1)>.jpg",
    "x\r\nSet-Cookie: a=b.jpg",
    "CON.jpg",
    ".htaccess",
    "ä" * 300 + ".jpg",
    "x\u202egpj.exe",
    "",
]


@pytest.fixture
def recap(robin: User) -> Recap:
    return factories.written(robin)


def upload(client: Client, recap: Recap, data: bytes, name: str = "Foto.jpg") -> tuple[Any, float]:
    """What the page says to one file, and how long it took."""
    file = SimpleUploadedFile(name or "x", data, content_type="image/jpeg")
    if not name:
        file._name = ""  # type: ignore[attr-defined]
    sent = {"pictures": [file], "credit": "Robin Klar", "licence": "city", "section": ""}
    began = time.monotonic()
    answer = client.post(
        reverse("recaps:upload", args=[recap.slug]), sent, headers={"accept": "application/json"}
    )
    return answer, time.monotonic() - began


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_is_refused_in_german_and_in_time(data: bytes, recap: Recap, as_robin: Client) -> None:
    answer, seconds = upload(as_robin, recap, data)
    assert answer.status_code == 200
    (sentence,) = answer.json()["refused"]
    assert sentence.endswith(".")
    assert not RecapPhoto.objects.exists()
    assert seconds < SECONDS


@pytest.mark.parametrize("data", CLEANED.values(), ids=CLEANED.keys())
def test_becomes_a_picture_and_nothing_else(
    data: bytes, recap: Recap, as_robin: Client, run_tasks: RunTasks
) -> None:
    answer, seconds = upload(as_robin, recap, data)
    assert answer.json() == {"added": 1, "refused": []}
    assert seconds < SECONDS
    run_tasks()
    photo = RecapPhoto.objects.get()
    folder = f"recaps/{photo.key}"
    names = default_storage.listdir(folder)[1]
    assert len(names) > 3
    for name in names:
        with default_storage.open(f"{folder}/{name}") as file:
            kept = file.read()
        assert SCRIPT not in kept, name
        assert MARKER.encode() not in kept, name
        assert b"Exif" not in kept[:200] or Image.open(io.BytesIO(kept)).getexif() == {}, name


@pytest.mark.parametrize("name", NAMES)
def test_what_a_file_is_called_leads_nowhere(name: str, recap: Recap, as_robin: Client) -> None:
    """Names of files are ours; that of an upload is at most quoted in a sentence."""
    answer, _seconds = upload(as_robin, recap, JPEG, name)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    for photo in RecapPhoto.objects.all():
        assert photo.key.isascii()
        assert set(photo.key) <= set(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
        )
    refused, _seconds = upload(as_robin, recap, b"no picture", name)
    assert all(text.isprintable() for text in refused.json()["refused"])
    assert refused["Content-Type"] == "application/json"


def test_on_a_page_the_name_is_text(recap: Recap, as_robin: Client) -> None:
    file = SimpleUploadedFile("<img src=x onerror=alert(1)>.jpg", b"no picture")
    sent = {"pictures": [file], "credit": "Robin Klar", "licence": "city", "section": ""}
    page = as_robin.post(reverse("recaps:upload", args=[recap.slug]), sent).content.decode()
    assert "<img src=x" not in page


def test_a_rendition_is_sent_as_what_it_is(
    recap: Recap, as_robin: Client, run_tasks: RunTasks
) -> None:
    upload(as_robin, recap, JPEG + SCRIPT)
    run_tasks()
    photo = RecapPhoto.objects.get()
    for extension, kind in (("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")):
        name = f"{photo.widths[0]}.{extension}"
        answer = as_robin.get(reverse("recaps:picture", args=[photo.key, name]))
        answer.getvalue()
        assert answer["Content-Type"] == kind
        assert answer["X-Content-Type-Options"] == "nosniff"
    for name in ("master.jpg", "480.svg", "480.jpg.html", "..%2f480.jpg", "480"):
        assert as_robin.get(f"/rueckblicke/bilder/{photo.key}/{name}").status_code == 404


def test_plain_pictures_still_pass(recap: Recap, as_robin: Client) -> None:
    answer, _seconds = upload(as_robin, recap, saved(plain("navy"), "JPEG"))
    assert answer.json()["added"] == 1
