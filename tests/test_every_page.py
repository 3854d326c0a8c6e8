"""A walk along every link of site and administration, and what each page's source says.

Without a browser: sound markup, German, a title of its own; and after an empty form, a summary.
"""

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.urls import Resolver404, resolve

from accounts.models import User
from excursions.models import Excursion
from tests import factories, markup
from tests.conftest import Client, logged_in
from tests.recaps import factories as recaps

STARTS = ("/", "/konto/", "/konto/einloggen/passwort/", "/verwaltung/", "/rueckblicke/redaktion/")
EACH = 2  # so many pages of the same kind
ENGLISH = {
    *("the", "and", "of", "for", "with", "you", "your", "please", "are", "is", "not", "this"),
    *("that", "from", "by", "or", "to", "be", "been", "has", "have", "add", "change", "changed"),
    *("delete", "deleted", "save", "search", "select", "selected", "choose", "chosen", "cancel"),
    *("submit", "back", "next", "previous", "view", "edit", "show", "hide", "none", "yes", "today"),
    *("now", "yesterday", "tomorrow", "date", "time", "user", "users", "password", "logout"),
    *("sign", "error", "errors", "required", "field", "value", "invalid", "valid", "available"),
    *("remove", "history", "welcome", "site", "actions", "go", "count", "page", "pages"),
    *("results", "true", "false", "null", "unknown", "object", "objects", "permission"),
    *("permissions", "cannot", "enter", "currently", "clear", "upload", "file", "choice"),
}


class Answer(NamedTuple):
    view: str
    path: str
    text: str

    @property
    def title(self) -> str:
        found = re.search(r"<title>(.*?)</title>", self.text, re.DOTALL)
        return " ".join(html.unescape(found[1]).split()) if found else ""

    @property
    def words(self) -> set[str]:
        """What people read or hear."""
        page = re.sub(r"<(script|style|template)\b.*?</\1>", "", self.text, flags=re.DOTALL)
        heard = re.findall(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"', page)
        heard.append(re.sub(r"<[^>]+>", " ", page).replace("CC BY", ""))  # a name
        return {word.lower() for word in re.findall(r"\w+", html.unescape(" ".join(heard)))}


@pytest.fixture
def it(db: None, rate_limits: None) -> User:
    """Somebody who may see everything, and something of each kind to see."""
    with override_settings(DEMO=True):
        call_command("load_demo", without_recaps=True)
    person = User.objects.create_superuser("it@stadt.example", name="Ira Technik")
    factories.registration(factories.excursion(), person)
    draft = recaps.written(person, Excursion.objects.earliest("starts_at"))
    recaps.photo(draft, person, ready=False)
    return person


def walk(client: Client) -> Iterator[Answer]:
    """Follows every link, to some pages of each kind."""
    queue, kinds = list(STARTS), Counter[Any]()
    seen = set(queue)
    while queue:
        address = queue.pop(0)
        url = urlsplit(address)
        try:
            view = resolve(url.path).view_name
        except Resolver404:
            continue
        kind = (view, tuple(sorted(part.split("=")[0] for part in url.query.split("&"))))
        kinds[kind] += 1
        if kinds[kind] > EACH:
            continue
        answer = client.get(address)
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            yield Answer(view, address, answer.content.decode())
            links = set(_links(answer)) - seen
            queue += sorted(links)
            seen |= links
        elif answer.status_code == 302:
            queue.append(answer["Location"])


def _links(answer: Any) -> list[str]:
    found = re.findall(r'<a\b[^>]*?\bhref="([^"#]+)', answer.content.decode())
    links = [urljoin(answer.request["PATH_INFO"], html.unescape(link)) for link in found]
    return [link for link in links if link.startswith("/")]


def after_an_empty_form(client: Client, page: Answer) -> Answer | None:
    """What the page says when its form is sent with nothing in it; nothing of that stays."""
    if not re.search(r"<form\b[^>]*method=\"post\"", page.text):
        return None
    sender = Client()
    sender.cookies.update(client.cookies)
    with transaction.atomic():
        answer = sender.post(page.path)
        transaction.set_rollback(True)
    if answer.status_code != 200 or "html" not in answer["Content-Type"]:
        return None
    text = answer.content.decode()
    return Answer(page.view, f"POST {page.path}", text) if "aria-invalid" in text else None


class _Fields(HTMLParser):
    """Ids, entries of the summary, and fields with an error."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids, self.entries = set[str](), list[str]()
        self.wrong: dict[str, list[str]] = {}
        self.groups: list[str] = []  # what describes the groups of fields around the place
        self.focus = self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        have = {name: value or "" for name, value in attributes}
        self.ids.add(have.get("id", ""))
        if have.get("role") == "alert" and have.get("tabindex") == "-1":
            self.focus = self.inside = True
        if self.inside and tag == "a":
            self.entries.append(have["href"].removeprefix("#"))
        if tag == "fieldset":
            self.groups.append(have.get("aria-describedby", ""))
        if have.get("aria-invalid") == "true":
            group = have.get("type") in {"checkbox", "radio"} and have["id"][-1].isdigit()
            name = re.sub(r"_\d+$", "_0", have["id"]) if group else have["id"]
            said = self.groups[-1] if group else have.get("aria-describedby", "")
            self.wrong[name] = said.split()

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self.inside = False
        if tag == "fieldset":
            self.groups.pop()


def faults_of_errors(answer: Answer) -> list[str]:
    """A summary that takes the focus and leads to each field; a sentence at each; a title."""
    fields = _Fields(answer.text)
    wrong = [] if answer.title.startswith("Fehler: ") else [f"title {answer.title}"]
    if not fields.focus:
        wrong.append("no summary that takes the focus")
    wrong += [f"{one} is not in the summary" for one in fields.wrong if one not in fields.entries]
    wrong += [f"an entry leads to nothing: {one}" for one in set(fields.entries) - fields.ids]
    for name, described in fields.wrong.items():
        if not any(one.endswith("_error") and one in fields.ids for one in described):
            wrong.append(f"{name} is not described by its error")
    return wrong


def test_every_page_is_sound_german_and_has_its_own_title(it: User) -> None:
    client = logged_in(it)
    wrong: dict[str, Any] = {}
    titles = defaultdict(set)
    for page in [*walk(client), *walk(Client())]:
        titles[page.title].add(urlsplit(page.path).path)
        answers = [page]
        if failed := after_an_empty_form(client, page):
            answers.append(failed)
            wrong[f"errors of {page.path}"] = faults_of_errors(failed)
        for answer in answers:
            wrong[f"markup of {answer.path}"] = markup.faults(answer.text)
            wrong[f"English on {answer.path}"] = sorted(answer.words & ENGLISH)
    wrong["titles"] = [f"{title}: {paths}" for title, paths in titles.items() if len(paths) > 1]
    assert {where: what for where, what in wrong.items() if what} == {}
