"""Who works here needs a second factor: how one gets it, shows it and loses it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.urls import reverse
from time_machine import TimeMachineFixture

from accounts import second_factor
from accounts.models import User
from tests import factories, mailbox, proofs
from tests.accounts import login
from tests.accounts.app import code_of, give_app
from tests.accounts.login import Codes
from tests.conftest import Client, RunTasks, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rate_limits")]
ADMIN, EDITORS = reverse("admin:index"), reverse("recaps:desk")
SHOW = reverse("mfa_authenticate")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def to_second_step(client: Client, user: User, codes: Codes, next_: str = "") -> Any:
    login.ask(client, user.email, next_)
    return login.confirm(client, codes()[0], next_)


@pytest.fixture
def half_in(alex: User) -> Client:
    """Alex, logged in by code alone."""
    return logged_in(alex, "code")


@pytest.mark.parametrize("page", [ADMIN, reverse("admin:excursions_excursion_changelist")])
def test_the_administration_stays_closed_without_one(page: str, half_in: Client) -> None:
    answer = half_in.get(page)
    assert answer.headers["Location"] == reverse("mfa_index", query={"next": page})
    explained = text(half_in.get(answer.headers["Location"]))
    assert "Hier arbeiten Sie mit den Daten anderer Menschen." in explained
    assert f'href="{reverse("mfa_activate_totp")}"' in explained
    assert f'href="{reverse("mfa_add_webauthn")}"' in explained


def test_the_login_of_the_administration_is_no_way_past_it(alex: User) -> None:
    """Django's own form would log in by password alone, as often as one likes."""
    alex.set_password("lang und gut 2027")
    alex.save()
    half_in = logged_in(alex, "code")
    door = reverse("admin:login")
    typed = {"username": alex.email, "password": "lang und gut 2027"}
    for answer in (half_in.get(door), half_in.post(door, typed)):
        assert answer.headers["Location"] == reverse("mfa_index", query={"next": door})
    assert half_in.get(ADMIN).status_code == 302
    assert logged_in(alex).get(door).headers["Location"] == ADMIN


def test_the_pages_of_editors_stay_closed_without_one(robin: User) -> None:
    answer = logged_in(robin, "code").get(EDITORS)
    assert answer.headers["Location"] == reverse("mfa_index", query={"next": EDITORS})


def test_who_may_not_work_here_learns_nothing_of_it(as_kim: Client) -> None:
    assert as_kim.get(ADMIN).status_code == 302
    assert as_kim.get(reverse("admin:login")).status_code == 403
    assert as_kim.get(EDITORS).status_code == 404


def test_an_app_is_set_up_and_leads_on(alex: User, half_in: Client, run_tasks: RunTasks) -> None:
    half_in.get(reverse("mfa_index", query={"next": ADMIN}))
    page = text(half_in.get(reverse("mfa_activate_totp")))
    assert "<svg" in page
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert secret
    TOTP.activate(alex, secret[1].replace(" ", ""))
    code = code_of(alex)
    Authenticator.objects.all().delete()
    answer = half_in.post(reverse("mfa_activate_totp"), {"code": code})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    page = text(half_in.get(answer.headers["Location"]))
    assert len(re.findall(r"<li><code>\d{8}</code>", page)) == 10
    assert f'href="{ADMIN}"' in page
    assert half_in.get(ADMIN).status_code == 200


def test_a_wrong_first_code_sets_up_nothing(half_in: Client, alex: User) -> None:
    half_in.get(reverse("mfa_activate_totp"))
    answer = half_in.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert text(answer).count("Dieser Code passt nicht.") == 2
    assert not second_factor.has(alex)


