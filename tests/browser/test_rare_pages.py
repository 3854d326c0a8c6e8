"""Pages outside the usual: the mailbox of the demo, and those for when nothing works."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from config import context, views
from tests.browser import checks
from tests.browser.scene import Scene

MAIL = """\
Subject: Ihr Code zum Einloggen
To: kim.sommer@stadt.example
Content-Type: text/plain; charset="utf-8"

das ist Ihr Code zum Einloggen:

123456
"""


def _bad_request(request: HttpRequest) -> HttpResponse:
    return views.bad_request(request, Exception())


def _too_many_requests(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("429.html", context.names(), request))


@pytest.mark.parametrize("view", [views.server_error, _bad_request, _too_many_requests])
def test_a_page_for_when_nothing_works_can_be_used(
    view: Callable[[HttpRequest], HttpResponse], scene: Scene
) -> None:
    request = RequestFactory().get("/")
    page = scene.see("/")
    page.route("**/kaputt/", lambda route: route.fulfill(body=view(request).text))
    page.goto("/kaputt/")
    assert page.locator("h1").count() == 1
    checks.no_axe_findings(page)
    checks.fits_a_small_phone(page)
    checks.bears_large_text(page)


@pytest.mark.urls("tests.browser.demo_urls")
def test_the_mailbox_of_the_demo_can_be_used(
    scene: Scene, settings: LazySettings, tmp_path: Path
) -> None:
    settings.DEMO, settings.DEMO_MAIL_DIR = True, tmp_path
    page = scene.see("/demo/post/")
    checks.everything(page)
    (tmp_path / "mail.log").write_text(MAIL, encoding="utf-8")
    page.reload()
    checks.everything(page)
    page.goto("/demo/post/mail.log/")
    checks.everything(page)
