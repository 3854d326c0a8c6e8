"""What is true of every row: the database refuses the rest, whoever writes."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from accounts.models import User
from excursions.models import Event, Excursion, Registration, Stop
from stations.models import Station
from tests import factories
from tests.factories import START

pytestmark = pytest.mark.django_db
OURS = ("accounts", "stations", "excursions", "jobs")


def refused(name: str, model: type[models.Model], change: dict[str, Any]) -> None:
    """This change of an otherwise good row meets exactly this constraint."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        model._default_manager.update(**change)
    assert name in str(error.value)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("excursion_status_known", {"status": "postponed"}),
        ("excursion_ends_after_start", {"ends_at": START}),
        ("excursion_ends_after_start", {"ends_at": START - timedelta(seconds=1)}),
        (
            "excursion_registration_closes_before_start",
            {"registration_closes_at": START + timedelta(seconds=1)},
        ),
        (
            "excursion_registration_opens_before_it_closes",
            {"registration_opens_at": factories.CLOSES},
        ),
        ("excursion_meets_before_start", {"meets_at": START + timedelta(seconds=1)}),
        ("excursion_capacity_positive", {"capacity": 0}),
        ("excursion_public_has_contact", {"contact_phone": ""}),
        ("excursion_public_has_contact", {"contact_name": ""}),
        ("excursion_cancelled_has_reason", {"status": "cancelled", "cancellation_reason": ""}),
    ],
)
def test_an_excursion_cannot_break(name: str, change: dict[str, Any], excursion: Excursion) -> None:
    refused(name, Excursion, change)


@pytest.mark.parametrize(
    "change",
    [
        {"registration_closes_at": START},
        {"registration_opens_at": factories.CLOSES - timedelta(seconds=1)},
        {"meets_at": START},
        {"capacity": 1},
        {"status": "draft", "contact_name": "", "contact_phone": ""},
    ],
)
def test_an_excursion_may_go_to_the_edge(change: dict[str, Any], excursion: Excursion) -> None:
    assert Excursion.objects.update(**change) == 1


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("stop_leaves_after_arriving", {"leaves_at": START}),
        ("stop_transfer_known", {"transfer_mode": "boat"}),
    ],
)
def test_a_stop_cannot_break(name: str, change: dict[str, Any], excursion: Excursion) -> None:
    factories.stop(excursion, arrives_at=START)
    refused(name, Stop, change)


def test_every_kind_of_transfer_is_known_to_the_database(excursion: Excursion) -> None:
    stop = factories.stop(excursion)
    for mode in ["", *Stop.Transfer.values]:
        stop.transfer_mode = mode
        stop.save()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("registration_status_known", {"status": "perhaps"}),
        ("registration_has_name", {"name": ""}),
        ("registration_email_is_lower_case", {"email": "Kim@stadt.example"}),
        ("registration_queues_only_while_waiting", {"queue_order": 1}),
        ("registration_queues_only_while_waiting", {"status": "waiting", "queue_order": None}),
        (
            "registration_consent_has_wording",
            {"photo_consent_at": START, "photo_consent_wording": ""},
        ),
    ],
)
def test_a_registration_cannot_break(
    name: str, change: dict[str, Any], excursion: Excursion, kim: User
) -> None:
    factories.registration(excursion, kim)
    refused(name, Registration, change)


def test_a_registration_names_one_unit(excursion: Excursion, kim: User) -> None:
    factories.registration(excursion, kim)
    change = {"unit": factories.unit(), "other_unit": "Fachdienst Haushalt"}
    refused("registration_has_one_unit", Registration, change)


@pytest.mark.parametrize(
    ("name", "twice"),
    [
        ("registration_one_live_per_person", ["user"]),
        ("registration_one_live_per_address", ["email"]),
        ("registration_queue_has_no_ties", ["queue_order"]),
    ],
)
@pytest.mark.parametrize("live", ["confirmed", "waiting"])
def test_nothing_of_a_live_registration_is_there_twice(
    name: str, twice: list[str], live: str, excursion: Excursion, kim: User, toni: User
) -> None:
    first = {"user": kim, "email": kim.email, "queue_order": 1}
    second: dict[str, Any] = {"user": toni, "email": toni.email, "queue_order": 2}
    second |= {field: first[field] for field in twice}
    if live == "confirmed" and "queue_order" not in twice:
        second["queue_order"] = None
    Registration.objects.create(excursion=excursion, name="Kim", status="waiting", **first)
    status = "waiting" if second["queue_order"] else "confirmed"
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(excursion=excursion, name="Toni", status=status, **second)


def test_ended_registrations_of_one_person_may_be_many(excursion: Excursion, kim: User) -> None:
    for status in ("withdrawn", "withdrawn", "cancelled", "confirmed"):
        Registration.objects.create(
            excursion=excursion, user=kim, email=kim.email, name="Kim", status=status
        )


def test_many_people_without_an_address_may_hold_seats(excursion: Excursion) -> None:
    for name in ("Ada", "Ben"):
        Registration.objects.create(excursion=excursion, name=name, status="confirmed")


@pytest.mark.parametrize(
    ("name", "change"),
    [("event_kind_known", {"kind": "dreamt"}), ("event_mail_state_known", {"mail_state": "lost"})],
)
def test_an_event_cannot_break(
    name: str, change: dict[str, Any], excursion: Excursion, kim: User
) -> None:
    factories.registration(excursion, kim)
    refused(name, Event, change)


@pytest.mark.parametrize(
    ("model", "field", "values"),
    [
        (Excursion, "status", Excursion.Status.values),
        (Registration, "status", Registration.Status.values),
        (Event, "kind", Event.Kind.values),
        (Event, "mail_state", Event.MailState.values),
    ],
)
def test_every_choice_is_known_to_the_database(
    model: type[models.Model], field: str, values: list[str], excursion: Excursion, kim: User
) -> None:
    factories.registration(excursion, kim)
    for value in values:
        change: dict[str, Any] = {field: value}
        if model is Registration:
            change["queue_order"] = 1 if value == "waiting" else None
        if model is Excursion:
            change["cancellation_reason"] = "Sturm"
        assert model._default_manager.update(**change) == 1


def test_a_person_has_a_lower_case_address_and_one_unit(kim: User) -> None:
    refused("user_email_is_lower_case", User, {"email": "Kim@stadt.example"})
    change = {"unit": factories.unit(), "other_unit": "Fachdienst Haushalt"}
    refused("user_has_one_unit", User, change)


def test_a_station_holds_at_least_one_person() -> None:
    factories.station()
    refused("station_capacity_positive", Station, {"capacity": 0})


def test_no_constraint_goes_untested() -> None:
    """Last in this module: whoever adds a constraint adds the row that it refuses."""
    named = {
        constraint.name
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }
    source = Path(__file__).read_text()
    assert {name for name in named if f'"{name}"' not in source} == set()