def test_the_secret_is_not_readable_in_the_database(alex: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(alex, secret)
    assert secret not in str(Authenticator.objects.get().data)


def test_setting_one_up_ends_other_sessions_and_is_told(
    alex: User, half_in: Client, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    elsewhere = logged_in(alex, "code")
    test_an_app_is_set_up_and_leads_on(alex, half_in, run_tasks)
    assert elsewhere.get(reverse("account_own")).status_code == 302
    run_tasks()
    (mail,) = mailoutbox
    assert mail.subject == "Ihr zweiter Faktor wurde geändert"
    assert "neuer zweiter Faktor eingerichtet" in mailbox.body(mail, "plain")


def test_logging_in_by_code_asks_for_it(alex: User, client: Client, codes: Codes) -> None:
    give_app(alex)
    assert to_second_step(client, alex, codes, ADMIN).headers["Location"] == SHOW
    assert login.user_of(client) == ""
    assert client.get(ADMIN).status_code == 302
    assert "Code aus Ihrer App" in text(client.get(SHOW))
    assert client.post(SHOW, {"code": code_of(alex)}).headers["Location"] == ADMIN
    assert client.get(ADMIN).status_code == 200


def test_logging_in_by_password_asks_for_it(alex: User, client: Client) -> None:
    give_app(alex)
    alex.set_password("lang und gut 2027")
    alex.save()
    typed = {"login": alex.email, "password": "lang und gut 2027"}
    assert client.post(reverse("account_login"), typed).headers["Location"] == SHOW
    assert login.user_of(client) == ""


def test_a_recovery_code_opens_once(alex: User, client: Client, codes: Codes) -> None:
    spare = give_app(alex)
    to_second_step(client, alex, codes, ADMIN)
    assert client.post(SHOW, {"code": spare[0]}).headers["Location"] == ADMIN
    other = Client()
    to_second_step(other, alex, codes)
    assert "Dieser Code passt nicht." in text(other.post(SHOW, {"code": spare[0]}))


def test_a_code_of_the_app_opens_once(alex: User, client: Client, codes: Codes) -> None:
    give_app(alex)
    to_second_step(client, alex, codes)
    code = code_of(alex)
    client.post(SHOW, {"code": code})
    other = Client()
    to_second_step(other, alex, codes)
    assert "Dieser Code passt nicht." in text(other.post(SHOW, {"code": code}))


def test_codes_of_the_app_are_not_guessed(alex: User, client: Client, codes: Codes) -> None:
    give_app(alex)
    to_second_step(client, alex, codes)
    for _ in range(6):
        answer = client.post(SHOW, {"code": "000000"})
    assert "viele Versuche in kurzer Zeit" in text(answer)
    client.post(SHOW, {"code": code_of(alex)})
    assert login.user_of(client) == ""


def test_who_has_one_is_asked_for_it_and_not_for_a_code_by_mail(
    alex: User, as_alex: Client, clock: TimeMachineFixture
) -> None:
    give_app(alex)
    clock.shift(timedelta(minutes=6))
    page = reverse("account_fresh", query={"next": reverse("mfa_deactivate_totp")})
    assert as_alex.get(reverse("mfa_deactivate_totp")).headers["Location"] == page
    assert "Code aus Ihrer App" in text(as_alex.get(page))
    as_alex.post(page, {"action": "send"})
    assert "Dieser Code passt nicht." in text(as_alex.post(page, {"code": "000000"}))
    answer = as_alex.post(page, {"code": code_of(alex)})
    assert answer.headers["Location"] == reverse("mfa_deactivate_totp")


def test_removing_the_last_one_closes_the_administration(
    alex: User, as_alex: Client, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    give_app(alex)
    assert "Ganz ohne zweiten Faktor" in text(as_alex.get(reverse("mfa_deactivate_totp")))
    assert second_factor.has(alex)
    as_alex.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert as_alex.get(reverse("account_own")).status_code == 200
    assert as_alex.get(ADMIN).status_code == 302
    run_tasks()
    assert "zweiter Faktor Ihres Kontos wurde entfernt" in mailbox.body(mailoutbox[0], "plain")


def test_new_recovery_codes_replace_the_old_ones(alex: User, as_alex: Client) -> None:
    old = give_app(alex)
    page = text(as_alex.get(reverse("mfa_view_recovery_codes")))
    assert all(code in page for code in old)
    as_alex.post(reverse("mfa_generate_recovery_codes"))
    page = text(as_alex.get(reverse("mfa_view_recovery_codes")))
    assert not any(code in page for code in old)


def test_nobody_removes_the_passkey_of_somebody_else(alex: User, kim: User) -> None:
    theirs = Authenticator.objects.create(
        user=alex, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop", "credential": {}}
    )
    client = logged_in(kim, "code")
    assert client.post(reverse("mfa_remove_webauthn", args=[theirs.pk])).status_code == 404
    assert Authenticator.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "account_set_password",
        "account_change_address",
    ],
)
def test_managing_needs_fresh_authentication(
    name: str, alex: User, as_alex: Client, clock: TimeMachineFixture
) -> None:
    give_app(alex)
    clock.shift(timedelta(minutes=6))
    for answer in (as_alex.get(reverse(name)), as_alex.post(reverse(name), {})):
        assert answer.headers["Location"].startswith(reverse("account_fresh"))


def test_a_single_sign_on_counts_only_if_a_setting_says_so(
    alex: User, settings: LazySettings
) -> None:
    client = logged_in(alex, "socialaccount")
    assert client.get(ADMIN).status_code == 302
    settings.SSO_BRINGS_SECOND_FACTOR = True
    assert client.get(ADMIN).status_code == 200


def test_an_invented_passkey_opens_nothing(client: Client, alex: User) -> None:
    url = reverse("mfa_login_webauthn", query={"next": ADMIN})
    assert "challenge" in text(client.get(url, headers={"accept": "application/json"}))
    assert client.get(url).status_code == 302
    for credential in ("", "{}", '{"response": {"userHandle": "MQ"}}', "[]", "1"):
        answer = client.post(url, {"credential": credential})
        start = reverse("account_request_login_code", query={"next": ADMIN})
        assert answer.headers["Location"] == start
    assert "Das hat mit dem Passkey nicht geklappt" in text(client.get(start))
    assert login.user_of(client) == ""


def test_the_demo_shows_the_code_of_the_app(alex: User) -> None:
    give_app(alex)
    assert re.fullmatch(r"\d{6}", code_of(alex))


def test_proofs_of_the_tests_are_those_of_the_pages(
    alex: User, client: Client, codes: Codes
) -> None:
    """What `logged_in` writes into a session is what logging in writes there."""
    give_app(alex)
    to_second_step(client, alex, codes)
    client.post(SHOW, {"code": code_of(alex)})
    by_pages = client.session
    other = logged_in(alex)
    for key in (proofs.WHOSE, proofs.METHODS):
        assert type(by_pages[key]) is type(other.session[key])
    methods = [one["method"] for one in by_pages[proofs.METHODS]]
    assert methods == ["code", "mfa"]
    assert by_pages[proofs.WHOSE] == other.session[proofs.WHOSE]
    assert factories.NOW.timestamp() <= other.session["worked_at"]
