"""What a browser would send from the editor: every field as it stands on the page."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from excursions.models import Excursion, Stop
from tests.conftest import Client

DATES = ("starts_at", "ends_at", "meets_at", "registration_opens_at", "registration_closes_at")
TEXTS = (
    "title", "slug", "lead", "meeting_point", "capacity", "work_note", "bring", "access_note",
    "contact_name", "contact_phone", "contact_email", "reminder_days",
)  # fmt: skip


def url(excursion: Excursion, page: str = "change") -> str:
    return reverse(f"admin:excursions_excursion_{page}", args=[excursion.pk])


def data(excursion: Excursion, stops: list[dict[str, Any]] | None = None, **typed: Any) -> Any:
    """The form as it is, with what was `typed` instead."""
    sent: dict[str, Any] = {name: getattr(excursion, name) for name in TEXTS}
    for name in DATES:
        value = getattr(excursion, name)
        sent[name] = f"{timezone.localtime(value):%Y-%m-%dT%H:%M}" if value else ""
    sent |= {"has_waitlist": "on", "counts_as_work": "on", "has_reminder": "on"}
    sent |= {"seen_version": excursion.version}
    if excursion.pk:
        sent["team"] = [person.pk for person in excursion.team.all()]
    rows = [row(stop) for stop in excursion.stops.all()] if stops is None else stops
    for index, one in enumerate(rows):
        sent |= {f"stops-{index}-{name}": value for name, value in one.items()}
    sent |= {"stops-TOTAL_FORMS": len(rows), "stops-INITIAL_FORMS": len(rows)}
    return sent | typed


def row(stop: Stop, **typed: Any) -> dict[str, Any]:
    return {
        "id": stop.pk,
        "excursion": stop.excursion_id,
        "position": stop.position,
        "station": stop.station_id,
        "arrives": f"{timezone.localtime(stop.arrives_at):%H:%M}",
        "leaves": f"{timezone.localtime(stop.leaves_at):%H:%M}",
        "note": stop.note,
        "oversize_note": stop.oversize_note,
        "transfer_mode": stop.transfer_mode,
        "transfer_minutes": stop.transfer_minutes or "",
        "transfer_note": stop.transfer_note,
    } | typed


def new_row(station: int, position: int, arrives: str, leaves: str, **typed: Any) -> dict[str, Any]:
    return {
        "id": "",
        "position": position,
        "station": station,
        "arrives": arrives,
        "leaves": leaves,
    } | typed


def save(client: Client, excursion: Excursion, **typed: Any) -> Any:
    return client.post(url(excursion), data(excursion, **typed))


def errors(response: Any) -> dict[str, list[str]]:
    """The errors by field, those of the stations as `stops-<row>-<field>`; none when saved."""
    if response.status_code == 302:
        return {}
    form = response.context["adminform"].form
    found = {name: list(messages) for name, messages in form.errors.items()}
    for one in response.context["stops"].forms:
        found |= {f"{one.prefix}-{name}": list(texts) for name, texts in one.errors.items()}
    if general := list(response.context["stops"].non_form_errors()):
        found["stops"] = general
    return found
