"""Markup that somebody types anywhere is text everywhere: pages, administration, feeds, mails."""

import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.mail import EmailMessage
from django.db import models
from django.urls import reverse

from accounts.models import User
from recaps import content
from tests import factories, mailbox
from tests.conftest import Client, RunTasks
from tests.every_url import World, look

pytestmark = pytest.mark.django_db

STRINGS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<math><mi xlink:href=javascript:alert(1)>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "{{ 7|add:7 }}{% now 'Y' %}",
    "${alert(1)}`+alert(1)+`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "\\u003cscript\\u003ealert(1)",
]
APPS = ["accounts", "stations", "excursions", "recaps", "pages"]
# No free text: the software writes it, or its form is fixed.
FIXED = re.compile(
    r"slug|email|password|token|salt|key|kind|status|state|url|website|postal_code|section|visit"
    r"|recognisable|method|audience|address|name_of_view|where|path"
)


def groups() -> list[str]:
    """Some at a time: as many as fit into a title."""
    found = [""]
    for text in STRINGS:
        if len(found[-1]) + len(text) > 120:
            found.append("")
        found[-1] += text
    return found


def free_texts() -> Iterator[tuple[type[models.Model], str, int]]:
    """Every field in which somebody may write what they like."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField)
                is_free = not field.choices and not FIXED.search(field.name) and not field.unique
                if is_text and is_free and not isinstance(field, models.EmailField):
                    yield model, field.name, field.max_length or 10_000


def write_everywhere(world: World, text: str) -> None:
    """Past every form: it may have been written before anything was checked."""
    for model, name, most in free_texts():
        model._base_manager.exclude(**{name: ""}).update(**{name: text[:most]})
    world.recap.refresh_from_db()
    publication = world.recap.publication
    publication.content = content.of(world.recap)
    publication.save()


def check_html(html: str, what: str) -> None:
    """Nothing in it acts."""
    soup = BeautifulSoup(html, "html.parser")
    for script in soup.find_all("script"):
        if script.get("type") in {"application/ld+json", "application/json"}:
            json.loads(script.get_text())
        else:
            assert "alert(" not in script.get_text(), what
    for element in soup.find_all(True):
        for name, value in element.attrs.items():
            text = " ".join(value) if isinstance(value, list) else value
            assert not name.startswith("on"), f"{what}: {name}"
            if name in {"href", "src", "action", "formaction", "xlink:href"}:
                assert not re.match(r"\s*(javascript|data|vbscript):", text, re.I), what
    assert not soup.find_all(["iframe", "math", "object", "embed"], src=re.compile("alert")), what
    assert "14{%" not in html


def check(answer: Any, what: str) -> None:
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if kind == "text/html":
        check_html(answer.content.decode(), what)
    elif kind == "application/json":
        json.loads(answer.content)
    elif kind in {"application/atom+xml", "application/xml"}:
        for element in ET.fromstring(answer.content).iter():
            if element.get("type") == "html":
                check_html(element.text or "", what)
    elif kind == "text/calendar":
        assert all(line for line in answer.content.decode().split("\r\n")[:-1]), what


@pytest.mark.parametrize("text", groups())
def test_it_is_text_wherever_it_is_shown(text: str, world: World, as_everything: Client) -> None:
    write_everywhere(world, text)
    for address in world.addresses():
        check(look(as_everything, address), address)


@pytest.mark.parametrize("who", ["client", "as_kim"])
def test_it_is_text_for_everybody(who: str, world: World, request: pytest.FixtureRequest) -> None:
    write_everywhere(world, "".join(STRINGS))
    client: Client = request.getfixturevalue(who)
    for address in world.addresses():
        check(look(client, address), address)


@pytest.mark.parametrize("text", groups())
def test_it_is_text_in_mails_and_in_files(
    text: str,
    world: World,
    kim: User,
    as_alex: Client,
    run_tasks: RunTasks,
    mailoutbox: list[EmailMessage],
) -> None:
    write_everywhere(world, text)
    factories.registration(world.excursion, name="Robin")
    run_tasks()
    assert mailoutbox
    for mail in mailoutbox:
        check_html(mailbox.body(mail, "html"), str(mail.subject))
        assert len(str(mail.subject).splitlines()) == 1
    url = reverse("admin:excursions_excursion_export", args=[world.excursion.pk])
    data = {"who": "all", "columns": ["name", "unit", "phone"], "kind": "xlsx"}
    book = openpyxl.load_workbook(io.BytesIO(as_alex.post(url, data).content))
    for row in book["Teilnehmende"].iter_rows():
        assert {cell.data_type for cell in row} <= {"s", "n"}
        assert [cell.hyperlink for cell in row] == [None] * 3


def test_it_is_really_written_everywhere(world: World) -> None:
    names = {f"{model._meta.label}.{name}" for model, name, _most in free_texts()}
    assert {
        "accounts.User.name",
        "accounts.Unit.name",
        "stations.Station.summary",
        "excursions.Excursion.title",
        "excursions.Registration.name",
        "excursions.Announcement.text",
        "recaps.Recap.title",
        "recaps.RecapPhoto.caption",
        "recaps.RecapSection.text",
    } <= names | {"accounts.Unit.name"}
    write_everywhere(world, STRINGS[0])
    world.excursion.refresh_from_db()
    assert world.excursion.title == STRINGS[0]


@pytest.mark.parametrize(
    "html",
    [
        "<p><script>alert(1)</script>",
        "<p onclick=alert(1)>",
        '<a href="javascript:alert(1)">',
        '<a href=" JavaScript:alert(1)">',
    ],
)
def test_markup_that_acts_would_be_seen(html: str) -> None:
    with pytest.raises(AssertionError):
        check_html(html, "")
