"""Single sign-on against a real OpenID provider that runs on this machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import LazySettings
from django.urls import reverse
from oidc_provider_mock import run_server_in_thread

from accounts.models import User
from tests import factories
from tests.accounts.login import user_of
from tests.conftest import Client, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rate_limits")]
LOGIN = reverse("account_request_login_code")
START = reverse("openid_connect_login", args=["stadt"])
BACK = reverse("openid_connect_callback", args=["stadt"])
KIM = {
    "email": "Kim@stadt.example",
    "email_verified": True,
    "name": "Kim Beispiel",
    "department": "Archiv",
}


@dataclass
class Provider:
    """The city's identity provider."""

    url: str

    def knows(self, sub: str, **claims: Any) -> None:
        requests.put(f"{self.url}/users/{sub}", json=claims, timeout=10).raise_for_status()

    def send_back(self, authorize_url: str, **form: str) -> str:
        """What the person does there; returns the address the browser is sent to, without host."""
        answer = requests.post(authorize_url, data=form, allow_redirects=False, timeout=10)
        back = urlsplit(answer.headers["Location"])
        assert back.path == BACK
        return f"{back.path}?{back.query}"


@pytest.fixture(scope="module")
def _server() -> Iterator[str]:
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def provider(_server: str, settings: LazySettings) -> Provider:
    settings.OIDC_UNIT_CLAIM = "department"
    offer(settings, _server)
    return Provider(_server)


def offer(settings: LazySettings, issuer: str) -> None:
    """What the environment of an installation says (config/login_settings.py)."""
    app = {
        "provider_id": "stadt",
        "name": "Konto der Stadt",
        "client_id": "streifzug",
        "secret": "nur für Tests",
        "settings": {"server_url": issuer},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def go(client: Client, provider: Provider, sub: str = "k-1", next_: str = "") -> Any:
    """The whole way there and back."""
    there = client.get(START, {"next": next_} if next_ else {})
    return client.get(provider.send_back(there.headers["Location"], sub=sub))


def test_without_the_settings_there_is_none_of_it(client: Client) -> None:
    assert "Konto der Stadt" not in text(client.get(LOGIN))
    assert client.get(START).status_code == 404
    assert client.get(BACK).status_code == 404


def test_the_login_page_offers_it_and_leads_on(provider: Provider, client: Client) -> None:
    page = text(client.get(LOGIN, {"next": "/meine-anmeldungen/"}))
    assert f'href="{START}?next=%2Fmeine-anmeldungen%2F"' in page
    assert "Einloggen mit: Konto der Stadt" in page


def test_it_goes_there_with_a_secret_that_only_this_session_knows(
    provider: Provider, client: Client
) -> None:
    asked = parse_qs(urlsplit(client.get(START).headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 16
    assert asked["redirect_uri"] == [f"https://testserver{BACK}"]


def test_a_new_colleague_gets_an_account_with_name_and_unit(
    provider: Provider, client: Client
) -> None:
    archive = factories.unit("Archiv")
    provider.knows("k-1", **KIM)
    answer = go(client, provider, next_="/meine-anmeldungen/")
    assert answer.headers["Location"] == "/meine-anmeldungen/"
    kim = User.objects.get()
    assert (kim.email, kim.name, kim.unit) == ("kim@stadt.example", "Kim Beispiel", archive)
    assert not kim.has_usable_password()
    assert user_of(client) == str(kim.pk)


def test_nothing_of_it_is_kept_but_who_it_is(provider: Provider, client: Client) -> None:
    provider.knows("k-1", **KIM, picture="https://stadt.example/kim.jpg")
    go(client, provider)
    go(Client(), provider)
    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data) == ("k-1", {})
    assert not SocialToken.objects.exists()


def test_a_unit_that_is_not_known_is_kept_as_it_is_called(
    provider: Provider, client: Client
) -> None:
    provider.knows("k-1", **KIM | {"department": "Fähre"})
    go(client, provider)
    assert User.objects.get().other_unit == "Fähre"


def test_the_account_of_that_address_is_the_account(
    provider: Provider, client: Client, kim: User
) -> None:
    provider.knows("k-1", **KIM | {"name": "Sommer, Kim"})
    go(client, provider)
    kim.refresh_from_db()
    assert user_of(client) == str(kim.pk)
    assert (kim.name, kim.other_unit) == ("Kim Beispiel", "Fachdienst Haushalt")
    assert User.objects.count() == 1


def test_the_same_person_comes_back_also_with_another_address(
    provider: Provider, client: Client
) -> None:
    provider.knows("k-1", **KIM)
    go(client, provider)
    other = Client()
    provider.knows("k-1", **KIM | {"email": "kim.neu@kij.example"})
    go(other, provider)
    assert user_of(other) == user_of(client) != ""
    assert User.objects.get().email == "kim@stadt.example"


def test_an_address_that_passed_to_somebody_else_opens_no_account(
    provider: Provider, client: Client
) -> None:
    provider.knows("k-1", **KIM)
    go(Client(), provider)
    provider.knows("k-2", **KIM)
    answer = go(client, provider, "k-2")
    assert answer.status_code == 403
    assert "gehört hier zu einem anderen Konto" in text(answer)
    assert user_of(client) == ""


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"email_verified": False}, "Ihre Adresse ist dort nicht bestätigt"),
        ({"email_verified": "false"}, "Ihre Adresse ist dort nicht bestätigt"),
        ({"email_verified": None}, "Ihre Adresse ist dort nicht bestätigt"),
        ({"email": ""}, "Ihre Adresse ist dort nicht bestätigt"),
        ({"email": ["kim@stadt.example"]}, "Ihre Adresse ist dort nicht bestätigt"),
        ({"email": "kim@gmail.example"}, "Diese Adresse gehört nicht zur Stadt"),
        ({"email": "kim@stadt.example.evil.example"}, "Diese Adresse gehört nicht zur Stadt"),
    ],
)
def test_an_address_that_proves_nothing_opens_no_account(
    claims: dict[str, Any], said: str, provider: Provider, client: Client, kim: User
) -> None:
    provider.knows("k-1", **KIM | claims)
    answer = go(client, provider)
    assert answer.status_code == 403
    assert said in text(answer)
    assert user_of(client) == ""
    assert not SocialAccount.objects.exists()


