"""The steps of logging in, as a browser takes them."""

import re
from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.conftest import Client

CODE = re.compile(r"\b\d{6}\b")
Codes = Callable[[], list[str]]


def ask(client: Client, email: str, next_: str = "", **extra: str) -> Any:
    """Asks for a code; the page that follows asks for it."""
    query = {"next": next_} if next_ else {}
    url = reverse("account_request_login_code", query=query)
    return client.post(url, {"email": email, **query, **extra})


def confirm(client: Client, code: str, next_: str = "") -> Any:
    query = {"next": next_} if next_ else {}
    url = reverse("account_confirm_login_code", query=query)
    return client.post(url, {"code": code, "action": "verify", **query})


def user_of(client: Client) -> str:
    return str(client.session.get("_auth_user_id", ""))
