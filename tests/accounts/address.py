"""The steps of changing the own address, as a browser takes them."""

from typing import Any

from django.urls import reverse

from accounts.models import User
from tests.conftest import Client

OLD, NEW = "kim@stadt.example", "kim.neu@kij.example"


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def ask(client: Client, email: str = NEW) -> Any:
    return client.post(reverse("account_change_address"), {"email": email})


def confirm(client: Client, code: str, *, follow: bool = False) -> Any:
    return client.post(reverse("account_confirm_address"), {"code": code}, follow=follow)


def address(person: User) -> str:
    person.refresh_from_db()
    return person.email
