"""From the programme to what was told afterwards."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from accounts.models import User
from excursions.models import Excursion, Registration
from recaps import actions
from tests import factories as basics
from tests.conftest import Client
from tests.recaps import factories

Counts = Callable[[int], AbstractContextManager[object]]


def over(days_ago: int = 1) -> Excursion:
    excursion = basics.excursion(
        starts_at=basics.NOW - timedelta(days=days_ago), slug=f"vor-{days_ago}"
    )
    basics.stop(excursion)
    return excursion


def test_the_page_of_an_excursion_leads_to_its_recap(robin: User, client: Client) -> None:
    excursion = over()
    assert "Zum Rückblick" not in client.get(excursion.get_absolute_url()).text
    draft = factories.written(robin, excursion)
    assert "Zum Rückblick" not in client.get(excursion.get_absolute_url()).text
    recap = actions.publish(draft, actor=robin)
    page = client.get(excursion.get_absolute_url()).text
    assert f'<a class="button" href="{recap.get_absolute_url()}">Zum Rückblick</a>' in page
    actions.withdraw(recap, actor=robin, reason="")
    assert "Zum Rückblick" not in client.get(excursion.get_absolute_url()).text


def test_the_list_shows_what_was_told_with_its_photo(robin: User, client: Client) -> None:
    told, plain = over(1), over(2)
    recap = factories.published(robin, told)
    photo = recap.photos.get()
    page = client.get("/")
    assert page.context["told"] == [told]
    assert page.context["past"] == [plain]
    assert f'href="{recap.get_absolute_url()}"' in page.text
    assert f"/rueckblicke/bilder/{photo.key}/480.avif" in page.text
    assert f'href="{plain.get_absolute_url()}"' in page.text
    actions.take_down(photo)
    page = client.get("/")
    assert photo.key not in page.text
    assert f'href="{recap.get_absolute_url()}"' in page.text


def test_the_list_shows_what_was_published_not_what_is_being_written(
    robin: User, client: Client
) -> None:
    recap = factories.published(robin, over(), photos=0)
    actions.save(
        recap, texts=factories.texts(recap, title="Entwurf"), version=recap.version, actor=robin
    )
    page = client.get("/").text
    assert "Entwurf" not in page
    assert "Smartes Jena erleben" in page


def test_those_who_were_there_find_it_under_their_registrations(
    robin: User, kim: User, as_kim: Client
) -> None:
    recap = factories.published(robin, over(), photos=0)
    Registration.objects.create(excursion=recap.excursion, user=kim, name="Kim", status="confirmed")
    page = as_kim.get("/meine-anmeldungen/").text
    assert f'href="{recap.get_absolute_url()}"' in page
    actions.withdraw(recap, actor=robin, reason="")
    assert recap.get_absolute_url() not in as_kim.get("/meine-anmeldungen/").text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_one_statement_more(
    number: int, robin: User, client: Client, django_assert_num_queries: Counts
) -> None:
    for days_ago in range(1, number + 1):
        factories.published(robin, over(days_ago))
    with django_assert_num_queries(3):
        page = client.get("/")
    assert len(page.context["told"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_and_ones_own_list_take_no_more(
    number: int,
    robin: User,
    kim: User,
    client: Client,
    as_kim: Client,
    django_assert_num_queries: Counts,
) -> None:
    for days_ago in range(1, number + 1):
        recap = factories.published(robin, over(days_ago), photos=0)
        Registration.objects.create(
            excursion=recap.excursion, user=kim, name="Kim", status="confirmed"
        )
    with django_assert_num_queries(2):
        client.get(recap.excursion.get_absolute_url())
    with django_assert_num_queries(3):
        as_kim.get("/meine-anmeldungen/")
