"""How often: counted over all processes, by the true address, and nothing typed is lost."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse

from accounts import mail_choice
from accounts.models import User
from bench import client as http
from bench import servers
from config import data
from excursions import actions, limits
from excursions.models import Excursion, Registration
from tests import factories
from tests.conftest import Client
from tests.recaps import factories as recap_factories

TOO_MANY = "warten Sie fünf Minuten"
TOKEN = "a" * 32


def try_password(port: int) -> str:
    """Somebody guesses; what the page says."""
    browser = http.Browser(port, "", TOKEN)
    try:
        typed = {"login": "kim@stadt.example", "password": "geraten-und-falsch"}
        return browser.post("/konto/einloggen/passwort/", typed).body.decode()
    finally:
        browser.close()


def test_two_processes_count_together(tmp_path: Path) -> None:
    """Two servers of their own on one database: the sixth try is refused wherever it goes."""
    installation = servers.sqlite(tmp_path)
    installation.manage("migrate", "--verbosity", "0")
    installation.manage("collectstatic", "--noinput", "--verbosity", "0")
    with (
        installation.serving(workers=1) as (first, one),
        installation.serving(workers=1) as (second, other),
    ):
        assert one.pid != other.pid
        said = [try_password(port) for port in (first, second, first, second, first, second)]
    assert [TOO_MANY in page for page in said] == [False] * 5 + [True]


@pytest.mark.django_db
class TestTheAddressOfTheClient:
    """30 wrong tries a minute from one address, whoever they are for."""

    @pytest.fixture(autouse=True)
    def _limits(self, rate_limits: None) -> None: ...

    def tries(self, forwarded: str = "", address: str = "192.0.2.1") -> list[int]:
        """What 31 tries meet with, each for another account."""
        headers = {"x-forwarded-for": forwarded} if forwarded else {}
        return [
            Client(headers=headers)
            .post(
                reverse("account_login"),
                {"login": f"p{n}@stadt.example", "password": "x"},
                REMOTE_ADDR=address,
            )
            .status_code
            for n in range(31)
        ]

    def one_more(self, **extra: Any) -> Any:
        typed = {"login": "neu@stadt.example", "password": "x"}
        return Client().post(reverse("account_login"), typed, **extra)

    def test_is_the_one_that_connects(self) -> None:
        assert self.tries()[-1] == 429
        assert self.one_more(REMOTE_ADDR="192.0.2.1").status_code == 429
        assert self.one_more(REMOTE_ADDR="192.0.2.2").status_code == 200

    def test_cannot_be_forged_where_there_is_no_proxy(self) -> None:
        self.tries()
        forged = self.one_more(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.9")
        assert forged.status_code == 429

    @override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
    def test_is_the_one_that_the_proxy_saw(self) -> None:
        """What stands before it in the header came from the client, and may be anything."""
        self.tries(forwarded="203.0.113.9, 198.51.100.7", address="10.0.0.1")
        again = self.one_more(
            REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.77, 198.51.100.7"
        )
        assert again.status_code == 429
        other = self.one_more(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.8")
        assert other.status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("rate_limits")
def test_another_port_in_the_host_header_brings_no_more_tries() -> None:
    typed = {"login": "kim@stadt.example", "password": "x"}
    pages = [
        Client().post(reverse("account_login"), typed, headers={"host": f"testserver:{port}"})
        for port in range(8000, 8006)
    ]
    assert [TOO_MANY in page.content.decode() for page in pages] == [False] * 5 + [True]


@pytest.mark.django_db
@pytest.mark.usefixtures("rate_limits")
def test_a_busy_morning_throws_no_counter_away(client: Client) -> None:
    """Django's cache in the database keeps 300 entries unless it is told otherwise."""
    assert data.caches()["default"]["OPTIONS"]["MAX_ENTRIES"] >= 10_000
    login = reverse("account_login")
    typed = {"login": "kim@stadt.example", "password": "x"}
    for _ in range(5):
        client.post(login, typed)
    for n in range(400):
        cache.set(f"somebody-{n}", [1.0], 60)
    assert TOO_MANY in client.post(login, typed).content.decode()


