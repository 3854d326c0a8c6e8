"""A real Chromium before a real server that shows the demo."""

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings
from playwright.sync_api import BrowserContext, Page, Playwright, expect
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer
from pytest_playwright_axe.axe import MIN_AXE_PATH
from time_machine import TimeMachineFixture

from tests import mailbox
from tests.browser import register
from tests.browser.net import Net
from tests.browser.scene import Scene
from tests.conftest import RunTasks

PATIENCE = 15_000  # milliseconds; nothing waits that long unless it fails
# The small one is the same browser without windows, and starts a page in half the time.
CHROMIUM = [Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")]
# What checks.py asks of a page is in every page from the start: handing axe to a page later, all
# 650 kB of it, takes longer than most of the checks.
IN_EVERY_PAGE = [MIN_AXE_PATH, Path(__file__).with_name("probes.js")]
LogInByCode = Callable[[Page, str], None]

expect.set_options(timeout=PATIENCE)
# Playwright keeps an event loop running in the thread of the tests. Django would refuse to ask
# the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers come last: these tests empty the database, and others rely on what is in it.

    pytest would sort them to the front, because the kind of browser is a parameter of the session.
    """
    items.sort(key=lambda item: Path(__file__).parent in item.path.parents)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    chromium = next((path for path in CHROMIUM if path.exists()), None)
    if not chromium:
        pytest.skip("Chromium is missing: apt-get install chromium-headless-shell")
    return {
        "executable_path": str(chromium),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-extensions",
        ],
    }


@pytest.fixture(scope="session")
def _connection(django_db_setup: None) -> BaseDatabaseWrapper:
    return connections["default"]


@pytest.fixture(scope="session")
def playwright(_connection: BaseDatabaseWrapper, playwright: Playwright) -> Playwright:
    """Django keeps connections apart by event loop; the tests go on with the one they had."""
    connections["default"] = _connection
    return playwright


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """Answers plain http. The middleware reads the setting once, when the server starts."""
    with override_settings(SECURE_SSL_REDIRECT=False):
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser_context_args(live_server: LiveServer) -> dict[str, Any]:
    return {
        "base_url": live_server.url,
        "locale": "de-DE",
        "timezone_id": "Europe/Berlin",
        "reduced_motion": "reduce",
    }


@pytest.fixture(scope="session")
def _copy_of_demo() -> Iterator[sqlite3.Connection]:
    """Loading the demo takes half a second, and a copy of the database next to nothing."""
    with closing(sqlite3.connect(":memory:")) as copy:
        yield copy


@pytest.fixture
def db(
    clock: TimeMachineFixture,
    _connection: BaseDatabaseWrapper,
    django_db_blocker: DjangoDbBlocker,
    _copy_of_demo: sqlite3.Connection,
) -> Iterator[None]:
    """What `make run` shows, as of 12 May 2027, committed: server and test share it."""
    with django_db_blocker.unblock():
        _connection.ensure_connection()
        if _copy_of_demo.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            _copy_of_demo.backup(_connection.connection)
        else:
            _load_demo(_connection)
            _connection.connection.backup(_copy_of_demo)
        yield


def _load_demo(database: BaseDatabaseWrapper) -> None:
    # Races before this have emptied the tables, also of what migrations wrote.
    if kept := getattr(database, "_test_serialized_contents", ""):
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
        database.creation.deserialize_db_from_string(kept)
    with override_settings(DEMO=True):
        call_command("load_demo", without_recaps=True)


@pytest.fixture
def _demo(db: None, settings: LazySettings, rate_limits: None) -> None:
    """Plain http, as in the demo: cookies and pages that do not insist on more."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "sessionid", "csrftoken"
    settings.SECURE_CSP = settings.SECURE_CSP | {"upgrade-insecure-requests": False}


@pytest.fixture
def net(live_server: LiveServer) -> Iterator[Net]:
    """No complaint of the browser, no failed request, no other server: on every page."""
    net = Net(live_server.url)
    yield net
    assert net.found == []


@pytest.fixture
def new_context(
    net: Net, new_context: Callable[..., BrowserContext]
) -> Callable[..., BrowserContext]:
    def watched(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(PATIENCE)
        net.watch(context)
        for script in IN_EVERY_PAGE:
            context.add_init_script(path=script)
        return context

    return watched


@pytest.fixture(autouse=True)
def _register_of_pages(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test that passed has looked at is what the register says, line by line."""
    register.visited.clear()
    failed = request.session.testsfailed
    yield
    if target := os.environ.get(register.RECORD):
        with Path(target).open("a", encoding="utf-8") as file:
            file.writelines(f"{page} {test}\n" for page, test in register.visited)
    elif request.session.testsfailed == failed:
        _, _, test = request.node.nodeid.partition("tests/browser/")
        told = {line for line in register.lines() if line[1] == register.plain(test)}
        assert register.visited == told, "Please bring docs/accessibility-pages.txt up to date."


@pytest.fixture
def scene(
    _demo: None, live_server: LiveServer, new_context: Callable[..., BrowserContext], net: Net
) -> Scene:
    return Scene(live_server.url, new_context, net)


@pytest.fixture
def log_in_by_code(run_tasks: RunTasks, mailoutbox: list[EmailMessage]) -> LogInByCode:
    """As people do: address, code from the mail, and on to where they wanted to go."""

    def log_in(page: Page, email: str) -> None:
        page.get_by_label("Ihre E-Mail-Adresse").fill(email)
        page.get_by_role("button", name="Code senden").click()
        field = page.get_by_label("Code aus der E-Mail")
        field.wait_for()
        mailoutbox.clear()
        run_tasks()
        code = re.search(r"^\s*(\d{6})\s*$", mailbox.body(mailoutbox[-1], "plain"), re.MULTILINE)
        assert code
        field.fill(code[1])
        page.get_by_role("button", name="Einloggen").click()

    return log_in
