"""The table of docs/rights.md: rows of addresses, columns of people, cells of outcomes."""

from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from tests.conftest import Client

PAGE = Path(settings.BASE_DIR) / "docs" / "rights.md"
ROLES = (
    "visitor",
    "owner",
    "employee",
    "escort",
    "other escort",
    "team",
    "organizer",
    "editor",
    "administrator",
)
OUTCOMES = {"yes", "login", "no", "hidden", "→", "–"}


def rows() -> dict[str, dict[str, str]]:
    """By address, what each role meets there."""
    found: dict[str, dict[str, str]] = {}
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if not line.startswith("| `/"):
            continue
        address, _what, *outcomes = cells
        address = address.strip("`")
        assert address not in found, f"{address} stands twice in {PAGE.name}"
        assert len(outcomes) == len(ROLES), f"{address} in {PAGE.name}: {len(ROLES)} cells, please"
        unknown = {part for cell in outcomes for part in cell.split(" / ")} - OUTCOMES
        assert not unknown, f"{address} in {PAGE.name}: {unknown} is none of {OUTCOMES}"
        found[address] = dict(zip(ROLES, outcomes, strict=True))
    return found


def row(address: str, outcomes: dict[str, str]) -> str:
    """A line for the table."""
    return f"| `{address}` | … | " + " | ".join(outcomes[role] for role in ROLES) + " |"


def meet(client: Client, url: str) -> str:
    """What reading and pressing there comes to; whatever it did is taken back."""
    read, press = (_ask(client, method, url) for method in ("GET", "POST"))
    return read if read == press else f"{read} / {press}"


def _ask(client: Client, method: str, url: str) -> str:
    cookies = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        cache.clear()
        response = client.generic(method, url)
        outcome = _outcome(client, response)
        b"".join(response)  # to its end, so that files are closed
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    return outcome


def _outcome(client: Client, response: Any) -> str:
    by_status = {401: "login", 403: "no", 404: "hidden", 405: "–"}
    if response.status_code in by_status:
        return by_status[response.status_code]
    assert response.status_code not in (429, 500), response.request
    there = response.get("Location", "")
    if there.startswith(reverse("admin:login")):
        return _outcome(client, client.get(there))
    if there.startswith((reverse("account_request_login_code"), reverse("account_login"))):
        return "login"
    return "→" if there == f"{response.request['PATH_INFO']}change/" else "yes"
