"""Editing the pages in the administration."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from pages import actions, desk
from pages.defaults import default_text
from pages.models import Page
from tests import factories
from tests.conftest import Client, logged_in


@pytest.fixture
def sascha(db: None) -> User:
    """Administers: looks after pages and people."""
    person = factories.user("sascha@stadt.example", name="Sascha Verwaltung", is_staff=True)
    person.groups.add(Group.objects.get(name="Administration"))
    return person


@pytest.fixture
def as_sascha(sascha: User) -> Client:
    return logged_in(sascha)


def page(key: str = "imprint") -> Page:
    return Page.objects.get(key=key)


def url(name: str, key: str = "imprint") -> str:
    return reverse(f"admin:pages_page_{name}", args=[page(key).pk])


def test_editing_begins_with_the_default_text(as_sascha: Client) -> None:
    shown = as_sascha.get(url("change")).content.decode()
    assert "[Straße und Hausnummer]" in shown
    assert "Digitale-Dienste-Gesetzes" in shown


def test_the_list_says_what_is_missing_on_each_page(as_sascha: Client) -> None:
    shown = as_sascha.get(reverse("admin:pages_page_changelist")).content.decode()
    assert "Standardtext" in shown
    assert "[Straße und Hausnummer]" in shown


def test_a_saved_text_is_cleaned_shown_and_named_in_the_history(
    as_sascha: Client, sascha: User
) -> None:
    as_sascha.post(url("change"), {"text": "<h1>Wir</h1><p onclick=x>Text</p>", "reviewed_on": ""})
    assert page().text == "<h2>Wir</h2><p>Text</p>"
    assert page().versions.get().by == sascha


def test_who_changes_nothing_keeps_the_default_text(as_sascha: Client) -> None:
    typed = {"text": default_text("imprint"), "reviewed_on": "2027-05-12"}
    as_sascha.post(url("change"), typed)
    assert page().is_default
    assert page().reviewed_on == timezone.localdate()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("<h3>Klein</h3><h2>Groß</h2>", "Die erste Überschrift"),
        ("", "Bitte schreiben Sie einen Text"),
        ("<script>alert(1)</script>", "Bitte schreiben Sie einen Text"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_sentence(
    typed: str, sentence: str, as_sascha: Client
) -> None:
    answer = as_sascha.post(url("change"), {"text": typed, "reviewed_on": ""})
    assert sentence in answer.content.decode()
    assert page().is_default


def test_a_former_text_and_the_default_text_come_back_by_a_press(
    as_sascha: Client, sascha: User
) -> None:
    for written in ("<p>Erster</p>", "<p>Zweiter</p>"):
        actions.save(page(), text=written, reviewed_on=None, actor=sascha)
    first = page().versions.last()
    assert first
    as_sascha.post(url("show"), {"version": first.pk})
    assert page().text == "<p>Erster</p>"
    as_sascha.post(url("show"))
    assert page().is_default
    assert as_sascha.get(url("show")).status_code == 405


def test_a_version_of_another_page_is_none_of_this_one(as_sascha: Client, sascha: User) -> None:
    actions.save(page("help"), text="<p>Hilfe</p>", reviewed_on=None, actor=sascha)
    other = page("help").versions.get()
    assert as_sascha.post(url("show"), {"version": other.pk}).status_code == 404


def test_organizers_do_not_change_pages(as_alex: Client) -> None:
    assert as_alex.get(url("change")).status_code == 403
    assert as_alex.post(url("show")).status_code == 403


def test_the_start_page_lists_what_is_still_to_be_filled_in(as_sascha: Client) -> None:
    shown = as_sascha.get(reverse("admin:index")).content.decode()
    assert "Seite „Impressum“: 6 Stellen sind noch auszufüllen." in shown
    assert "Die Erklärung zur Barrierefreiheit wurde noch nicht überprüft." in shown


def test_after_a_year_the_declaration_is_due(sascha: User) -> None:
    at = timezone.now()
    declaration = page("accessibility")
    for days, is_due in [(365, False), (366, True)]:
        declaration.reviewed_on = timezone.localdate(at) - timedelta(days=days)
        assert desk.is_review_due(declaration, at) is is_due
        declaration.save()
    assert any("mehr als einem Jahr" in errand.text for errand in desk.errands(sascha, at))


def test_only_the_declaration_has_to_be_looked_through(db: None) -> None:
    assert not desk.is_review_due(page("imprint"), timezone.now())
