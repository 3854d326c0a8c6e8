"""The writing page as a browser without JavaScript has it."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.urls import reverse

from recaps.models import Recap
from tests.conftest import Client


def address(recap: Recap) -> str:
    return reverse("recaps:edit", args=[recap.slug])


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def fields(response: Any) -> dict[str, Any]:
    """What the form on this page would send if nobody touched it."""
    form = soup(response).select_one("form.writing")
    assert form
    found: dict[str, Any] = {}
    for tag in form.select("input[name], textarea[name], select[name]"):
        if tag.find_parent("template") is None:
            _put(found, tag)
    return found


def _put(found: dict[str, Any], tag: Tag) -> None:
    name = str(tag["name"])
    if tag.get("type") == "checkbox":
        if tag.has_attr("checked"):
            found.setdefault(name, []).append(tag.get("value", "on"))
    elif tag.name == "select":
        chosen = tag.select_one("option[selected]")
        found[name] = str(chosen["value"]) if chosen else ""
    elif tag.name == "textarea":
        found[name] = tag.get_text().removeprefix("\n").replace("\n", "\r\n")
    else:
        found[name] = str(tag.get("value", ""))


def opened(client: Client, recap: Recap) -> dict[str, Any]:
    return fields(client.get(address(recap)))


def errors(response: Any) -> list[str]:
    """The sentences on top of the page."""
    return [tag.get_text(strip=True) for tag in soup(response).select(".summary li")]
