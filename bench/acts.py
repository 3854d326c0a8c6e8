"""What people do and see while servers are killed under them, step by step.

A step that was tried may have happened or not. A step that was seen must be true.
"""

import random
import re
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import NamedTuple

from bs4 import BeautifulSoup

from bench.client import Browser, Reply

IN, WAITING, ENDED = "Sie sind dabei", "Warteliste, Platz", "nicht mehr angemeldet"
SEAT, WAIT = "seat", "waitlist"
PATIENCE = 120  # seconds until somebody gives up on a server that does not come back
PAUSE = 0.1
FAILURES = (OSError, EOFError, ValueError)  # of a connection whose other end was killed


class Step(NamedTuple):
    """`tried` before a press, `seen` after its answer; what it was about, and what with."""

    how: str  # "tried" or "seen"
    what: str
    registration: int = 0
    value: str = ""


class WrongAnswerError(AssertionError):
    """An answer that no living server gives."""


@dataclass
class Actor(ABC):
    """Somebody with a browser who tries again after a crash, as people do."""

    port: int
    session: str
    token: str
    steps: list[Step] = field(default_factory=list)

    def play(self, acts: int, choice: random.Random) -> None:
        """So many acts, one after the other."""
        for _number in range(acts):
            self._until_answered(choice)

    def _until_answered(self, choice: random.Random) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                browser = Browser(self.port, self.session, self.token)
                try:
                    return self.act(browser, choice)
                finally:
                    browser.close()
            except FAILURES:
                if time.monotonic() > deadline:
                    raise
                time.sleep(PAUSE)

    @abstractmethod
    def act(self, browser: Browser, choice: random.Random) -> None:
        """One act; raises one of FAILURES when the server dies under it."""

    def tried(self, what: str, registration: int = 0, value: str = "") -> None:
        self.steps.append(Step("tried", what, registration, value))

    def saw(self, what: str, registration: int = 0, value: str = "") -> None:
        self.steps.append(Step("seen", what, registration, value))


@dataclass
class Employee(Actor):
    """Registers, waits, gives back, changes answers and swaps between overlapping excursions."""

    slugs: tuple[str, ...] = ()
    number: int = 0  # rises with each change of answers

    def act(self, browser: Browser, choice: random.Random) -> None:
        slug = choice.choice(self.slugs)
        form = answered(browser.get(f"/exkursionen/{slug}/anmelden/"), 200, 302)
        if form.status == 200:
            self._register(browser, slug, form)
            return
        key = key_of(form.location)
        match choice.choice(["give back", "change", "look", "look"]):
            case "give back":
                self.tried("give back", key)
                reply = browser.post(f"/anmeldungen/{key}/zurueckgeben/", {})
            case "change":
                self.number += 1
                self.tried("change", key, str(self.number))
                answers = self._answers()
                reply = browser.post(f"/anmeldungen/{key}/aendern/", answers)
                if reply.status == 302:
                    self.saw("changed", key, answers["phone"])
            case _:
                reply = form
        answered(reply, 200, 302)
        if reply.status == 302:
            self._look(browser, key)

    def _register(self, browser: Browser, slug: str, form: Reply) -> None:
        page = BeautifulSoup(form.body.decode(), "html.parser")
        button = page.select_one("form#registration button[name=wish]")
        if button is None:
            return  # nothing to press: full without a waitlist, or waiting elsewhere
        swap = page.select_one("form#registration input[name=swap]")
        swapped = str(swap["value"]) if swap else ""
        self.tried("register", int(swapped or 0), slug)
        data = {**self._answers(), "wish": str(button["value"]), "swap": swapped}
        reply = answered(browser.post(f"/exkursionen/{slug}/anmelden/", data), 200, 302)
        if reply.status == 302:
            self._look(browser, key_of(reply.location))

    def _answers(self) -> dict[str, str]:
        return {
            "name": "Kim Sommer",
            "other_unit": "Fachdienst Mobilität",
            "phone": str(self.number),
        }

    def _look(self, browser: Browser, key: int) -> None:
        """What the page of the registration says."""
        page = answered(browser.get(f"/anmeldungen/{key}/"), 200).body.decode()
        found = re.search("<h1>(.*?)</h1>", page, re.DOTALL)
        if found is None:
            raise WrongAnswerError(page[:300])
        said = next((one for one in (IN, WAITING, ENDED) if one in found[1]), None)
        if said is None:
            raise WrongAnswerError(found[1])
        self.saw(said, key)


@dataclass
class Organizer(Actor):
    """Raises and lowers the number of seats, and moves people up with a reason."""

    excursion: int = 0
    capacity: int = 0

    def act(self, browser: Browser, choice: random.Random) -> None:
        if choice.random() < 0.5:
            self._change_seats(browser, self.capacity + choice.randint(-3, 3))
        else:
            self._move_up(browser, choice)
        time.sleep(choice.uniform(0, 0.3))

    def _change_seats(self, browser: Browser, seats: int) -> None:
        path = f"/verwaltung/excursions/excursion/{self.excursion}/change/"
        page = BeautifulSoup(answered(browser.get(path), 200).body.decode(), "html.parser")
        data = typed(page, "form#excursion_form") | {"capacity": str(seats)}
        self.tried("seats", value=str(seats))
        # 200: fewer than are taken, and the page asks first.
        if answered(browser.post(path, data), 200, 302).status == 302:
            self.saw("seats", value=str(seats))

    def _move_up(self, browser: Browser, choice: random.Random) -> None:
        people = f"/verwaltung/excursions/excursion/{self.excursion}/teilnehmende/"
        page = BeautifulSoup(answered(browser.get(people), 200).body.decode(), "html.parser")
        links = [str(a["href"]) for a in page.select("a[href$='/vorziehen/']")]
        if not links:
            return
        link = choice.choice(links)
        reason = f"Grund {len(self.steps)}"
        self.tried("move up", value=reason)
        if answered(browser.post(link, {"reason": reason}), 200, 302).status == 302:
            self.saw("moved up", value=reason)


def typed(page: BeautifulSoup, form: str) -> dict[str, str]:
    """What a browser would send of this form as it stands on the page."""
    data = {}
    for one in page.select(f"{form} :is(input, select, textarea)[name]"):
        kind, value = one.get("type"), str(one.get("value", ""))
        if kind in ("submit", "button", "file") or (
            kind in ("checkbox", "radio") and not one.has_attr("checked")
        ):
            continue
        if one.name == "textarea":
            value = one.get_text().removeprefix("\n")
        if one.name == "select":
            chosen = one.select("option[selected]")
            if not chosen:
                continue
            value = str(chosen[0]["value"])
        data[str(one["name"])] = value or ("on" if kind == "checkbox" else "")
    return data


def answered(reply: Reply, *statuses: int) -> Reply:
    """Every answer is one that belongs there: a server is alive or dead, never wrong."""
    if reply.status not in statuses:
        raise WrongAnswerError(f"{reply.status} instead of {statuses}: {reply.body[:500]!r}")
    return reply


def key_of(location: str) -> int:
    """Of `/anmeldungen/12/`."""
    return int(location.split("/")[2])
