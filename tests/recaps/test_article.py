"""The article as everybody reads it: what was published, and nothing more."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions.models import Excursion
from recaps import actions, checklist
from recaps.models import Publication, Recap, RecapPhoto
from stations.models import Station
from tests import factories as basics
from tests.conftest import Client
from tests.recaps import factories

Counts = Callable[[int], AbstractContextManager[object]]


def read(recap: Recap, client: Client) -> str:
    answer = client.get(recap.get_absolute_url())
    assert answer.status_code == 200
    return answer.text


def test_everybody_reads_what_was_published(robin: User, client: Client) -> None:
    recap = factories.published(robin, photos=2)
    page = read(recap, client)
    for words in (
        "Rückblick · 11. Mai 2027",
        "Smartes Jena erleben",
        "Ein Nachmittag, zwei Stationen.",
        "rund 40 Mitarbeitende",
        "Eigener Text 1.",
        "Eigener Text 2.",
        "Fazit der Exkursion",
        "Danke an alle.",
        "Die Stadt von morgen hat Adressen.",
        "Vor dem Eingang.",
        "Foto: Robin Klar",
        "12. Mai 2027",
        "Pressekontakt",
    ):
        assert words in page
    assert "Aktualisiert" not in page
    assert 'href="#station-2"' in page
    assert 'id="station-2"' in page
    assert page.count("<picture>") == 2


def test_readers_get_no_cookie_and_nothing_from_elsewhere(robin: User, client: Client) -> None:
    recap = factories.published(robin)
    answer = client.get(recap.get_absolute_url())
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.text
    assert "style=" not in answer.text


def test_photos_come_in_every_format_with_their_size(robin: User, client: Client) -> None:
    recap = factories.published(robin)
    photo = RecapPhoto.objects.get()
    page = read(recap, client)
    for extension in ("avif", "webp", "jpg"):
        assert f"/rueckblicke/bilder/{photo.key}/480.{extension} 480w" in page
    assert 'width="800"' in page
    assert 'height="600"' in page
    assert 'alt="Eine Gruppe steht vor einem Haus."' in page
    assert 'loading="lazy"' in page


def test_the_cover_is_loaded_first(robin: User, client: Client) -> None:
    draft = factories.written(robin)
    photo = factories.photo(draft, robin)
    place = actions.photos.Place(photo.pk, None, is_cover=True)
    actions.arrange_photos(draft, places=[place], actor=robin)
    page = read(actions.publish(draft, actor=robin), client)
    assert page.count("fetchpriority") == 1
    assert "loading=" not in page


def test_a_box_invites_to_go_there(robin: User, client: Client) -> None:
    draft = factories.written(robin)
    texts = factories.texts(draft)
    texts.sections[0] = actions.SectionText(
        pk=texts.sections[0].pk, heading="Laden", text="<p>Schön.</p>", visit_note="Jederzeit."
    )
    draft = actions.save(draft, texts=texts, version=draft.version, actor=robin)
    page = read(actions.publish(draft, actor=robin), client)
    station = draft.sections.all()[0].station
    assert station
    assert page.count("Selbst ausprobieren") == 1
    assert f'href="{station.get_absolute_url()}"' in page
    assert station.address in page


def test_a_later_change_reaches_readers_only_when_it_is_published(
    robin: User, client: Client, clock: TimeMachineFixture
) -> None:
    recap = factories.published(robin)
    before = read(recap, client)
    Station.objects.update(street="Woanders 1", summary="Anders")
    Station.objects.filter(slug=Station.objects.all()[:1].get().slug).update(name="Umbenannt")
    Excursion.objects.update(title="Umbenannt", lead="Anders")
    recap = Recap.objects.get()
    texts = factories.texts(recap, title="Neuer Titel", who="niemand", closing="Anders.")
    recap = actions.save(recap, texts=texts, version=recap.version, actor=robin)
    photo = RecapPhoto.objects.get()
    RecapPhoto.objects.update(caption="Anders", credit="Anders", focus_x=0)
    actions.remove_photo(photo, actor=robin)
    factories.photo(recap, robin)
    assert read(recap, client) == before
    clock.shift(timedelta(days=1))
    recap = actions.publish(Recap.objects.get(), actor=robin)
    page = read(recap, client)
    assert "Neuer Titel" in page
    assert "Aktualisiert am" in page
    assert "13. Mai 2027" in page


def test_a_withdrawn_article_says_that_it_is_gone(robin: User, client: Client) -> None:
    recap = factories.published(robin)
    actions.withdraw(recap, actor=robin, reason="Ein Fehler.")
    answer = client.get(recap.get_absolute_url())
    assert answer.status_code == 410
    assert "Dieser Rückblick ist nicht mehr verfügbar." in answer.text
    assert 'href="/rueckblicke/"' in answer.text
    for gone in ("Eigener Text", "Ein Nachmittag", "Ein Fehler", "<picture"):
        assert gone not in answer.text
    actions.publish(_changed(recap, robin), actor=robin)
    assert "Eigener Text" in read(recap, client)


def _changed(recap: Recap, editor: User) -> Recap:
    recap = Recap.objects.get(pk=recap.pk)
    texts = factories.texts(recap, title="Berichtigt")
    return actions.save(recap, texts=texts, version=recap.version, actor=editor)


def test_what_was_never_published_does_not_exist(
    robin: User, client: Client, as_robin: Client
) -> None:
    draft = factories.written(robin)
    for who in (client, as_robin):
        assert who.get(draft.get_absolute_url()).status_code == 404
        assert who.get("/rueckblicke/gibt-es-nicht/").status_code == 404


def test_a_withdrawn_consent_takes_the_photo_off_at_once(robin: User, client: Client) -> None:
    excursion = factories.past_excursion()
    person = factories.took_part(excursion, photo_consent=True)
    draft = factories.written(robin, excursion)
    shown = factories.photo(draft, robin, recognisable="yes", people=[person], caption="Mit ihr.")
    stays = factories.photo(draft, robin, caption="Ohne sie.")
    recap = actions.publish(draft, actor=robin)
    assert shown.key in read(recap, client)
    basics.disagree(person)
    page = read(recap, client)
    assert shown.key not in page  # neither in the text nor in what machines read
    assert "Mit ihr." not in page
    assert stays.key in page
    assert client.get(f"/rueckblicke/bilder/{shown.key}/480.avif").status_code == 404
    assert shown.key not in client.get("/rueckblicke/").text


@pytest.fixture(params=[1, 3])
def number(request: pytest.FixtureRequest, robin: User) -> int:
    """So many recaps, each with as many stations and photos."""
    amount = int(request.param)
    for n in range(amount):
        excursion = factories.past_excursion(stations=amount, slug=f"rueckblick-{n}")
        factories.published(robin, excursion, photos=amount)
    return amount


def test_the_article_for_visitors(
    number: int, client: Client, django_assert_num_queries: Counts
) -> None:
    with django_assert_num_queries(3):
        answer = client.get("/rueckblicke/rueckblick-0/")
    assert len(answer.context["article"].photos) == number
    assert len(answer.context["more"]) == number - 1


def test_the_article_for_people(
    number: int, as_kim: Client, django_assert_num_queries: Counts
) -> None:
    with django_assert_num_queries(5):
        as_kim.get("/rueckblicke/rueckblick-0/")


MARKUP = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>\" '{{ x }}\x07"
RICH = f'<p onclick="alert(1)"><a href="javascript:alert(1)">Dank</a>{MARKUP}</p>'


@pytest.fixture
def hostile(robin: User) -> Recap:
    """Whatever stands in the database, by whichever way it came there."""
    recap = factories.published(robin)
    publication = Publication.objects.get()
    frozen: Any = publication.content
    frozen |= dict.fromkeys(("title", "date_line", "who", "lead", "closing"), MARKUP)
    frozen |= dict.fromkeys(("conclusion", "thanks"), RICH)
    for section in frozen["sections"]:
        section |= {"heading": MARKUP, "text": RICH, "visit_note": MARKUP}
        section["station"] |= {"name": MARKUP, "address": MARKUP}
    for photo in frozen["photos"]:
        photo |= dict.fromkeys(("caption", "credit", "alt"), MARKUP)
    publication.save()
    return recap


@pytest.mark.parametrize("where", ["article", "/rueckblicke/", "/rueckblicke/feed/", "/"])
def test_what_is_typed_stays_text(where: str, hostile: Recap, client: Client) -> None:
    page = client.get(hostile.get_absolute_url() if where == "article" else where).text
    assert "alert(1)" in page
    for harm in ("<script>alert", "<img src=x", "onclick", "javascript:", '">" '):
        assert harm not in page
    assert page.count("<script") == page.count("</script>")
    assert page.count("<title") == page.count("</title>")


def test_the_licence_stands_beside_the_name_and_leads_to_its_text(
    robin: User, client: Client
) -> None:
    draft = factories.written(robin)
    factories.photo(draft, robin, licence="cc-by")
    factories.photo(draft, robin, licence="permission")
    recap = actions.publish(draft, actor=robin)
    page = read(recap, client)
    assert "Foto: Robin Klar, CC BY 4.0</span>" in page
    assert "Foto: Robin Klar, Nutzung mit Erlaubnis</span>" in page
    link = (
        '<a href="https://creativecommons.org/licenses/by/4.0/deed.de" rel="license">CC BY 4.0</a>'
    )
    assert page.count(link) == 1


def test_an_article_from_before_there_were_licences_stays_as_it_is(
    robin: User, client: Client
) -> None:
    recap = factories.published(robin)
    frozen = recap.publication.content
    assert frozen is not None
    for photo in frozen["photos"]:
        del photo["licence"]
    recap.publication.save()
    RecapPhoto.objects.update(licence="")
    page = read(recap, client)
    assert "Foto: Robin Klar</span>" in page
    # A correction does not wait for it either, though the check list asks.
    draft = actions.save(
        recap, texts=factories.texts(recap, lead="Neu."), version=recap.version, actor=robin
    )
    assert "Foto 1: Lizenz fehlt" in [one.text for one in checklist.checks(draft) if not one.ok]
    actions.publish(draft, actor=robin)
    assert "Foto: Robin Klar</span>" in read(recap, client)
