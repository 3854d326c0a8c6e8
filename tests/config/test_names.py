"""Browsers keep titles and addresses, folders keep names of files: nobody's name is in them."""

import html
import io
import re
import zipfile
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from excursions.models import Registration
from tests import factories
from tests.conftest import Client
from tests.every_url import World
from tests.excursions import editor
from tests.recaps import factories as recap_factories

pytestmark = pytest.mark.django_db
# Names as nobody and nothing else is called in these tests.
NAMES = ("Wanda Ziegenhals", "Quirin Oxenfurt", "Philippa Yburg", "Valeska Upstall")


@pytest.fixture
def named(world: World) -> World:
    """People who take part, organise and write, two of them on a waitlist."""
    for person, name in zip(world.people, NAMES, strict=False):
        person.name = name
        person.save()
        Registration.objects.filter(user=person).update(name=name)
    recap_factories.took_part(world.recap.excursion, photo_consent=True, name=NAMES[0])
    return world


def outside(answer: Any) -> list[str]:
    """What of an answer is kept where nobody looks after it."""
    kept = [answer.get("Location", ""), answer.get("Content-Disposition", "")]
    if "html" in answer.get("Content-Type", ""):
        kept += re.findall(r"<title>(.*?)</title>", answer.text, re.DOTALL)
    return [html.unescape(one) for one in kept if one]


def names_in(kept: list[str]) -> set[str]:
    words = {word for name in NAMES for word in name.split()}
    return {word for word in words if any(word.lower() in one.lower() for one in kept)}


def ask(client: Client, method: str, address: str, data: dict[str, Any] | None = None) -> Any:
    """The answer; whatever it did is taken back."""
    cache.clear()
    cookies = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        answer = getattr(client, method)(address, data or {})
        if answer.streaming:
            b"".join(answer)  # to its end, so that files are closed
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    return answer


@pytest.mark.parametrize(
    ("who", "methods"), [("as_kim", ["get"]), ("as_everything", ["get", "post"])]
)
def test_no_title_no_address_and_no_file_has_the_name_of_a_person(
    who: str, methods: list[str], named: World, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(who)
    User.objects.filter(name="Charlie").update(name=NAMES[3])
    found = {}
    titles = 0
    for address in named.addresses():
        for method in methods:
            kept = outside(ask(client, method, address))
            titles += len(kept)
            if names := names_in(kept):
                found[f"{method} {address}"] = (names, kept)
    assert found == {}
    assert titles > 100


def test_pages_about_somebody_on_the_waitlist(named: World, as_everything: Client) -> None:
    """The walk finds only somebody with a seat."""
    factories.fill(named.excursion)
    one = factories.waiting(named.excursion, name=NAMES[0])
    for step in ("person", "move_up", "withdraw", "correct_address"):
        address = reverse(f"admin:excursions_excursion_{step}", args=[named.excursion.pk, one.pk])
        page = as_everything.get(address)
        assert page.status_code == 200
        assert NAMES[0] in "".join(re.findall(r"<h1>(.*?)</h1>", page.text))
        assert outside(page)
        assert names_in(outside(page)) == set()


def test_files_for_others(named: World, as_everything: Client) -> None:
    data = {"who": "all", "kind": "csv", "columns": ["name"]}
    table = as_everything.post(editor.url(named.excursion, "export"), data)
    assert "attachment" in table["Content-Disposition"]
    assert names_in(outside(table)) == set()

    package = as_everything.get(reverse("recaps:handover", args=[named.recap.slug, "website"]))
    files = zipfile.ZipFile(io.BytesIO(b"".join(package))).namelist()
    assert any(name.endswith(".jpg") for name in files)
    assert names_in(files) == set()


def test_a_name_would_be_found() -> None:
    assert names_in(["Platz für Wanda Ziegenhals?"]) == {"Wanda", "Ziegenhals"}
    assert names_in(['attachment; filename="anmeldung-oxenfurt.ics"']) == {"Oxenfurt"}
