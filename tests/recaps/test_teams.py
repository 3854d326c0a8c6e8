"""Organizers tell of their own excursions; the communications team of all."""

import pytest

from accounts.models import User
from excursions.models import Excursion
from recaps import actions
from recaps.models import Recap
from tests.conftest import Client
from tests.recaps import factories

pytestmark = pytest.mark.django_db


def test_who_is_not_in_the_team_begins_no_recap(as_jona: Client, as_robin: Client) -> None:
    excursion = factories.past_excursion()
    address = f"/rueckblicke/anlegen/{excursion.slug}/"
    assert as_jona.post(address).status_code == 404
    assert not Recap.objects.exists()
    assert as_robin.post(address).status_code == 302
    assert Recap.objects.get().excursion == excursion


def test_the_recap_of_others_is_hidden_and_not_on_the_desk(
    as_alex: Client, as_jona: Client, as_robin: Client
) -> None:
    excursion = factories.past_excursion()
    author = excursion.team.get()
    recap = actions.create(excursion, actor=author)
    for page in ("bearbeiten", "fotos", "vorschau", "verlauf", "veroeffentlichung"):
        address = f"/rueckblicke/{recap.slug}/{page}/"
        assert as_jona.get(address).status_code == 404
        assert as_alex.get(address).status_code == 200
        assert as_robin.get(address).status_code == 200
    desk = "/rueckblicke/redaktion/"
    assert recap.slug not in as_jona.get(desk).text
    assert recap.slug in as_alex.get(desk).text


def test_the_page_of_the_excursion_offers_it_to_the_team_only(
    as_alex: Client, as_jona: Client, as_robin: Client
) -> None:
    page: str = factories.past_excursion().get_absolute_url()
    offer = "Rückblick schreiben"
    assert offer not in as_jona.get(page).text
    assert offer in as_alex.get(page).text
    assert offer in as_robin.get(page).text
    assert Excursion.objects.count() == 1


def test_a_withdrawn_role_ends_with_the_next_request(as_robin: Client, robin: User) -> None:
    recap = factories.recap(robin)
    pages = [f"/rueckblicke/{recap.slug}/bearbeiten/", "/rueckblicke/redaktion/"]
    assert [as_robin.get(page).status_code for page in pages] == [200, 200]
    robin.groups.clear()
    assert [as_robin.get(page).status_code for page in pages] == [404, 404]
