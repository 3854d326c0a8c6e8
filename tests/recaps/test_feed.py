"""The feed: valid whatever was typed, with the addresses people know."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from pytest_django.fixtures import Settings
from time_machine import TimeMachineFixture

from accounts.models import User
from recaps import actions
from recaps.models import Publication, Recap
from tests.conftest import Client
from tests.recaps import factories

pytestmark = pytest.mark.django_db
Counts = Callable[[int], AbstractContextManager[object]]
FEED = "/rueckblicke/feed/"
SITE = "https://exkursionen.stadt.example"
ATOM = {"": "http://www.w3.org/2005/Atom"}


def feed(client: Client) -> ElementTree.Element:
    answer = client.get(FEED)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def entries(client: Client) -> list[ElementTree.Element]:
    return feed(client).findall("entry", ATOM)


def text(element: ElementTree.Element, path: str) -> str:
    return element.findtext(path, "", ATOM)


def test_an_article_stands_in_the_feed_as_a_whole(robin: User, client: Client) -> None:
    recap = factories.published(robin)
    (entry,) = entries(client)
    assert text(entry, "title") == "Smartes Jena erleben"
    assert text(entry, "summary") == "Ein Nachmittag, zwei Stationen."
    assert text(entry, "author/name") == "Stadt Jena"
    assert text(entry, "id") == SITE + recap.get_absolute_url()
    link = entry.find("link", ATOM)
    assert link is not None
    assert link.attrib["href"] == SITE + recap.get_absolute_url()
    assert text(entry, "published") == text(entry, "updated") == "2027-05-12T09:00:00+02:00"
    for words in ("Eigener Text 1.", "Es hat sich gelohnt.", "Danke an alle.", "Adressen."):
        assert words in text(entry, "content")
    assert "bilder" not in text(entry, "content")


def test_the_feed_names_itself_as_people_know_it(client: Client, settings: Settings) -> None:
    """Also behind a proxy that asks with another name."""
    settings.ALLOWED_HOSTS = ["*"]
    found = client.get(FEED, headers={"host": "innen:8000"})
    assert "innen" not in found.text
    links = ElementTree.fromstring(found.content).findall("link", ATOM)
    assert {link.attrib["rel"]: link.attrib["href"] for link in links} == {
        "alternate": f"{SITE}/rueckblicke/",
        "self": f"{SITE}/rueckblicke/feed/",
    }
    assert not found.cookies


def test_a_correction_keeps_the_id_and_says_when(
    robin: User, client: Client, clock: TimeMachineFixture
) -> None:
    recap = factories.published(robin)
    (before,) = entries(client)
    clock.shift(timedelta(days=1))
    recap = Recap.objects.get(pk=recap.pk)
    texts = factories.texts(recap, title="Berichtigt")
    actions.save(recap, texts=texts, version=recap.version, actor=robin)
    actions.publish(recap, actor=robin)
    (after,) = entries(client)
    assert text(after, "id") == text(before, "id")
    assert text(after, "published") == text(before, "published")
    assert text(after, "updated") == "2027-05-13T09:00:00+02:00"
    assert text(after, "title") == "Berichtigt"


def test_what_no_one_can_read_is_not_in_the_feed(robin: User, client: Client) -> None:
    factories.written(robin)
    actions.withdraw(factories.published(robin), actor=robin, reason="")
    assert entries(client) == []


@pytest.mark.parametrize("typed", ["<b>&amp;", "]]>", "\x07\x1b\ufffe", "👩‍🔬 <!--", "\u202e"])
def test_no_text_breaks_the_feed(typed: str, robin: User, client: Client) -> None:
    factories.published(robin)
    publication = Publication.objects.get()
    frozen: Any = publication.content
    frozen |= {"title": f"Titel {typed}", "lead": f"Lead {typed}", "closing": typed}
    frozen["sections"][0] |= {"heading": typed, "text": f"<p>{typed}</p>", "visit_note": typed}
    publication.save()
    (entry,) = entries(client)
    assert text(entry, "title").startswith("Titel ")
    assert "<b>" not in text(entry, "summary")


@pytest.mark.parametrize("number", [1, 3])
def test_the_feed_takes_one_statement(
    number: int, robin: User, client: Client, django_assert_num_queries: Counts
) -> None:
    for _ in range(number):
        factories.published(robin, photos=0)
    with django_assert_num_queries(1):
        assert len(entries(client)) == number


def test_pages_say_where_the_feed_is(robin: User, client: Client) -> None:
    recap = factories.published(robin)
    for page in ("/rueckblicke/", recap.get_absolute_url()):
        assert 'type="application/atom+xml"' in client.get(page).text