def test_a_setting_trusts_addresses_that_are_not_said_to_be_verified(
    provider: Provider, client: Client, settings: LazySettings
) -> None:
    settings.OIDC_TRUSTS_EMAIL = True
    settings.OIDC_EMAIL_CLAIM = "upn"
    provider.knows("k-1", upn="kim@stadt.example", name="Kim")
    go(client, provider)
    assert user_of(client) == str(User.objects.get(email="kim@stadt.example").pk)


def test_an_account_that_is_switched_off_stays_out(
    provider: Provider, client: Client, kim: User
) -> None:
    provider.knows("k-1", **KIM)
    go(Client(), provider)
    User.objects.update(is_active=False)
    assert go(client, provider).headers["Location"] == reverse("account_inactive")
    assert user_of(client) == ""
    SocialAccount.objects.all().delete()
    assert go(client, provider).headers["Location"] == reverse("account_inactive")
    assert not SocialAccount.objects.exists()


def test_an_answer_to_another_session_opens_nothing(provider: Provider, client: Client) -> None:
    """Otherwise a link could log somebody in to a stranger's account."""
    provider.knows("k-1", **KIM)
    back = provider.send_back(Client().get(START).headers["Location"], sub="k-1")
    for address in (back, f"{BACK}?code=geraten", f"{BACK}?code=x&state=falsch", BACK):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "Das Einloggen hat nicht geklappt" in text(answer)
    assert user_of(client) == ""


def test_an_answer_is_good_once(provider: Provider, client: Client) -> None:
    provider.knows("k-1", **KIM)
    back = provider.send_back(client.get(START).headers["Location"], sub="k-1")
    client.get(back)
    client.post(reverse("account_logout"))
    assert client.get(back).status_code == 403
    assert user_of(client) == ""


def test_who_turns_back_there_can_go_on_here(provider: Provider, client: Client) -> None:
    back = provider.send_back(client.get(START).headers["Location"], action="deny")
    answer = client.get(back)
    assert "Sie haben sich nicht eingeloggt" in text(answer)
    assert f'href="{LOGIN}"' in text(answer)


def test_a_provider_that_is_away_is_a_page_and_no_fault(
    provider: Provider, client: Client, settings: LazySettings
) -> None:
    there = client.get(START).headers["Location"]
    back = provider.send_back(there, sub="k-1")
    offer(settings, "http://localhost:9")
    for address in (START, back):
        answer = client.get(address)
        assert answer.status_code == 424
        assert "nicht erreichbar" in text(answer)
    assert client.get(LOGIN).status_code == 200


def test_a_server_that_is_no_provider_is_a_page_and_no_fault(
    provider: Provider, client: Client, settings: LazySettings
) -> None:
    offer(settings, f"{provider.url}/users")
    assert client.get(START).status_code == 424


def test_a_second_factor_is_asked_for_unless_the_provider_brings_it(
    provider: Provider, client: Client, kim: User, settings: LazySettings
) -> None:
    provider.knows("k-1", **KIM)
    TOTP.activate(kim, generate_totp_secret())
    assert go(client, provider).headers["Location"] == reverse("mfa_authenticate")
    assert user_of(client) == ""
    settings.SSO_BRINGS_SECOND_FACTOR = True
    other = Client()
    go(other, provider)
    assert user_of(other) == str(kim.pk)


def test_nobody_connects_an_account_to_the_one_that_is_open(
    provider: Provider, toni: User, kim: User
) -> None:
    provider.knows("k-1", **KIM)
    client = logged_in(toni, "code")
    there = client.get(START, {"process": "connect"})
    assert client.get(provider.send_back(there.headers["Location"], sub="k-1")).status_code == 403
    assert not SocialAccount.objects.exists()


def test_after_logging_out_the_session_is_over(provider: Provider, client: Client) -> None:
    provider.knows("k-1", **KIM)
    go(client, provider)
    client.post(reverse("account_logout"))
    assert user_of(client) == ""


@pytest.mark.parametrize("name", ["socialaccount_signup", "socialaccount_connections"])
def test_the_other_pages_of_the_library_are_not_there(name: str) -> None:
    with pytest.raises(Exception, match="not found"):
        reverse(name)
