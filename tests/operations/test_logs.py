"""What is written down: enough to find a fault, and nothing about anybody."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import override_settings
from django.urls import reverse

from accounts import calendar_address, mail_choice
from accounts.models import User
from config import logs
from excursions.models import Excursion
from tests import factories
from tests.accounts.login import ask, confirm
from tests.conftest import Client, logged_in

pytestmark = pytest.mark.django_db
SECRETS = {
    "Kim Beispiel", "kim@stadt.example", "kim%40stadt.example", "Haushalt", "0170 1234567",
    "Rollstuhl", "123456", "geheim-2027",
}  # fmt: skip


LOGGERS = {"": logging.INFO, "django": logging.INFO, "streifzug.request": logging.INFO}


class Written(io.StringIO):
    """Everything that is logged, as a service would write it."""

    @property
    def text(self) -> str:
        return self.getvalue()


@pytest.fixture(params=["LineFormatter", "JsonLines"])
def written(request: pytest.FixtureRequest) -> Iterator[Written]:
    stream = Written()
    handler = logging.StreamHandler(stream)
    handler.addFilter(logs.Careful())
    handler.setFormatter(getattr(logs, request.param)())
    before = {name: logging.getLogger(name).level for name in LOGGERS}
    for name, level in LOGGERS.items():
        logging.getLogger(name).setLevel(level)
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


def everything(client: Client, kim: User, excursion: Excursion) -> set[str]:
    """Many requests that carry something; returns what must stand nowhere."""
    kim.phone = "0170 1234567"
    kim.save()
    token = calendar_address.renew(kim)
    kim.calendar_token = token
    registration = factories.registration(excursion, kim, needs="Rollstuhl")
    mails = mail_choice.of(kim.email)
    for path in (
        "/",
        f"/?q={kim.email}",
        f"/exkursionen/{excursion.slug}/?name=Kim+Beispiel",
        f"/kalender/{token}.ics",
        f"/kalender/{token}x.ics",
        f"/kalender/{token}/",
        f"/anmeldungen/{registration.pk}/",
        f"/gibt-es-nicht/{kim.email}/Kim Beispiel/",
        f"/rueckblicke/vorschau/{token}/",
    ):
        client.get(path)
        logged_in(kim).get(path)
    ask(client, kim.email)
    confirm(client, "123456")
    client.post(reverse("account_login"), {"login": kim.email, "password": "geheim-2027"})
    client.post(f"/gibt-es-nicht/{kim.email}/", {"name": "Kim Beispiel", "needs": "Rollstuhl"})
    logged_in(kim).post(f"/anmeldungen/{registration.pk}/zurueckgeben/", {})
    return SECRETS | {token, str(getattr(mails, "token", None) or token)}


@pytest.mark.usefixtures("allows_errors", "rate_limits")
def test_nothing_personal_stands_in_any_line(
    written: Written, client: Client, kim: User, excursion: Excursion
) -> None:
    secrets = everything(client, kim, excursion)
    assert "excursions:list" in written.text
    assert [secret for secret in secrets if secret in written.text] == []
    assert not re.search(r"/anmeldungen/\d", written.text)
    assert "?" not in written.text


def refuse(row: str) -> None:
    """As PostgreSQL does it."""
    raise IntegrityError(f"duplicate key value\nDETAIL:  Key {row}.")


@pytest.mark.usefixtures("allows_errors")
def test_a_fault_is_written_down_without_the_row_it_was_about(written: Written) -> None:
    row = "(name, email)=(Kim Beispiel, kim@stadt.example)"
    try:
        refuse(row)
    except IntegrityError:
        logging.getLogger("streifzug.jobs").exception("Could not write to kim@stadt.example")
    assert "duplicate key value" in written.text
    assert "Traceback" in written.text
    assert "Kim" not in written.text
    assert "kim@" not in written.text


def test_a_line_stays_one_line(written: Written) -> None:
    logging.getLogger("streifzug.security").warning("login\nERROR faked: %s", "a\r\nb")
    assert len(written.text.splitlines()) == 1


def test_json_says_what_one_looks_for(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    record = logging.LogRecord("streifzug.request", logging.INFO, "", 1, "GET %s", ("x",), None)
    record.__dict__.update(method="GET", view="excursions:list", status=200, ms=12.5)
    careful = logs.Careful().filter(record)
    found = json.loads(logs.JsonLines().format(careful))
    assert found["view"] == "excursions:list"
    assert (found["status"], found["ms"], found["levelname"]) == (200, 12.5, "INFO")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", found["asctime"])
    assert record.args == ("x",)  # others get the record as it was


@pytest.mark.parametrize(("behind", "taken"), [(True, True), (False, False)])
def test_a_number_is_taken_from_the_proxy_only(behind: bool, taken: bool, client: Client) -> None:
    with override_settings(BEHIND_PROXY=behind):
        answer = client.get("/", headers={"x-request-id": "abc-123"})
    assert (answer.headers["X-Request-ID"] == "abc-123") is taken


@pytest.mark.parametrize("given", ["a b", "x" * 65, "<script>", "ä"])
def test_a_strange_number_is_replaced(given: str, client: Client) -> None:
    with override_settings(BEHIND_PROXY=True):
        answer = client.get("/", headers={"x-request-id": given})
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-ID"])


def test_every_line_of_a_request_carries_its_number(
    written: Written, client: Client, settings: Any
) -> None:
    number = client.get("/").headers["X-Request-ID"]
    if written.text.startswith("{"):
        line = json.loads(written.text.splitlines()[-1])
        assert line["request_id"] == number


@pytest.mark.parametrize("path", ["/", "/konto/einloggen/", "/gibt-es-nicht/"])
def test_djangos_own_lines_about_a_refusal_carry_it_too(
    written: Written, client: Client, path: str
) -> None:
    """Among them those that Django writes after the middleware."""
    answer = client.delete(path)
    assert answer.status_code in (403, 404, 405)
    if written.text.startswith("{"):
        lines = [json.loads(line) for line in written.text.splitlines()]
        assert "django.request" in {line["name"] for line in lines}
        assert {line["request_id"] for line in lines} == {answer.headers["X-Request-ID"]}
    else:
        assert "django.request" in written.text


def test_security_events_come_out_right(written: Written, kim: User, rf: Any) -> None:
    from accounts import security

    request = rf.get("/")
    request.user = kim
    security.note(security.Event.EXPORTED, request, what="participants")
    assert "exported" in written.text
    assert "participants" in written.text
    assert kim.email not in written.text
