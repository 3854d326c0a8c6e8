"""The page of the own calendar: an address is made, renewed and deleted by a press."""

import pytest
from django.urls import reverse

from accounts import calendar_address
from accounts.models import User
from excursions.models import Excursion
from tests import factories
from tests.conftest import Client

pytestmark = pytest.mark.django_db
PAGE = "/mein-kalender/"
SITE = "https://exkursionen.stadt.example"


def token(user: User) -> str | None:
    user.refresh_from_db()
    return user.calendar_token


def press(client: Client, button: str) -> str:
    return client.post(PAGE, {"address": button}, follow=True).text


def test_looking_makes_no_address_the_button_does(kim: User, as_kim: Client) -> None:
    assert 'value="create"' in as_kim.get(PAGE).text
    assert token(kim) is None
    text = press(as_kim, "create")
    made = token(kim)
    assert made
    assert len(made) == 43
    path = reverse("excursions:feed_own", args=[made])
    assert f'value="{SITE}{path}"' in text
    assert f'href="webcal://exkursionen.stadt.example{path}"' in text
    assert as_kim.get(path).status_code == 200


def test_a_new_address_ends_the_old_one(kim: User, as_kim: Client) -> None:
    old = calendar_address.renew(kim)
    text = press(as_kim, "renew")
    new = token(kim)
    assert new
    assert new != old
    assert new in text
    assert old not in text
    assert as_kim.get(reverse("excursions:feed_own", args=[old])).status_code == 404


def test_a_deleted_address_is_gone(kim: User, as_kim: Client) -> None:
    old = calendar_address.renew(kim)
    text = press(as_kim, "delete")
    assert token(kim) is None
    assert old not in text
    assert 'value="create"' in text


@pytest.mark.parametrize("button", ["create", "", "anything"])
def test_an_old_page_does_not_renew_what_is_there(button: str, kim: User, as_kim: Client) -> None:
    """Pressed twice, or in two tabs: the address that calendars know already stays."""
    there = calendar_address.renew(kim)
    press(as_kim, button)
    assert token(kim) == there


@pytest.mark.parametrize("button", ["renew", "delete", ""])
def test_an_old_page_does_not_bring_back_what_was_deleted(
    button: str, kim: User, as_kim: Client
) -> None:
    press(as_kim, button)
    assert token(kim) is None


def test_who_is_not_logged_in_is_asked_to(client: Client, kim: User) -> None:
    for answer in (client.get(PAGE), client.post(PAGE, {"address": "create"})):
        assert answer.status_code == 302
        assert PAGE in answer["Location"]


def test_nobody_keeps_a_copy_of_the_page(kim: User, as_kim: Client) -> None:
    calendar_address.renew(kim)
    assert "no-store" in as_kim.get(PAGE)["Cache-Control"]


def test_own_pages_lead_there_once_there_is_a_place(
    excursion: Excursion, kim: User, as_kim: Client
) -> None:
    mine = reverse("excursions:mine")
    assert PAGE not in as_kim.get(mine).text
    registration = factories.registration(excursion, kim)
    for path in (mine, registration.get_absolute_url()):
        assert f'href="{PAGE}"' in as_kim.get(path).text
