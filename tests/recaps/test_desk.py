"""Where those who write recaps begin: what is missing, in work, published, withdrawn."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions.models import Excursion
from recaps import actions, desk
from recaps.models import Recap
from tests import factories as basics
from tests.conftest import Client
from tests.factories import NOW
from tests.recaps import factories
from tests.recaps.pages import soup

pytestmark = pytest.mark.django_db
DESK = "/rueckblicke/redaktion/"


def titles(client: Client, part: str) -> list[str]:
    """What stands under this heading."""
    page = soup(client.get(DESK))
    return [tag.get_text(strip=True) for tag in page.select(f"[aria-labelledby={part}] h3")]


def create(excursion: Excursion) -> str:
    return reverse("recaps:create", args=[excursion.slug])


def test_everything_stands_where_it_belongs(as_alex: Client, alex: User, robin: User) -> None:
    basics.excursion(title="Kommt noch")
    factories.past_excursion(title="Abgesagt", status="cancelled", cancellation_reason="Sturm")
    factories.past_excursion(title="Entwurf", status="draft")
    factories.past_excursion(title="Fehlt")
    factories.recap(alex, factories.past_excursion(title="Begonnen"))
    draft = factories.written(alex)
    actions.submit(draft, actor=alex)
    factories.published(robin, factories.past_excursion())
    gone = factories.published(robin, factories.past_excursion())
    actions.withdraw(gone, reason="Ein Versehen.", actor=robin)
    assert titles(as_alex, "missing") == ["Fehlt"]
    assert set(titles(as_alex, "in-work")) == {"Begonnen", "Smartes Jena erleben"}
    assert len(titles(as_alex, "published")) == len(titles(as_alex, "withdrawn")) == 1


def test_the_latest_come_first_and_many_fold_away(as_alex: Client, alex: User) -> None:
    for day in range(1, 9):
        basics.excursion(starts_at=NOW - timedelta(days=day), title=f"Vor {day} Tagen")
    found = desk.look(NOW, alex)
    assert [e.title for e in found.missing][:2] == ["Vor 1 Tagen", "Vor 2 Tagen"]
    assert [e.title for e in found.older] == ["Vor 7 Tagen", "Vor 8 Tagen"]
    assert "2 frühere Exkursionen" in as_alex.get(DESK).content.decode()


def test_an_empty_desk_says_so(as_robin: Client) -> None:
    page = as_robin.get(DESK).content.decode()
    assert "Zu jeder Exkursion gibt es einen Rückblick." in page
    assert "Veröffentlicht ist noch nichts." in page


def test_one_press_begins_a_recap_and_a_second_one_opens_it(as_alex: Client) -> None:
    excursion = factories.past_excursion()
    for _ in range(2):
        answer = as_alex.post(create(excursion))
        assert answer["Location"] == reverse("recaps:edit", args=[excursion.slug])
    assert Recap.objects.count() == 1


def test_what_has_not_taken_place_is_refused_in_words(as_alex: Client) -> None:
    page = as_alex.post(create(basics.excursion()), follow=True)
    assert "hat noch nicht stattgefunden" in page.content.decode()
    assert not Recap.objects.exists()


def test_a_look_begins_nothing(as_alex: Client) -> None:
    assert as_alex.get(create(factories.past_excursion())).status_code == 405
    assert not Recap.objects.exists()


def test_others_see_nothing_of_it(client: Client, as_kim: Client) -> None:
    excursion = factories.past_excursion()
    for path in (DESK, create(excursion), create(basics.excursion(status="draft"))):
        assert client.get(path)["Location"].startswith(reverse("account_request_login_code"))
        assert as_kim.get(path).status_code == as_kim.post(path).status_code == 404
    assert not Recap.objects.exists()


def test_a_draft_of_an_excursion_is_not_there_for_communications_staff(as_robin: Client) -> None:
    draft = basics.excursion(status="draft", starts_at=factories.YESTERDAY)
    assert as_robin.post(create(draft)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_more_recaps_take_no_more_statements(
    as_alex: Client, alex: User, robin: User, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        factories.past_excursion()
        factories.recap(alex)
        factories.published(robin, photos=0)
    with django_assert_num_queries(7):
        as_alex.get(DESK)


# -- On the start page of the administration -----------------------------------------------------


def test_the_start_page_reminds_of_it_for_sixty_days(
    as_alex: Client, clock: TimeMachineFixture
) -> None:
    excursion = factories.past_excursion()
    page = soup(as_alex.get("/verwaltung/"))
    todo = page.select_one(".todo")
    assert todo
    assert "Rückblick vom 11. Mai fehlt." in todo.get_text()
    form = todo.select_one("form[method=post]")
    assert form
    assert form["action"] == create(excursion)
    assert "Anlegen" in form.get_text()
    assert len(desk.todos(NOW + timedelta(days=59), Excursion.objects.all())) == 1
    assert desk.todos(NOW + timedelta(days=61), Excursion.objects.all()) == []


def test_the_start_page_reminds_of_nothing_that_was_begun(as_alex: Client, alex: User) -> None:
    factories.recap(alex)
    page = as_alex.get("/verwaltung/").content.decode()
    assert "Alles erledigt." in page
    assert f'href="{DESK}"' in page


def test_who_may_not_write_is_not_reminded(as_alex: Client, alex: User) -> None:
    factories.past_excursion()
    group = alex.groups.get()
    group.permissions.remove(*group.permissions.filter(content_type__app_label="recaps"))
    page = as_alex.get("/verwaltung/").content.decode()
    assert "Alles erledigt." in page
    assert DESK not in page


# -- On the page of an excursion -----------------------------------------------------------------


def test_the_page_of_an_excursion_leads_to_writing(as_robin: Client, robin: User) -> None:
    excursion = factories.past_excursion()
    page = soup(as_robin.get(excursion.get_absolute_url()))
    form = page.select_one(f'form[action="{create(excursion)}"]')
    assert form
    assert "Rückblick schreiben" in form.get_text()
    recap = factories.recap(robin, excursion)
    page = soup(as_robin.get(excursion.get_absolute_url()))
    link = page.select_one(f'a[href="{reverse("recaps:edit", args=[recap.slug])}"]')
    assert link
    assert "Zum Entwurf" in link.get_text()


def test_it_leads_nobody_else_there(as_kim: Client, client: Client, as_robin: Client) -> None:
    past, coming = factories.past_excursion(), basics.excursion()
    for visitor, excursion in ((client, past), (as_kim, past), (as_robin, coming)):
        page = visitor.get(excursion.get_absolute_url()).content.decode()
        assert "/rueckblicke/anlegen/" not in page
