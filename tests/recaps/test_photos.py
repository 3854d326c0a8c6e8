"""The photo pages: uploading, ordering, and who sees what of it."""

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import IO, Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from PIL import Image

from accounts.models import User
from recaps import actions, images
from recaps.models import Recap, RecapPhoto
from tests.conftest import Client, RunTasks
from tests.recaps import factories, hostile

Counts = Callable[[int], AbstractContextManager[object]]
JSON = {"Accept": "application/json"}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
NO_PICTURE = "Das ist kein Bild in einem Format, das wir kennen: JPEG, PNG, WebP, AVIF oder HEIC."


@pytest.fixture
def recap(alex: User) -> Recap:
    return factories.written(alex)


def address(recap: Recap, name: str = "photos") -> str:
    return reverse(f"recaps:{name}", args=[recap.slug])


def file(name: str = "DSC_0001.jpg", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, factories.picture() if data is None else data)


def upload(client: Client, recap: Recap, *files: SimpleUploadedFile, **said: Any) -> Any:
    headers = said.pop("headers", {})
    data = {
        "pictures": list(files),
        "credit": "Robin Klar",
        "licence": "city",
        "section": "",
    } | said
    return client.post(address(recap, "upload"), data, headers=headers)


def page(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def at_the_field(response: Any, name: str = "pictures") -> list[str]:
    return [
        p.get_text().removeprefix("Fehler: ") for p in page(response).select(f"#id_{name}_error p")
    ]


class TestUploading:
    def test_several_at_once(self, recap: Recap, as_alex: Client, run_tasks: RunTasks) -> None:
        section = recap.sections.all()[1]
        answer = upload(as_alex, recap, file(), file("Zweites.jpg"), section=section.pk)
        assert answer.headers["Location"] == address(recap)
        shown = as_alex.get(address(recap))
        assert "2 Fotos hinzugefügt. Sie werden jetzt vorbereitet." in shown.text
        assert "0 von 2 Fotos sind vorbereitet." in shown.text
        assert page(shown).select_one("a:-soup-contains('Neu laden')")
        assert len(page(shown).select(".shot-waits")) == 2
        for photo in recap.photos.all():
            assert (photo.section, photo.credit, photo.state) == (section, "Robin Klar", "waiting")
            assert photo.licence == "city"
            assert photo.alt == photo.caption == ""  # never filled from the name of the file
        run_tasks()
        shown = as_alex.get(address(recap))
        assert [img["src"] for img in page(shown).select(".shot img")] == [
            f"/rueckblicke/bilder/{photo.key}/480.jpg" for photo in recap.photos.all()
        ]
        assert "sind vorbereitet" not in page(shown).select(".preparing")[0].get_text()

    def test_the_good_ones_stay_and_each_bad_one_is_refused_by_name(
        self, recap: Recap, as_alex: Client
    ) -> None:
        heic = (hostile.FILES / "drawn.heic").read_bytes()
        bomb = hostile.png(12_000, 12_000, bits=1, kind=0, row=bytes(1500))
        answer = upload(
            as_alex,
            recap,
            file("IMG_1.jpg"),
            file("IMG_2.svg", SVG),
            file("IMG_3.heic", heic),
            file("leer.png", b""),
            file("bombe.png", bomb),
            file("halb.jpg", factories.picture()[:900]),
            file("IMG_1.jpg"),
            file("riesig.jpg", b"\xff\xd8\xff" + bytes(16_000_000)),
        )
        assert answer.status_code == 200
        assert "<title>Fehler: " in answer.text
        assert at_the_field(answer) == [
            f"IMG_2.svg: {NO_PICTURE}",
            "leer.png: Die Datei ist leer.",
            "bombe.png: Das Bild hat mehr als 50 Megapixel.",
            "halb.jpg: Die Datei ist beschädigt oder unvollständig.",
            "riesig.jpg: Die Datei ist größer als 15 MB.",
        ]
        assert len(page(answer).select(".summary li a[href='#id_pictures']")) == 5
        assert "3 Fotos hinzugefügt." in answer.text
        assert len(page(answer).select(".shot")) == 3
        assert [photo.height for photo in recap.photos.all()] == [600, 600, 600]

    def test_the_name_of_a_file_is_shortened_and_does_no_harm(
        self, recap: Recap, as_alex: Client
    ) -> None:
        nasty = "<img src=x onerror=alert(1)>\u202egpj." + "a" * 60 + ".svg"
        answer = upload(as_alex, recap, file(nasty, SVG))
        assert "<img src=x" not in answer.text
        assert at_the_field(answer) == [f"<img src=x onerror=alert…aaaaaaaa.svg: {NO_PICTURE}"]

    @pytest.mark.parametrize(
        ("said", "name", "sentence"),
        [
            ({"credit": "  "}, "credit", "Bitte geben Sie ein, wer fotografiert hat."),
            ({"credit": "x" * 121}, "credit", None),
            ({"licence": ""}, "licence", "Bitte wählen Sie die Lizenz der Fotos aus."),
            ({"licence": "mine"}, "licence", "Bitte wählen Sie etwas aus der Liste."),
            ({"section": "999999"}, "section", "Bitte wählen Sie einen Platz aus der Liste."),
            ({"pictures": []}, "pictures", "Bitte wählen Sie mindestens ein Foto aus."),
        ],
    )
    def test_what_is_missing_is_said_at_its_field(
        self, said: Any, name: str, sentence: str | None, recap: Recap, as_alex: Client
    ) -> None:
        answer = upload(as_alex, recap, file(), **said)
        assert answer.status_code == 200
        (found,) = at_the_field(answer, name)
        assert sentence is None or found == sentence
        assert not recap.photos.exists()

    def test_a_section_of_another_recap_is_no_place(
        self, recap: Recap, alex: User, as_alex: Client
    ) -> None:
        foreign = factories.recap(alex, factories.past_excursion()).sections.first()
        assert foreign
        assert at_the_field(upload(as_alex, recap, file(), section=foreign.pk), "section")

    def test_a_script_gets_the_answer_as_data(self, recap: Recap, as_alex: Client) -> None:
        assert upload(as_alex, recap, file(), headers=JSON).json() == {"added": 1, "refused": []}
        assert upload(as_alex, recap, file("a.svg", SVG), headers=JSON).json() == {
            "added": 0,
            "refused": [f"a.svg: {NO_PICTURE}"],
        }
        assert recap.photos.count() == 1

    def test_who_took_the_last_one_is_suggested(self, recap: Recap, as_alex: Client) -> None:
        upload(as_alex, recap, file(), credit="Erste Person")
        upload(as_alex, recap, file(), credit="Zweite Person", licence="cc-by")
        shown = page(as_alex.get(address(recap)))
        assert [tag["value"] for tag in shown.select("#id_licence [selected]")] == ["cc-by"]
        field = shown.select_one("#id_credit")
        assert field
        assert field["value"] == "Zweite Person"

    def test_while_the_recap_is_in_review_nothing_is_added(
        self, recap: Recap, alex: User, as_alex: Client, as_robin: Client
    ) -> None:
        actions.submit(recap, actor=alex)
        refusal = "Dieser Rückblick ist in Prüfung."
        assert refusal in upload(as_alex, recap, file(), headers=JSON).json()["text"]
        assert refusal in as_alex.get(upload(as_alex, recap, file()).headers["Location"]).text
        assert not RecapPhoto.objects.exists()
        upload(as_robin, recap, file())  # who publishes goes on working
        assert RecapPhoto.objects.count() == 1

    def test_opening_the_address_leads_to_the_photos(self, recap: Recap, as_alex: Client) -> None:
        answer = as_alex.get(address(recap, "upload"))
        assert answer.headers["Location"] == address(recap)

    @pytest.mark.usefixtures("allows_errors")
    def test_too_many_files_are_refused_with_a_sentence(
        self, recap: Recap, as_alex: Client
    ) -> None:
        answer = upload(as_alex, recap, *[file(data=b"x") for _ in range(101)])
        assert answer.status_code == 413
        assert "höchstens 100 Dateien und zusammen 200 MB" in answer.text

    def test_too_much_at_once_is_refused_before_it_is_read(self, client: Client) -> None:
        class Nothing(io.BytesIO):
            def read(self, *args: Any) -> bytes:
                raise AssertionError("read although it is too much")

        size = str(200 * 1024 * 1024 + 1)
        environ: dict[str, Any] = {"wsgi.input": Nothing(), "CONTENT_LENGTH": size}
        answer = client.generic("POST", "/rueckblicke/x/fotos/hochladen/", **environ)
        assert answer.status_code == 413
        assert "Das war zu viel auf einmal" in answer.text


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_no_lock_is_held_while_a_picture_is_decoded(
    recap: Recap, as_alex: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = images.take

    def alone(file: IO[bytes], size: int) -> images.Picture:
        assert not connection.in_atomic_block
        return take(file, size)

    monkeypatch.setattr(images, "take", alone)
    assert upload(as_alex, recap, file(), file()).status_code == 302
    assert recap.photos.count() == 2


def test_how_far_the_worker_is(recap: Recap, alex: User, as_alex: Client) -> None:
    factories.photo(recap, alex)
    factories.photo(recap, alex, ready=False)
    failed = factories.photo(recap, alex, ready=False)
    RecapPhoto.objects.filter(pk=failed.pk).update(state="failed")
    progress = {"ready": 1, "failed": 1, "waiting": 1, "all": 3}
    assert as_alex.get(address(recap, "progress")).json() == progress
    assert "konnte nicht vorbereitet werden" in as_alex.get(address(recap)).text


def every_address(recap: Recap, photo: RecapPhoto) -> Iterator[str]:
    for name in ("photos", "upload", "progress"):
        yield address(recap, name)
    for name in ("photo", "remove_photo"):
        yield reverse(f"recaps:{name}", args=[recap.slug, photo.pk])
    yield f"/rueckblicke/bilder/{photo.key}/480.jpg"
    yield f"/rueckblicke/bilder/{photo.key}/master.jpg"


def test_for_others_nothing_of_it_exists(
    recap: Recap, alex: User, client: Client, as_kim: Client
) -> None:
    photo = factories.photo(recap, alex)
    for here in every_address(recap, photo):
        for method in ("get", "post"):
            answer = getattr(as_kim, method)(here)
            # Pictures are only to be looked at, whoever asks.
            assert answer.status_code in {404, 405} if "bilder" in here else 404
            stranger = getattr(client, method)(here)
            assert stranger.status_code in {302, 401, 404, 405}
            assert (
                "login" in stranger.get("Location", "login") or "einloggen" in stranger["Location"]
            )
    photo.refresh_from_db()
    assert photo.removed_at is None
    assert default_storage.exists(f"recaps/{photo.key}/master.jpg")
    assert RecapPhoto.objects.count() == 1


def test_a_photo_is_only_there_under_its_own_recap(
    recap: Recap, alex: User, as_alex: Client
) -> None:
    other = factories.photo(factories.written(alex, factories.past_excursion()), alex, ready=False)
    gone = factories.photo(recap, alex, ready=False)
    actions.remove_photo(gone, actor=alex)
    for pk in (other.pk, gone.pk, 0, 10**30):
        for name in ("photo", "remove_photo"):
            here = reverse(f"recaps:{name}", args=[recap.slug, pk])
            assert as_alex.get(here).status_code == 404
            assert as_alex.post(here, {}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_as_many_statements_for_one_photo_as_for_three(
    number: int, recap: Recap, alex: User, as_alex: Client, django_assert_num_queries: Counts
) -> None:
    excursion = recap.excursion
    for _ in range(number):
        people = [factories.took_part(excursion, photo_consent=True) for _ in range(number)]
        photo = factories.photo(recap, alex, recognisable="yes", people=people)
    with django_assert_num_queries(16):
        as_alex.get(address(recap))
    with django_assert_num_queries(17):
        as_alex.get(reverse("recaps:photo", args=[recap.slug, photo.pk]))
    with django_assert_num_queries(6):
        as_alex.get(address(recap, "progress"))


def test_a_portrait_of_a_phone_is_drawn_upright(recap: Recap, as_alex: Client) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = hostile.saved(hostile.drawn(), "JPEG", exif=exif)
    upload(as_alex, recap, file(data=data))
    photo = recap.photos.get()
    assert (photo.width, photo.height) == (400, 600)
