"""Keys no page of ours sends: numbers too long for one, of other scripts, signs no text holds."""

import pytest
from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import User
from pages.models import Page
from recaps.views import preview
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


@pytest.mark.parametrize("name", ["%00", "a%00b", "a b"])
def test_of_a_picture(name: str, client: Client) -> None:
    """PostgreSQL takes no zero byte, and everybody may ask for a picture."""
    token = signing.dumps(1, salt=preview.SALT)
    for folder in ("bilder", f"vorschau/{token}/bilder"):
        assert client.get(f"/rueckblicke/{folder}/{name}/960.avif").status_code == 404


@pytest.mark.parametrize("key", ['"\\000abcdefghijklmno"', '"\\011"', "ä" * 32, "../../x"])
def test_of_a_session_that_nobody_was_given(key: str, client: Client) -> None:
    answer = client.get("/", headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={key}"})
    assert answer.status_code == 200