@pytest.mark.django_db
class TestPlaces:
    """What somebody does with their places is counted in the history."""

    @pytest.fixture(autouse=True)
    def _few(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "MOST_STEPS", 4)

    def register(self, client: Client, excursion: Excursion, **typed: str) -> Any:
        url = reverse("excursions:register", args=[excursion.slug])
        data = {"wish": "seat", "name": "Kim <b>", "other_unit": "Archiv"} | typed
        return client.post(url, data, headers={"origin": "https://testserver"})

    def test_too_often_asks_to_wait_and_keeps_what_was_typed(
        self, as_kim: Client, kim: User, excursion: Excursion, clock: Any
    ) -> None:
        for _ in range(2):
            assert self.register(as_kim, excursion).status_code == 302
            actions.withdraw(Registration.objects.latest("pk"), actor=kim)
        answer = self.register(as_kim, excursion, needs="Stufenlos")
        assert answer.status_code == 429
        page = answer.content.decode()
        assert "Ihre Eingaben sind noch da" in page
        assert 'name="needs" value="Stufenlos"' in page
        assert 'value="Kim &lt;b&gt;"' in page
        assert re.search(r'name="csrfmiddlewaretoken" value="\w+"', page)
        clock.shift(limits.PERIOD)
        assert self.register(as_kim, excursion).status_code == 302

    def test_what_others_do_counts_for_them(
        self, as_toni: Client, kim: User, alex: User, excursion: Excursion
    ) -> None:
        for _ in range(2):
            actions.withdraw(factories.registration(excursion, kim), actor=alex)
        assert self.register(as_toni, excursion).status_code == 302

    def test_the_ways_out_are_always_open(
        self, as_kim: Client, kim: User, excursion: Excursion
    ) -> None:
        actions.withdraw(factories.registration(excursion, kim), actor=kim)
        registration = factories.registration(excursion, kim)
        factories.agree(registration)
        for n in range(4):
            actions.change_answers(registration, answers=factories.answers(f"K{n}"), actor=kim)
        assert as_kim.post(f"{registration.get_absolute_url()}aendern/").status_code == 429
        as_kim.post(f"{registration.get_absolute_url()}fotos/", {"withdraw": "website"})
        as_kim.post(f"{registration.get_absolute_url()}zurueckgeben/")
        registration.refresh_from_db()
        assert not registration.photo_consents.exists()
        assert not registration.is_live

    def test_looking_is_free(self, as_kim: Client, kim: User, excursion: Excursion) -> None:
        for _ in range(3):
            actions.withdraw(factories.registration(excursion, kim), actor=kim)
        page = reverse("excursions:register", args=[excursion.slug])
        assert as_kim.get(page).status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("rate_limits")
class TestOthers:
    @pytest.fixture(autouse=True)
    def _few(self, settings: LazySettings) -> None:
        few = {"upload": "1/h/user", "mail_choice": "1/h/key", "calendar_address": "1/h/user"}
        settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | few

    def test_uploads_are_refused_in_words_for_the_script_as_well(
        self, as_robin: Client, robin: User
    ) -> None:
        recap = recap_factories.recap(robin)
        url = reverse("recaps:upload", args=[recap.slug])
        assert as_robin.post(url, {}).status_code == 200
        answer = as_robin.post(url, {}, headers={"accept": "application/json"})
        assert answer.status_code == 429
        assert "in ein paar Minuten" in answer.json()["text"]

    def test_the_choice_of_mails_is_counted_by_link(self, client: Client) -> None:
        one, other = (
            reverse("account_mail_choice", args=[mail_choice.token(f"{name}@stadt.example")])
            for name in ("kim", "toni")
        )
        assert [client.post(url, {}).status_code for url in (one, one, other)] == [200, 429, 200]

    def test_a_new_calendar_address_is_counted_by_person(self, as_kim: Client) -> None:
        url = reverse("excursions:own_calendar")
        assert as_kim.post(url, {"address": "create"}).status_code == 302
        assert as_kim.post(url, {"address": "renew"}).status_code == 429


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_what_another_site_sends_is_not_repeated(
    origin: str, client: Client, settings: LazySettings, rate_limits: None
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"mail_choice": "1/h/key"}
    url = reverse("account_mail_choice", args=[mail_choice.token("kim@stadt.example")])
    headers = {"origin": origin} if origin else {}
    client.post(url, {"List-Unsubscribe": "One-Click"}, headers=headers)
    again = {"List-Unsubscribe": "One-Click", "x": "von dort"}
    answer = client.post(url, again, headers=headers)
    assert answer.status_code == 429
    assert "von dort" not in answer.content.decode()
