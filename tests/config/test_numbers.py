"""Numbers that no page of ours sends: too long for a key, too long to be read, of other scripts."""

import pytest
from django.urls import reverse

from accounts.models import User
from pages.models import Page
from tests.conftest import Client, logged_in

pytestmark = pytest.mark.django_db
NUMBERS = ["9" * 19, "9" * 30, "9" * 5000, "²", "\u0663" * 20, "-1", "0x1"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_of_an_excursion(number: str, page: str, as_alex: Client) -> None:
    address = f"/verwaltung/excursions/excursion/{number}/{page}/"
    for answer in (as_alex.get(address), as_alex.post(address)):
        assert answer.status_code == 404


@pytest.mark.parametrize("number", NUMBERS)
def test_of_a_session(number: str, as_kim: Client, kim: User) -> None:
    answer = as_kim.post(reverse("account_sessions"), {"session": number})
    assert answer.status_code == 302


@pytest.mark.parametrize("number", NUMBERS)
def test_of_a_former_text(number: str, noor: User) -> None:
    page = Page.objects.get(key="help")
    url = reverse("admin:pages_page_show", args=[page.pk])
    assert logged_in(noor).post(url, {"version": number}).status_code in {302, 404}
