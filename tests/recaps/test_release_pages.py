"""The pages on which a recap moves on, its history, and the hand-over."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from recaps import actions, tasks
from recaps.models import Recap
from tests import factories as basics
from tests.conftest import Client
from tests.recaps import factories


def release(recap: Recap) -> str:
    return reverse("recaps:release", args=[recap.slug])


def test_an_organizer_hands_in_and_takes_back(alex: User, as_alex: Client) -> None:
    recap = factories.written(alex)
    page = as_alex.get(release(recap))
    assert "Zur Prüfung geben" in page.text
    assert "Jetzt veröffentlichen" not in page.text
    answer = as_alex.post(release(recap), {"step": "submit", "comment": ""}, follow=True)
    assert "Zur Prüfung gegeben. Die Kommunikation bekommt eine E-Mail." in answer.text
    answer = as_alex.post(release(recap), {"step": "take_back"}, follow=True)
    assert "Zurückgeholt. Sie können weiterschreiben." in answer.text


def test_what_is_missing_is_said_instead_of_the_button(alex: User, as_alex: Client) -> None:
    recap = factories.recap(alex)
    page = as_alex.get(release(recap))
    assert 'value="submit"' not in page.text
    assert "Punkte der Prüfliste sind noch offen." in page.text


@pytest.mark.parametrize("step", ["publish", "send_back", "unschedule", "withdraw"])
def test_a_forged_step_changes_nothing(alex: User, as_alex: Client, step: str) -> None:
    recap = actions.submit(factories.written(alex), actor=alex)
    answer = as_alex.post(release(recap), {"step": step, "comment": "x"})
    assert answer.status_code == 200
    assert "Das ging nicht." in answer.text
    recap.refresh_from_db()
    assert recap.status == Recap.Status.REVIEW


def test_an_unknown_step_is_the_page_again(robin: User, as_robin: Client) -> None:
    recap = factories.written(robin)
    assert as_robin.post(release(recap), {"step": "delete"}).status_code == 200
    assert Recap.objects.get().status == Recap.Status.DRAFT


def test_the_button_says_the_moment(robin: User, as_robin: Client) -> None:
    recap = factories.written(robin)
    page = as_robin.get(release(recap), {"moment": "2027-05-14T09:00"})
    assert "Veröffentlichen am 14. Mai, 9:00 Uhr" in page.text
    recap.refresh_from_db()
    assert recap.publish_at is None  # asking changes nothing
    as_robin.post(release(recap), {"step": "schedule", "moment": "2027-05-14T09:00"})
    recap.refresh_from_db()
    assert recap.publish_at == basics.berlin("2027-05-14 09:00")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2027-05-12T08:00", "Dieser Zeitpunkt ist vorbei. Bitte wählen Sie einen späteren."),
        ("bald", "Bitte geben Sie Tag und Uhrzeit ein, zum Beispiel 12.09.2025 09:00."),
        ("", "Bitte wählen Sie Tag und Uhrzeit."),
    ],
)
def test_a_moment_that_does_not_do_is_explained(
    robin: User, as_robin: Client, moment: str, said: str
) -> None:
    recap = factories.written(robin)
    page = as_robin.get(release(recap), {"moment": moment})
    assert said in page.text
    assert "<title>Fehler:" in " ".join(page.text.split())


def test_sending_back_needs_a_word(alex: User, robin: User, as_robin: Client) -> None:
    recap = actions.submit(factories.written(alex), actor=alex)
    page = as_robin.post(release(recap), {"step": "send_back", "comment": ""})
    assert "Bitte schreiben Sie, was sich ändern soll." in page.text
    as_robin.post(release(recap), {"step": "send_back", "comment": "Fazit kürzen"})
    recap.refresh_from_db()
    assert (recap.status, recap.comment) == (Recap.Status.DRAFT, "Fazit kürzen")


def test_publishing_says_how_many_people_are_told(robin: User, as_robin: Client) -> None:
    excursion = factories.past_excursion(capacity=5)
    basics.crowd(excursion, seated=3)
    recap = factories.written(robin, excursion)
    assert "3 Personen, die dabei waren" in as_robin.get(release(recap)).text
    as_robin.post(release(recap), {"step": "publish"})
    recap = Recap.objects.get(pk=recap.pk)
    assert recap.is_public
    tasks.tell_participants.func(recap.pk)
    actions.save(recap, texts=factories.texts(recap, lead="x"), version=recap.version, actor=robin)
    assert "Darüber bekommt niemand eine E-Mail." in as_robin.get(release(recap)).text


def test_the_preview_can_be_shown_to_anybody_for_a_week(
    robin: User, as_robin: Client, client: Client, clock: object
) -> None:
    recap = factories.written(robin)
    photo = factories.photo(recap, robin)
    open_question = factories.photo(recap, robin, recognisable="")
    link = (
        as_robin.get(release(recap))
        .context["preview_link"]
        .removeprefix("https://exkursionen.stadt.example")
    )
    page = client.get(link)
    assert page.status_code == 200
    assert "Vorschau, nicht öffentlich" in page.text
    assert photo.key in page.text
    assert open_question.key not in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"
    picture = client.get(f"{link}bilder/{photo.key}/480.jpg")
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert b"".join(picture).startswith(b"\xff\xd8")  # a JPEG; read to the end, it is closed
    assert client.get(f"{link}bilder/{open_question.key}/480.jpg").status_code == 404
    assert client.get(reverse("recaps:picture", args=[photo.key, "480.jpg"])).status_code == 404
    assert client.get(link[:-3] + "x/").status_code == 404
    clock.shift(timedelta(days=7, minutes=1))  # type: ignore[attr-defined]
    assert client.get(link).status_code == 404


def test_a_preview_by_link_shows_nothing_of_another_recap(robin: User, client: Client) -> None:
    from recaps.views import preview

    first, second = factories.written(robin), factories.written(robin)
    photo = factories.photo(second, robin)
    assert client.get(f"{preview.link(first)}bilder/{photo.key}/480.jpg").status_code == 404


def test_history_compares_and_restores(alex: User, as_alex: Client) -> None:
    recap = factories.written(alex)
    recap = actions.save(
        recap,
        texts=factories.texts(recap, lead="Ein langer Nachmittag, zwei Stationen."),
        version=recap.version,
        actor=alex,
    )
    overview = as_alex.get(reverse("recaps:history", args=[recap.slug]))
    assert "Angelegt" in overview.text
    page = as_alex.get(reverse("recaps:version", args=[recap.slug, 1]))
    assert "<ins>Ein langer Nachmittag, zwei Stationen.</ins>" in page.text
    here = reverse("recaps:version", args=[recap.slug, 1])
    stale = as_alex.post(here, {"version": "1"}, follow=True)
    assert "Inzwischen hat jemand gespeichert." in stale.text
    as_alex.post(here, {"version": str(recap.version)})
    recap.refresh_from_db()
    assert recap.lead == ""
    assert as_alex.get(reverse("recaps:version", args=[recap.slug, 99])).status_code == 404


def test_the_package_holds_everything_another_website_needs(robin: User, as_robin: Client) -> None:
    recap = factories.published(robin, photos=2)
    answer = as_robin.get(reverse("recaps:handover", args=[recap.slug, "website"]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as archive:
        names = set(archive.namelist())
        data = json.loads(archive.read(f"{recap.slug}.json"))
        markdown = archive.read(f"{recap.slug}.md").decode()
        html = archive.read(f"{recap.slug}.html").decode()
    assert data["permalink"] == f"https://exkursionen.stadt.example/rueckblicke/{recap.slug}/"
    assert [photo["alt"] for photo in data["photos"]] == ["Eine Gruppe steht vor einem Haus."] * 2
    assert {photo["credit"] for photo in data["photos"]} == {"Robin Klar"}
    files = {name for photo in data["photos"] for name in photo["files"].values()}
    assert len(files) == 6
    assert files <= names
    assert markdown.startswith("Rückblick · 11. Mai 2027\n\n# Smartes Jena erleben")
    assert "## Station 1: " in markdown
    assert "![Eine Gruppe steht vor einem Haus.](fotos/" in markdown
    assert "<script" not in html
    assert "Eigener Text 1." in html


def test_what_is_not_public_has_no_package(robin: User, as_robin: Client) -> None:
    recap = factories.written(robin)
    assert as_robin.get(reverse("recaps:handover", args=[recap.slug, "press"])).status_code == 404


PAGES = ["edit", "photos", "release", "history", "preview", "progress", "upload", "handover"]


@pytest.mark.parametrize("name", PAGES)
def test_a_recap_in_the_making_does_not_exist_for_others(
    alex: User, as_kim: Client, client: Client, name: str
) -> None:
    recap = factories.written(alex)
    more = ["press"] if name == "handover" else []
    there = reverse(f"recaps:{name}", args=[recap.slug, *more])
    nowhere = reverse(f"recaps:{name}", args=["gibt-es-nicht", *more])
    assert as_kim.get(there).status_code == as_kim.get(nowhere).status_code == 404
    assert as_kim.post(there).status_code == 404
    # Nobody learns by not being logged in which drafts there are.
    for address in (there, nowhere):
        assert client.get(address).status_code == 302
    assert client.get(recap.get_absolute_url()).status_code == 404
    assert as_kim.get(recap.get_absolute_url()).status_code == 404
