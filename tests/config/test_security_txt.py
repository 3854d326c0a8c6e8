"""Whoever finds a weakness finds whom to tell."""

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from tests.conftest import Client

URL = "/.well-known/security.txt"


def fields(client: Client) -> dict[str, str]:
    answer = client.get(URL)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def test_it_says_everything_the_standard_asks_for(client: Client, settings: LazySettings) -> None:
    settings.SECURITY_EMAIL = "sicherheit@stadt.example"
    assert fields(client) == {
        "Contact": "mailto:sicherheit@stadt.example",
        "Expires": "2027-11-08T00:00:00Z",
        "Preferred-Languages": "de, en",
        "Canonical": f"https://exkursionen.stadt.example{URL}",
    }


def test_it_is_always_good_for_months_and_never_for_more_than_a_year(client: Client) -> None:
    expires = datetime.fromisoformat(fields(client)["Expires"])
    assert timedelta(days=90) < expires - timezone.now() < timedelta(days=365)


@pytest.mark.django_db
def test_it_is_found_without_logging_in_and_only_read(client: Client) -> None:
    assert client.post(URL).status_code == 405
