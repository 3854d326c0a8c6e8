"""Pressing the buttons of „Fotos von mir“, and looking what came of it."""

from typing import Any

from django.urls import reverse

from excursions.models import Registration
from tests.conftest import Client


def url(registration: Registration) -> str:
    return reverse("excursions:photo_consent", args=[registration.pk])


def give(client: Client, registration: Registration, *uses: str) -> Any:
    return client.post(url(registration), {"press": "give", "use": uses})


def withdraw(client: Client, registration: Registration, use: str = "website") -> Any:
    return client.post(url(registration), {"withdraw": use})


def given(registration: Registration) -> dict[str, str]:
    """For which use, and in which way."""
    return dict(registration.photo_consents.values_list("use", "channel"))


def history(registration: Registration) -> list[tuple[str, str]]:
    return list(registration.events.values_list("kind", "use"))


def shown(client: Client, registration: Registration) -> str:
    page = client.get(url(registration)).content.decode()
    return " ".join(page.split("<main")[1].split("</main>")[0].split())
