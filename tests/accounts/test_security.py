"""The security log: one line an event, no contents, nothing that could forge a line."""

import logging
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import RequestFactory, override_settings
from django.urls import reverse

from accounts import second_factor, security
from accounts.models import User
from accounts.security import Event
from excursions.models import Excursion
from tests import factories
from tests.accounts.app import give_app
from tests.conftest import Client, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Any:
    """Gives the lines of the security log so far."""
    caplog.set_level(logging.INFO, "streifzug.security")
    name = "streifzug.security"
    return lambda: [record.getMessage() for record in caplog.records if record.name == name]


def test_a_line_says_who_did_what_and_from_where_roughly(
    log: Any, rf: RequestFactory, kim: User, excursion: Excursion
) -> None:
    request = rf.get("/", REMOTE_ADDR="192.0.2.77")
    security.note(Event.EXPORTED, request, actor=kim, of=excursion, columns="name,unit")
    assert log() == [
        f"event=exported outcome=ok actor={kim.pk} object=excursions.excursion:{excursion.pk} "
        "client=192.0.2.0/24 columns=name,unit"
    ]


def test_an_address_of_the_new_kind_is_shortened_as_well(log: Any, rf: RequestFactory) -> None:
    security.note(Event.RATE_LIMITED, rf.get("/", REMOTE_ADDR="2001:db8:1:2:3:4:5:6"))
    assert "client=2001:db8:1::/48" in log()[0]


@pytest.mark.parametrize(
    "text", ["a\nevent=logged_in", "a\r\nb", "a\u2028b", "a\x1b[2Jb", 'a" b=c']
)
def test_nothing_can_pretend_to_be_another_line_or_field(log: Any, text: str) -> None:
    security.note(Event.EXPORTED, columns=text)
    (line,) = log()
    assert line.isprintable()
    assert line.isascii()
    assert line.startswith('event=exported outcome=ok actor=- object=- client=- columns="a')


def test_formatters_that_know_fields_get_them(
    caplog: pytest.LogCaptureFixture, kim: User, rf: RequestFactory
) -> None:
    with caplog.at_level(logging.INFO, "streifzug.security"):
        security.note(Event.LOGGED_IN, rf.get("/"), actor=kim)
    fields = vars(caplog.records[-1])["security"]
    assert fields["event"] == "logged_in"
    assert fields["actor"] == kim.pk


class TestLoggingIn:
    @pytest.fixture(autouse=True)
    def _limits(self, rate_limits: None) -> None: ...

    def login(self, client: Client, email: str, password: str) -> None:
        client.post(reverse("account_login"), {"login": email, "password": password})

    def test_with_a_password(self, log: Any, client: Client) -> None:
        person = factories.user("pat@stadt.example", password="richtig-und-lang")
        self.login(client, person.email, "richtig-und-lang")
        client.post(reverse("account_logout"))
        assert [line.split()[0] for line in log()] == ["event=logged_in", "event=logged_out"]
        assert all(f"actor={person.pk}" in line for line in log())

    def test_with_a_wrong_one_until_it_is_locked(self, log: Any, client: Client, kim: User) -> None:
        for _ in range(6):
            self.login(client, kim.email, "geheim 4711")
        lines = log()
        assert [line.split()[0] for line in lines] == [
            *["event=login_failed"] * 5,
            "event=login_locked",
        ]
        assert all(f"object=accounts.user:{kim.pk}" in line for line in lines)
        assert "kim@" not in "".join(lines)
        assert "4711" not in "".join(lines)

    def test_of_somebody_unknown(self, log: Any, client: Client) -> None:
        self.login(client, "mein-passwort-ist-hier", "x")
        self.login(client, "niemand@stadt.example", "x")
        assert [line.split()[:4] for line in log()] == [
            ["event=login_failed", "outcome=refused", "actor=-", "object=-"]
        ]
        assert "niemand" not in "".join(log())

    def test_with_a_wrong_code_until_it_is_locked(
        self, log: Any, client: Client, kim: User
    ) -> None:
        client.post(reverse("account_request_login_code"), {"email": kim.email})
        for _ in range(5):
            client.post(reverse("account_confirm_login_code"), {"code": "000000"})
        names = [line.split()[0] for line in log()]
        assert names == [*["event=login_failed"] * 5, "event=login_locked"]


