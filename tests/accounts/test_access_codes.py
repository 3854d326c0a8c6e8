"""A private address and the access code of the own unit open an account."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from time_machine import TimeMachineFixture

from accounts import access_codes
from accounts.models import Unit, User
from tests import factories
from tests.accounts import login
from tests.accounts.login import Codes, user_of
from tests.conftest import Client, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rate_limits")]
STEP = reverse("account_access_code")
CONFIRM = reverse("account_confirm_login_code")
PRIVATE = "rosa@post.example"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def depot(db: None) -> Unit:
    unit = factories.unit("Kommunalservice Jena (KSJ)")
    access_codes.renew(unit)
    return unit


def give(client: Client, code: str) -> Any:
    login.ask(client, PRIVATE)
    return client.post(STEP, {"access_code": code})


def test_a_code_can_be_read_from_a_poster(depot: Unit) -> None:
    short, *blocks = (depot.access_code or "").split("-")
    assert short == "KSJ"
    assert [len(block) for block in blocks] == [4, 4]
    assert not set("".join(blocks)) & set("01IO")
    assert access_codes.renew(factories.unit("Übung Fähre")).startswith("UBU-")


def test_a_private_address_is_asked_for_it_and_gets_an_account(
    depot: Unit, client: Client, codes: Codes
) -> None:
    asked = login.ask(client, PRIVATE, "/meine-anmeldungen/")
    step = reverse("account_access_code", query={"next": "/meine-anmeldungen/"})
    assert asked.headers["Location"] == step
    assert f'<b class="address">{PRIVATE}</b>' in text(client.get(step))
    answer = client.post(step, {"access_code": depot.access_code})
    assert answer.headers["Location"].startswith(CONFIRM)
    (code,) = codes()
    confirmed = login.confirm(client, code, "/meine-anmeldungen/")
    assert confirmed.headers["Location"] == "/meine-anmeldungen/"
    rosa = User.objects.get(email=PRIVATE)
    assert (user_of(client), rosa.unit) == (str(rosa.pk), depot)


@pytest.mark.parametrize("change", ["lower", "spaces", "bare"])
def test_it_does_not_matter_how_it_is_typed(
    change: str, depot: Unit, client: Client, codes: Codes
) -> None:
    code = depot.access_code or ""
    typed = {"lower": code.lower(), "spaces": f" {code.replace('-', ' ')} "}
    give(client, typed.get(change, code.replace("-", "")))
    assert len(codes()) == 1


def test_a_wrong_code_is_said_at_the_field_and_stays_there(
    depot: Unit, client: Client, codes: Codes
) -> None:
    answer = give(client, "KSJ-FALS-CH23")
    assert text(answer).count("Das ist kein gültiger Zugangscode.") == 2
    assert 'value="KSJ-FALS-CH23"' in text(answer)
    assert "<title> Fehler:" in text(answer)
    assert codes() == []
    assert not User.objects.exists()
    assert client.post(STEP, {"access_code": depot.access_code}).status_code == 302


def test_a_renewed_code_and_that_of_a_unit_which_is_gone_open_nothing(
    depot: Unit, client: Client
) -> None:
    old = depot.access_code or ""
    access_codes.renew(depot)
    assert give(client, old).status_code == 200
    depot.is_active = False
    depot.save()
    assert give(client, depot.access_code or "").status_code == 200
    assert not User.objects.exists()


def test_who_was_here_before_needs_it_no_more(depot: Unit, client: Client, codes: Codes) -> None:
    rosa = factories.user(PRIVATE, name="Rosa Reh", other_unit="Bauhof")
    give(client, "")
    login.confirm(client, codes()[0])
    assert user_of(client) == str(rosa.pk)
    other = Client()
    give(other, depot.access_code or "")
    login.confirm(other, codes()[0])
    rosa.refresh_from_db()
    assert (user_of(other), rosa.unit, rosa.other_unit) == (str(rosa.pk), None, "Bauhof")


def test_nobody_learns_whether_there_is_an_account(
    depot: Unit, client: Client, codes: Codes
) -> None:
    factories.user(PRIVATE)
    pages = []
    for email in (PRIVATE, "ruth@post.example"):
        visitor = Client()
        answers = [login.ask(visitor, email), visitor.get(STEP)]
        answers += [visitor.post(STEP, {"access_code": "falsch"})]
        answers += [visitor.post(STEP, {"access_code": ""}), visitor.get(CONFIRM)]
        pages.append([_without_names(answer, email) for answer in answers])
    assert pages[0] == pages[1]
    assert len(codes()) == 1


def _without_names(answer: Any, email: str) -> tuple[int, str, str]:
    page = text(answer).replace(email, "…")
    where = answer.headers.get("Location", "")
    start = page.find("<main")
    return answer.status_code, where, _TOKEN.sub("", page[start:])


def test_codes_are_not_guessed(depot: Unit, client: Client, clock: TimeMachineFixture) -> None:
    login.ask(client, PRIVATE)
    for _ in range(10):
        client.post(STEP, {"access_code": "KSJ-AAAA-AAAA"})
    answer = client.post(STEP, {"access_code": depot.access_code})
    assert "viele Versuche in kurzer Zeit" in text(answer)
    assert not User.objects.exists()
    clock.shift(timedelta(minutes=16))
    assert client.post(STEP, {"access_code": depot.access_code}).status_code == 302


def test_the_step_has_no_use_without_an_address(client: Client, as_kim: Client) -> None:
    for visitor in (client, as_kim):
        answer = visitor.post(STEP, {"access_code": "x"})
        assert answer.headers["Location"] == reverse("account_request_login_code")


def test_a_private_address_may_become_another_one(depot: Unit, codes: Codes) -> None:
    rosa = factories.user(PRIVATE, name="Rosa Reh", unit=depot)
    client = logged_in(rosa, "code")
    change = reverse("account_change_address")
    assert client.post(change, {"email": "reh@post.example"}).status_code == 302


@pytest.fixture
def page() -> str:
    return reverse("admin:accounts_unit_codes")


def test_organizers_see_and_renew_codes(as_alex: Client, depot: Unit, page: str) -> None:
    bauhof = factories.unit("Bauhof")
    old = depot.access_code or ""
    seen = text(as_alex.get(page))
    assert seen.index(old) < seen.index("Noch kein Code")  # though „Bauhof“ comes first
    for unit in (depot, bauhof):
        as_alex.post(reverse("admin:accounts_unit_renew_code", args=[unit.pk]))
        unit.refresh_from_db()
    assert depot.access_code != old
    assert (bauhof.access_code or "").startswith("BAU-")
    assert text(as_alex.get(page)).count(" gilt jetzt") == 2
    assert LogEntry.objects.filter(change_message="Neuer Zugangscode").count() == 2


def test_nobody_else_sees_them_and_looking_renews_nothing(
    as_alex: Client, as_kim: Client, robin: User, depot: Unit, page: str
) -> None:
    renew = reverse("admin:accounts_unit_renew_code", args=[depot.pk])
    assert as_alex.get(renew).status_code == 405
    for client, status in ((as_kim, 302), (logged_in(robin), 403)):
        assert client.get(page).status_code == status
        assert client.post(renew).status_code == status
    old = depot.access_code
    depot.refresh_from_db()
    assert depot.access_code == old
