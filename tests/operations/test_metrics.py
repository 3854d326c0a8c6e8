"""Figures for machines: counted in the database, for those with the token, about nobody."""

from datetime import timedelta
from typing import Any

import django.test
import pytest
from prometheus_client.parser import text_string_to_metric_families

from excursions.models import Excursion, Message
from operations.models import Backup
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TOKEN = "only-for-tests"


@pytest.fixture
def machine() -> django.test.Client:
    return django.test.Client(headers={"host": "10.1.2.3:8000", "authorization": f"Bearer {TOKEN}"})


def figures(machine: django.test.Client) -> dict[tuple[str, ...], float]:
    text = machine.get("/metrics").content.decode()
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_without_a_token_set_there_are_none(machine: django.test.Client) -> None:
    assert machine.get("/metrics").status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", "Basic b25seS1mb3ItdGVzdHM="])
def test_a_wrong_token_is_refused(given: str, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    answer = django.test.Client().get("/metrics", headers={"authorization": given})
    assert answer.status_code == 401
    assert b"streifzug" not in answer.content


def test_the_figures_are_those_of_the_database(
    settings: Any, machine: django.test.Client, excursion: Excursion
) -> None:
    settings.METRICS_TOKEN = TOKEN
    factories.fill(excursion)
    factories.waiting(excursion)
    Message.objects.filter(kind="waiting").update(state=Message.State.FAILED)
    Message.objects.filter(kind="confirmed").update(created_at=NOW - timedelta(minutes=2))
    Backup.objects.create(made_at=NOW, size=1)
    found = figures(machine)
    assert found["streifzug_registrations", "confirmed"] == 2
    assert found["streifzug_registrations", "waiting"] == 1
    assert found["streifzug_registrations", "withdrawn"] == 0
    assert found["streifzug_mails", "due"] == 2
    assert found["streifzug_mails", "failed"] == 1
    assert found["streifzug_mails_oldest_due_seconds",] == pytest.approx(120, abs=1)
    assert found["streifzug_seats_upcoming",] == 2
    assert found["streifzug_last_backup_timestamp_seconds",] == NOW.timestamp()
    assert found["streifzug_workers",] == 0


def test_nobody_is_in_them(
    settings: Any, machine: django.test.Client, excursion: Excursion
) -> None:
    settings.METRICS_TOKEN = TOKEN
    factories.registration(excursion, factories.user("kim@stadt.example", name="Kim Beispiel"))
    text = machine.get("/metrics").content.decode()
    for word in ("Kim", "stadt.example", excursion.title, excursion.slug):
        assert word not in text