def test_a_right_one_does_not_have_is_noted(log: Any, as_alex: Client, alex: User) -> None:
    assert as_alex.get(reverse("admin:accounts_user_changelist")).status_code == 403
    (line,) = log()
    assert line.startswith(f"event=access_refused outcome=refused actor={alex.pk}")


def test_a_request_from_another_site_is_noted(log: Any) -> None:
    Client(enforce_csrf_checks=True).post(reverse("account_login"))
    assert log()[0].startswith("event=forged_request outcome=refused actor=-")


def test_a_strange_request_is_noted(log: Any, client: Client, allows_errors: Any) -> None:
    client.get("/", headers={"host": "evil.example"})
    assert log()[0].startswith("event=suspicious_request")
    assert log()[0].endswith("kind=DisallowedHost")


def test_reading_what_somebody_needs_is_noted(
    log: Any, as_alex: Client, excursion: Excursion, kim: User
) -> None:
    registration = factories.registration(excursion, kim, needs="Stufenlos, bitte.")
    pks = [excursion.pk, registration.pk]
    as_alex.post(reverse("admin:excursions_excursion_needs", args=pks))
    assert log()[0].startswith("event=needs_read outcome=ok")
    assert f"object=excursions.registration:{registration.pk}" in log()[0]
    assert "Stufenlos" not in log()[0]


class TestSecondFactor:
    """Each change is one line."""

    def test_a_new_one(self, log: Any, rf: RequestFactory, alex: User) -> None:
        request = rf.get("/")
        request.user, request.session = alex, logged_in(alex).session
        give_app(alex)
        factor = Authenticator.objects.get(user=alex, type=Authenticator.Type.TOTP)
        second_factor.added(request, factor)
        _logged_in, line = log()
        assert line.endswith("change=added kind=totp")

    def test_one_that_an_administrator_takes_away(self, log: Any, noor: User, alex: User) -> None:
        logged_in(noor).post(reverse("admin:accounts_user_reset_factor", args=[alex.pk]))
        _logged_in, line = log()
        assert f"actor={noor.pk} object=accounts.user:{alex.pk}" in line
        assert line.endswith("change=reset")


class TestRights:
    def test_of_a_person(self, log: Any, kim: User) -> None:
        boss = factories.user("boss@stadt.example", is_staff=True)
        boss.is_superuser = True
        boss.save()
        url = reverse("admin:accounts_user_change", args=[kim.pk])
        data = {"email": kim.email, "name": "Kim", "is_active": "on"}
        client = logged_in(boss)
        client.post(url, data | {"name": "Kim Neu"})
        client.post(url, data | {"is_active": ""})
        lines = [line for line in log() if "rights_changed" in line]
        assert len(lines) == 1
        assert f"actor={boss.pk} object=accounts.user:{kim.pk}" in lines[0]
        assert lines[0].endswith("fields=is_active")


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_a_proxy_the_client_is_who_asked_the_proxy(log: Any, rf: RequestFactory) -> None:
    forged = "203.0.113.9, 198.51.100.7"
    security.note(
        Event.RATE_LIMITED, rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": forged})
    )
    assert "client=198.51.100.0/24" in log()[0]


def test_without_a_proxy_nobody_can_say_they_were_somebody_else(
    log: Any, rf: RequestFactory
) -> None:
    forged = {"x-forwarded-for": "203.0.113.9"}
    security.note(Event.RATE_LIMITED, rf.get("/", REMOTE_ADDR="192.0.2.1", headers=forged))
    assert "client=192.0.2.0/24" in log()[0]
