"""Messages to participants, and what a browser would send about them."""

from typing import Any

from django.urls import reverse

from accounts.models import User
from excursions import actions
from excursions.models import Announcement, Excursion
from tests import factories
from tests.conftest import Client
from tests.excursions import editor

WORDS = {"subject": "Bitte feste Schuhe", "text": "Der Weg ist nass."}
PAGES = ["", "preview", "html", "send", "stop", "copy", "delete"]


def people(excursion: Excursion, alex: User, kim: User) -> Excursion:
    """Kim is in, Toni waits, Robin gave the place back; Anruf is in and has no address."""
    factories.registration(excursion, kim)
    robin = factories.user("robin@stadt.example", name="Robin Klar")
    actions.withdraw(factories.registration(excursion, robin), actor=robin)
    factories.by_hand(excursion, alex)
    factories.waiting(excursion, name="Toni Nachbar")
    return excursion


def draft(excursion: Excursion, *groups: str, **fields: Any) -> Announcement:
    return Announcement.objects.create(excursion=excursion, audience=list(groups), **WORDS | fields)


def url(announcement: Announcement, page: str = "") -> str:
    name = "announcement" + (page and f"_{page}")
    args = [announcement.excursion_id, announcement.pk]
    return reverse(f"admin:excursions_excursion_{name}", args=args)


def add_url(excursion: Excursion) -> str:
    return editor.url(excursion, "announcement_add")


def list_url(excursion: Excursion) -> str:
    return editor.url(excursion, "announcements")


def typed(announcement: Announcement | None = None, **other: Any) -> dict[str, Any]:
    """The form as it would be sent, with what was typed otherwise."""
    seen = announcement.changed_at.isoformat() if announcement else ""
    return {**WORDS, "seen": seen, "audience": ["confirmed"], **other}


def press(client: Client, announcement: Announcement, expected: int = 1) -> str:
    """The button of the preview, and the page that follows."""
    sent = {"expected": expected, "seen": announcement.changed_at.isoformat()}
    return text(client.post(url(announcement, "send"), sent, follow=True))


def text(response: Any) -> str:
    found: str = response.content.decode()
    return found
