"""What people see when a request cannot be answered."""

import re
from typing import Any, NoReturn

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.views.defaults import permission_denied

from accounts import typed
from accounts.models import User
from config import context, views
from excursions.models import Excursion
from tests.conftest import Client, logged_in

UNKNOWN = "Diesen Link kennen wir nicht (mehr)"
PHONE = "03641 49-0"


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/nix", "/nix/", "/exkursionen/unbekannt/", "/konto/nix/", "/%00/"]
)
def test_an_unknown_link_is_explained_to_anybody(path: str, client: Client) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert UNKNOWN in text(answer)
    assert PHONE in text(answer)
    assert f'href="{reverse("excursions:list")}"' in text(answer)
    assert f'href="{reverse("excursions:mine")}"' in text(answer)


def test_what_is_foreign_looks_like_what_does_not_exist(as_kim: Client) -> None:
    assert UNKNOWN in text(as_kim.get("/anmeldungen/999/"))


@pytest.mark.django_db
def test_whether_a_registration_exists_is_not_told_before_logging_in(client: Client) -> None:
    assert "next=" in client.get("/anmeldungen/999/").headers["Location"]


def test_an_unknown_link_in_the_administration(alex: User, client: Client) -> None:
    assert client.get("/verwaltung/unbekannt/").status_code == 302
    answer = logged_in(alex).get("/verwaltung/unbekannt/")
    assert answer.status_code == 404
    assert UNKNOWN in text(answer)


def test_who_may_not_open_a_page_reads_as_whom_they_are_logged_in(kim: User) -> None:
    request = RequestFactory().get("/")
    request.user = kim
    answer = permission_denied(request, PermissionDenied())
    assert answer.status_code == 403
    assert "kim@stadt.example" in text(answer)
    assert PHONE in text(answer)


@pytest.mark.django_db
@pytest.mark.usefixtures("allows_errors")
def test_a_request_that_cannot_be_read_gets_a_page_all_the_same(client: Client) -> None:
    many = client.get("/?" + "a&" * 1001)
    host = client.get("/", headers={"host": "evil.example"})
    for answer in (many, host):
        assert answer.status_code == 400
        assert "Diese Anfrage konnten wir nicht lesen" in text(answer)
        assert "evil" not in text(answer)


def test_a_fault_is_explained_without_database_session_or_person(rf: RequestFactory) -> None:
    with connection.execute_wrapper(_fail):
        answer = views.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Bei uns ist etwas schiefgegangen" in text(answer)
    assert PHONE in text(answer)
    assert "site.css" in text(answer)


@pytest.mark.django_db
@pytest.mark.usefixtures("allows_errors")
def test_a_fault_in_a_view_leads_to_that_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Excursion.objects.__class__, "public", _fail)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Bitte versuchen Sie es in ein paar Minuten noch einmal." in text(answer)


@pytest.mark.django_db
def test_too_many_requests_are_asked_to_wait(client: Client, rate_limits: None) -> None:
    url = reverse("account_login")
    answers = [client.post(url, {"login": "", "password": ""}) for _ in range(31)]
    assert [answer.status_code for answer in answers[-2:]] == [200, 429]
    assert "Bitte warten Sie etwas" in text(answers[-1])


class TestAPageThatWasOpenForTooLong:
    """Its token is old. Nothing is done, and nothing typed is lost."""

    def post(self, url: str, data: dict[str, Any], origin: str = "https://testserver") -> Any:
        client = Client(enforce_csrf_checks=True)
        client.get(reverse("account_request_login_code"))  # brings the cookie
        headers = {"origin": origin} if origin else {}
        return client, client.post(url, data, headers=headers)

    @pytest.mark.django_db
    @pytest.mark.usefixtures("rate_limits")
    def test_one_more_press_sends_the_same_again(self) -> None:
        url = reverse("account_request_login_code", query={"next": "/meine-anmeldungen/"})
        typed = {"email": 'k"<i>@stadt.example', "list": ["1", "2"], "csrfmiddlewaretoken": "alt"}
        client, answer = self.post(url, typed)
        assert answer.status_code == 403
        assert "Ihre Eingaben sind noch da" in text(answer)
        sent = re.findall(r'<input type="hidden" name="(.*?)" value="(.*?)">', text(answer))
        token = dict(sent)["csrfmiddlewaretoken"]
        assert token != "alt"
        assert [pair for pair in sent if pair[1] != token] == [
            ("email", "k&quot;&lt;i&gt;@stadt.example"),
            ("list", "1"),
            ("list", "2"),
        ]
        again = {"email": "kim@stadt.example", "csrfmiddlewaretoken": token}
        answer = client.post(url, again, headers={"origin": "https://testserver"})
        assert answer.status_code == 302

    @pytest.mark.django_db
    @pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
    def test_another_site_cannot_put_anything_into_the_page(self, origin: str) -> None:
        _, answer = self.post("/meine-anmeldungen/", {"name": "von dort"}, origin)
        assert answer.status_code == 403
        assert "Diese Seite war zu lange offen" in text(answer)
        assert "von dort" not in text(answer)

    @pytest.mark.django_db
    @pytest.mark.parametrize("secret", sorted(typed.SECRET_FIELDS))
    def test_a_secret_is_never_written_into_the_page(self, secret: str) -> None:
        data = {"login": "kim@stadt.example", secret: "geheim 4711"}
        _, answer = self.post(reverse("account_login"), data)
        assert "geheim 4711" not in text(answer)
        assert "Seite neu öffnen" in text(answer)


@pytest.mark.parametrize("name", ["400.html", "413.html", "500.html"])
def test_the_pages_for_the_worst_need_only_the_settings(name: str) -> None:
    assert "Smartes Jena erleben" in render_to_string(name, context.names())


def _fail(*args: object, **kwargs: object) -> NoReturn:
    raise RuntimeError("nobody may ask here")
