"""Two web servers and two workers on one database: as if they were one.

On PostgreSQL that is how an installation grows; on SQLite they share one machine.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator
from http.cookiejar import CookieJar
from itertools import cycle
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from bench import client, scene, servers
from bench.acts import answered, key_of
from tests.processes import wait_for
from tests.smtp import MailServer

PEOPLE, LOGIN = 60, "/konto/einloggen/"
TOO_OFTEN, CODES_A_MINUTE = "toni@stadt.example", 3


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


def all_is_sent(installation: servers.Installation, mail_server: MailServer) -> bool:
    """Looks into the database only when the mail server has been quiet for a moment."""
    before = len(mail_server.taken)
    time.sleep(1)
    if len(mail_server.taken) > before:
        return False
    return "queued" not in scene.look(installation).states


class Visitor:
    """A browser that keeps its cookies, whichever server answers."""

    def __init__(self) -> None:
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, port: int, path: str) -> str:
        return self._open(port, path, None)

    def post(self, port: int, path: str, **data: str) -> str:
        """With the token that the page has for its form."""
        token = re.search('csrfmiddlewaretoken" value="(.+?)"', self.get(port, path))
        assert token
        return self._open(port, path, urlencode(data | {"csrfmiddlewaretoken": token[1]}).encode())

    def _open(self, port: int, path: str, data: bytes | None) -> str:
        try:
            with self._opener.open(f"http://localhost:{port}{path}", data, timeout=60) as reply:
                return str(reply.read().decode())
        except HTTPError as error:
            with error:
                return error.read().decode()


def come(browser: client.Browser) -> None:
    """Registers or waits; a second press elsewhere finds the registration of the first."""
    path = "/exkursionen/bench/anmelden/"
    for _try in range(20):
        form = answered(browser.get(path), 200, 302)
        if form.status == 302:
            return
        wish = "waitlist" if b'value="waitlist"' in form.body else "seat"
        data = {"name": "Kim Sommer", "other_unit": "Fachdienst Mobilität", "wish": wish}
        if answered(browser.post(path, data), 200, 302).status == 302:
            return
    raise AssertionError("neither a seat nor a place on the waitlist")


def leave(browser: client.Browser) -> None:
    """Gives the place back."""
    form = answered(browser.get("/exkursionen/bench/anmelden/"), 200, 302)
    if form.status == 302:
        key = key_of(form.location)
        answered(browser.post(f"/anmeldungen/{key}/zurueckgeben/", {}), 200, 302)


def test_two_servers_and_two_workers_are_one(
    installation: servers.Installation,
    mail_server: MailServer,
) -> None:
    stage = scene.set_up_crash(installation, people=PEOPLE)
    senders = servers.MailInstallation(
        installation.folder, installation.database_url, mail_server.port
    )
    with (
        installation.serving(workers=1) as (here, _),
        installation.serving(workers=1) as (there, _),
        senders.working(2),
    ):
        ports = (here, there)
        # Everybody presses at both at the same moment.
        twice = [person for person in stage.people for _server in ports]
        leaving = twice[: PEOPLE // 2]
        for people, act in ((twice, come), (leaving, leave), (leaving, come), (leaving, leave)):
            outcome = client.crowd(people, act, ports=ports, concurrency=16)
            assert outcome.errors == []
        the_session_of_one_holds_at_the_other(ports, mail_server)
        both_count_together(ports, mail_server)
        wait_for(lambda: all_is_sent(installation, mail_server))
    nothing = installation.folder / "steps.json"
    nothing.write_text("[]")
    assert scene.run(installation, "bench.truth", str(nothing)) == "[]"
    found = scene.look(installation)
    assert (found.confirmed, found.waiting) == (40, 5)
    assert set(found.states) <= {"sent", "skipped"}
    assert set(found.due.values()) == {1}
    assert len(mail_server.to(TOO_OFTEN)) == CODES_A_MINUTE
    ids = Counter(mail["Message-ID"] for _address, mail in mail_server.taken)
    assert set(ids.values()) == {1}


def the_session_of_one_holds_at_the_other(ports: tuple[int, int], mail_server: MailServer) -> None:
    here, there = ports
    kim = Visitor()
    kim.post(here, LOGIN, email="kim@stadt.example")
    wait_for(lambda: bool(mail_server.to("kim@stadt.example")))
    text = mail_server.to("kim@stadt.example")[0].get_body(("plain",))
    assert text
    code = re.search(r"^\s*(\d{6})\s*$", text.get_content(), re.MULTILINE)
    assert code
    kim.post(there, f"{LOGIN}code/", code=code[1])
    for port in (here, there):
        assert "Ausloggen" in kim.get(port, "/meine-anmeldungen/")


def both_count_together(ports: tuple[int, int], mail_server: MailServer) -> None:
    """Three codes a minute to one mailbox, whoever is asked."""
    servers_in_turn = cycle(ports)
    for _request in range(5):
        Visitor().post(next(servers_in_turn), LOGIN, email=TOO_OFTEN)
    wait_for(lambda: len(mail_server.to(TOO_OFTEN)) == CODES_A_MINUTE)
