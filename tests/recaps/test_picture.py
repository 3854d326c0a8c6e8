"""The files of photos: who gets them, under which names, and how they may be kept."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.files.storage import default_storage

from accounts.models import User
from recaps import actions
from recaps.models import Recap, RecapPhoto
from tests.conftest import Client
from tests.recaps import factories

Counts = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def published(robin: User) -> Recap:
    return factories.published(robin)


@pytest.fixture
def photo(published: Recap) -> RecapPhoto:
    return published.photos.get()


def body(answer: Any) -> bytes:
    """Read to its end, which closes the file."""
    return b"".join(answer)


def url(photo: RecapPhoto, name: str = "480.avif") -> str:
    return f"/rueckblicke/bilder/{photo.key}/{name}"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("480.avif", "image/avif"), ("800.webp", "image/webp"), ("800.jpg", "image/jpeg")],
)
def test_everybody_gets_a_photo_of_a_published_article(
    name: str, kind: str, photo: RecapPhoto, client: Client, django_assert_num_queries: Counts
) -> None:
    with django_assert_num_queries(1):
        answer = client.get(url(photo, name))
    data = body(answer)
    assert answer["Content-Type"] == kind
    assert int(answer["Content-Length"]) == len(data) > 100
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, no-cache"
    assert not answer.cookies
    assert "Vary" not in answer


def test_what_is_kept_is_asked_for_again_and_not_sent_twice(
    photo: RecapPhoto, client: Client
) -> None:
    first = client.get(url(photo))
    assert body(first)
    assert first["ETag"] == f'"{photo.key}-480.avif"'
    again = client.get(url(photo), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == "public, no-cache"
    other = client.get(url(photo, "800.avif"), headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
    assert body(other)


def test_a_photo_that_was_taken_down_is_gone_also_for_those_who_kept_it(
    photo: RecapPhoto, client: Client, as_robin: Client
) -> None:
    actions.take_down(photo)
    for who in (client, as_robin):
        for headers in ({}, {"If-None-Match": f'"{photo.key}-480.avif"'}, {"If-None-Match": "*"}):
            assert who.get(url(photo), headers=headers).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "master.jpg", "960.avif", "480.png", "480.svg", "480", "480.", ".avif", "0480.avif",
        "+480.avif", "480.avif.jpg", "٤٨٠.avif", "480%0A.avif", "480.avif%0AX", "..%2Fmaster.jpg",
    ],
)  # fmt: skip
def test_other_names_do_not_exist(
    name: str, photo: RecapPhoto, client: Client, as_robin: Client
) -> None:
    for who in (client, as_robin):
        assert who.get(url(photo, name)).status_code == 404
        assert who.get(url(photo, name), headers={"If-None-Match": "*"}).status_code == 404


def test_a_photo_of_a_draft_is_for_editors_and_not_to_be_kept(
    robin: User, client: Client, as_kim: Client, as_alex: Client, as_robin: Client
) -> None:
    photo = factories.photo(factories.written(robin), robin)
    for stranger in (client, as_kim):
        assert stranger.get(url(photo)).status_code == 404
    for editor in (as_alex, as_robin):
        answer = editor.get(url(photo))
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert "ETag" not in answer
        assert body(answer)


def test_no_file_no_photo(photo: RecapPhoto, client: Client) -> None:
    default_storage.delete(f"recaps/{photo.key}/480.avif")
    assert client.get(url(photo)).status_code == 404
    assert client.get("/rueckblicke/bilder/unbekannt/480.avif").status_code == 404


def test_when_the_article_goes_its_photos_go(
    published: Recap, photo: RecapPhoto, robin: User, client: Client
) -> None:
    actions.withdraw(published, actor=robin, reason="")
    assert client.get(url(photo)).status_code == 404


def test_pictures_are_only_to_be_looked_at(photo: RecapPhoto, as_robin: Client) -> None:
    assert as_robin.post(url(photo)).status_code == 405
