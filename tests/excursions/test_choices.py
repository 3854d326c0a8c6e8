"""Whatever the software may write, the constraints of the database know."""

from typing import Any

import pytest
from django.db import models

from accounts.models import User
from excursions.models import (
    Announcement,
    Event,
    Excursion,
    Message,
    PhotoConsent,
    Registration,
)
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "field", "values"),
    [
        (Excursion, "status", Excursion.Status.values),
        (Registration, "status", Registration.Status.values),
        (Event, "kind", Event.Kind.values),
        (PhotoConsent, "use", PhotoConsent.Use.values),
        (PhotoConsent, "channel", PhotoConsent.Channel.values),
        (Message, "state", Message.State.values),
        (Message, "kind", Message.Kind.values),
    ],
)
def test_every_choice_is_known_to_the_database(
    model: type[models.Model], field: str, values: list[str], excursion: Excursion, kim: User
) -> None:
    registration = factories.registration(excursion, kim)
    registration.photo_consents.create(use="website", channel="form", wording="Ja.")
    announcement = Announcement.objects.create(excursion=excursion, subject="Bahn", text="Linie 5")
    for value in values:
        change: dict[str, Any] = {field: value}
        if model is Message:
            change["sent_at"] = NOW if value == "sent" else None
            change["announcement"] = announcement if value == "announcement" else None
        if field == "channel":
            change["kept"] = "Ordner 3" if value == "paper" else ""
        if model is Registration:
            change["queue_order"] = 1 if value == "waiting" else None
        if model is Event and "photo" in value:
            change |= {"use": "website", "channel": "form"}
        elif model is Event:
            change |= {"use": "", "channel": ""}
        if model is Excursion:
            change["cancellation_reason"] = "Sturm"
        assert model._default_manager.update(**change) == 1
