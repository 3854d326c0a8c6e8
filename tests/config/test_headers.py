"""What every answer carries, whatever kind of answer it is."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders
from django.urls import reverse

from config.middleware import MOST_BYTES
from excursions.models import Excursion
from tests.conftest import Client
from tests.every_url import World, look

pytestmark = pytest.mark.django_db

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "upgrade-insecure-requests": "",
}
# Made to be shown beside a link, by whatever shows links.
FOR_OTHERS = {"Cross-Origin-Resource-Policy": "cross-origin"}
# The preview of a mail brings the styles of the mail, and can do nothing at all.
MAIL = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "sandbox": "",
}


def check(answer: Any, what: str) -> None:
    is_page = answer.status_code == 200
    found = {name: answer.headers.get(name) for name in HEADERS}
    wanted = HEADERS | (FOR_OTHERS if is_page and what.endswith("/teilen.png") else {})
    assert found == wanted, what
    parts = [part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";")]
    policy = MAIL if is_page and what.endswith("/vorschau/html/") else POLICY
    assert {name: value for name, _, value in parts} == policy, what
    assert {"camera=()", "geolocation=()", "usb=()", "clipboard-write=(self)"} <= {
        *answer["Permissions-Policy"].split(", ")
    }, what
    assert "Access-Control-Allow-Origin" not in answer, what


@pytest.mark.parametrize("who", ["client", "as_kim", "as_everything"])
def test_every_address_answers_with_every_header(
    who: str, world: World, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(who)
    kinds = set()
    for address in world.addresses():
        answer = look(client, address)
        check(answer, address)
        kinds.add(answer.headers.get("Content-Type", "").partition(";")[0])
    assert {"text/html", "text/calendar", "image/avif", "image/png"} <= kinds
    if who == "as_everything":
        assert {"application/json", "application/zip"} <= kinds


@pytest.mark.usefixtures("allows_errors")
def test_refusals_and_faults_carry_them_as_well(
    client: Client, as_kim: Client, excursion: Excursion, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[int | str, Any] = {
        400: client.get("/?" + "a&" * 1001),
        403: as_kim.get(reverse("admin:login")),
        404: client.get("/gibt-es-nicht/"),
        405: as_kim.put(reverse("excursions:mine")),
        413: client.post("/", headers={"content-length": str(MOST_BYTES + 1)}),
    }
    without_token = Client(enforce_csrf_checks=True)
    asked["csrf"] = without_token.post(reverse("account_login"))
    monkeypatch.setattr(Excursion.objects.__class__, "public", lambda _self: 1 / 0)
    client.raise_request_exception = False
    asked[500] = client.get("/")
    for status, answer in asked.items():
        assert answer.status_code == (403 if status == "csrf" else status)
        check(answer, str(status))


def test_files_carry_them_as_well(settings: LazySettings, tmp_path: Path) -> None:
    """Straight from whitenoise, which answers before any view is asked."""
    settings.STATIC_ROOT = tmp_path
    source = finders.find("css/site.css")
    assert source
    (tmp_path / "site.css").write_bytes(Path(source).read_bytes())
    answer = Client().get("/static/site.css")
    answer.close()
    assert answer.status_code == 200
    check(answer, "/static/site.css")


def test_a_refused_upload_carries_them(world: World, as_robin: Client) -> None:
    url = reverse("recaps:upload", args=[world.recap.slug])
    data = {
        "credit": "Robin",
        "licence": "city",
        "section": "",
        "pictures": [io.BytesIO(b"no picture")],
    }
    answer = as_robin.post(url, data, headers={"accept": "application/json"})
    assert json.loads(answer.content)["refused"]
    check(answer, url)


class TestWhatIsMadeForOnePerson:
    """Every page shows who is logged in."""

    @pytest.mark.parametrize("who", ["as_kim", "as_everything"])
    def test_is_kept_nowhere(self, who: str, world: World, request: Any) -> None:
        client: Client = request.getfixturevalue(who)
        kept = set()
        for address in world.addresses():
            answer = look(client, address)
            if "no-store" not in answer.headers.get("Cache-Control", ""):
                kept.add(address)
        public = {
            f"/rueckblicke/bilder/{world.photo.key}/{world.photo.widths[0]}.avif",
            f"/rueckblicke/{world.recap.slug}/teilen.png",
            "/rueckblicke/feed/",
            "/exkursionen.ics",
            f"/kalender/{world.calendar_token}.ics",
            f"/exkursionen/{world.excursion.slug}/anmeldestart.ics",
            "/.well-known/security.txt",
            "/robots.txt",
            "/sitemap.xml",
        }
        assert kept <= public

    def test_what_visitors_read_may_be_kept(self, world: World, client: Client) -> None:
        for address in ("/", "/rueckblicke/", world.excursion.get_absolute_url(), "/impressum/"):
            assert "no-store" not in client.get(address).headers.get("Cache-Control", "")

    def test_a_visitor_with_an_old_cookie_is_nobody(self, client: Client) -> None:
        client.cookies["__Host-session"] = "a" * 32
        assert "no-store" not in client.get("/").headers.get("Cache-Control", "")

    def test_what_waits_in_a_session_is_personal_as_well(
        self, excursion: Excursion, client: Client
    ) -> None:
        """Somebody typed something and logs in only now: nothing of it is kept on the way."""
        page = reverse("excursions:register", args=[excursion.slug])
        client.post(page, {"name": "Kim", "needs": "Stufenlos"})
        answer = client.get(reverse("account_request_login_code"))
        assert "no-store" in answer["Cache-Control"]
