"""Figures for Prometheus, read from the database when they are asked for: they are the same
whichever process answers. Nothing in them is about one person.
"""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from excursions.models import Excursion
from operations import counts, heartbeat, version
from operations.models import Backup


class Figures:
    """Collects them anew for each question."""

    def collect(self) -> Iterator[Metric]:
        """As `prometheus_client` wants it."""
        at = timezone.now()
        yield _one("version_info", "Which version runs.", 1, version=version.number())
        states = counts.registrations()
        yield _many("registrations", "Registrations by status.", "status", states)
        yield from _excursions(at)
        yield from _queue(at)
        running = heartbeat.lately(at).count()
        yield _one("workers", "Workers that were alive a moment ago.", running)
        if backup := Backup.objects.first():
            when = backup.made_at.timestamp()
            yield _one("last_backup_timestamp_seconds", "When the last backup was made.", when)


def _excursions(at: datetime) -> Iterator[Metric]:
    public = Excursion.objects.public().filter(starts_at__gt=at)
    yield _one("excursions_upcoming", "Public excursions to come.", public.count())
    seats = public.aggregate(n=Sum("capacity"))["n"] or 0
    yield _one("seats_upcoming", "Seats of the public excursions to come.", seats)


def _queue(at: datetime) -> Iterator[Metric]:
    mails, tasks = counts.mails(at), counts.tasks(at)
    states = {
        "due": mails.due,
        "later": mails.later,
        "failed": mails.failed,
        "undeliverable": mails.undeliverable,
    }
    yield _many("mails", "Mails that were not sent, by state.", "state", states)
    age = (at - mails.oldest_due).total_seconds() if mails.oldest_due else 0
    yield _one("mails_oldest_due_seconds", "How long the oldest due mail has been waiting.", age)
    states = {
        "due": tasks.due,
        "later": tasks.later,
        "running": tasks.running,
        "failed": tasks.failed,
    }
    yield _many("tasks", "Tasks that are not done, by state.", "state", states)


def _one(name: str, text: str, value: float, **labels: str) -> Metric:
    family = GaugeMetricFamily(f"streifzug_{name}", text, labels=[*labels])
    family.add_metric([*labels.values()], value)
    return family


def _many(name: str, text: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(f"streifzug_{name}", text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


_registry = CollectorRegistry(auto_describe=False)
_registry.register(Figures())


def answer(request: HttpRequest) -> HttpResponse:
    """For whoever brings the token (`Authorization: Bearer …`); without one set, for nobody."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token:
        return HttpResponse("not found\n", content_type="text/plain", status=404)
    if not constant_time_compare(given, token):
        headers = {"WWW-Authenticate": "Bearer"}
        return HttpResponse("token?\n", content_type="text/plain", status=401, headers=headers)
    return HttpResponse(generate_latest(_registry), content_type=CONTENT_TYPE_LATEST)
