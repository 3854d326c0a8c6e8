"""Nobody is led to another site by an address that looks like ours."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from tests import factories
from tests.conftest import Client
from tests.every_url import World

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:evil.example",
    "https:///evil.example",
    "http://testserver@evil.example/",
    "https://evil.example/?testserver",
    "javascript:alert(1)",
    "data:text/html,x",
    " //evil.example",
    "\t//evil.example",
    "//evil.example%2f@testserver",
    "https://testserver.evil.example/",
]


def leads_away(location: str) -> bool:
    """Whether a browser leaves the site by it: to browsers `\\` is `/`, and blanks are nothing."""
    plain = location.strip().replace("\\", "/").replace("\t", "")
    url = urlsplit(plain)
    return plain.startswith("//") or (bool(url.netloc or url.scheme) and url.netloc != "testserver")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_after_logging_in_by_password(target: str, client: Client, rate_limits: None) -> None:
    factories.user("pat@stadt.example", password="richtig-und-lang")
    typed = {"login": "pat@stadt.example", "password": "richtig-und-lang", "next": target}
    answer = client.post(reverse("account_login", query={"next": target}), typed)
    assert answer.status_code == 302
    assert not leads_away(answer["Location"])


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("who", ["client", "as_kim"])
def test_at_no_address_there_is(
    who: str, target: str, world: World, request: pytest.FixtureRequest
) -> None:
    """Redirects and links alike: everything that takes `next` and hands it on."""
    client: Client = request.getfixturevalue(who)
    for address in (a for a in world.addresses() if a.startswith("/konto/")):
        answer = client.get(address, {"next": target})
        assert not leads_away(answer.headers.get("Location", "")), address
        if not answer.streaming:
            assert f'href="{target}' not in answer.content.decode(), address


@pytest.mark.parametrize("target", ELSEWHERE)
def test_after_logging_out(target: str, as_kim: Client) -> None:
    answer = as_kim.post(reverse("account_logout"), {"next": target})
    assert not leads_away(answer["Location"])


def test_what_leads_away_is_known() -> None:
    assert [target for target in ELSEWHERE if not leads_away(target)] == []
    assert not leads_away("/meine-anmeldungen/")
    assert not leads_away("https://testserver/x")
