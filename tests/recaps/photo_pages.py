"""One photo and its form, as a browser without JavaScript has them."""

from typing import Any

from bs4 import BeautifulSoup
from django.urls import reverse

from recaps.models import RecapPhoto
from tests.conftest import Client


def address(photo: RecapPhoto, name: str = "photo") -> str:
    return reverse(f"recaps:{name}", args=[photo.recap.slug, photo.pk])


def page(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def form_of(client: Client, photo: RecapPhoto) -> dict[str, Any]:
    """What the form would send if nobody touched it."""
    form = page(client.get(address(photo))).select_one("form.photo-desk")
    assert form
    found: dict[str, Any] = {
        str(tag["name"]): tag.get_text().removeprefix("\n") for tag in form.select("textarea")
    }
    for tag in form.select("input[name]"):
        box = tag.get("type") in {"checkbox", "radio"}
        if not box or tag.has_attr("checked"):
            found[str(tag["name"])] = str(tag.get("value", "on" if box else ""))
    for tag in form.select("select option[selected]"):
        assert tag.parent
        found[str(tag.parent["name"])] = str(tag["value"])
    return found


def send(client: Client, photo: RecapPhoto, **said: Any) -> Any:
    return client.post(address(photo), form_of(client, photo) | said)


def at_the_field(response: Any, name: str) -> list[str]:
    return [
        p.get_text().removeprefix("Fehler: ") for p in page(response).select(f"#id_{name}_error p")
    ]
