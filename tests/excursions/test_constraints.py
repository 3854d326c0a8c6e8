"""What is true of every row: the database refuses the rest, whoever writes."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from accounts.models import MailChoice, User
from excursions.models import (
    AccessNeeds,
    Announcement,
    Attendance,
    Change,
    Event,
    Excursion,
    Message,
    PhotoConsent,
    Registration,
    Stop,
)
from stations.models import Station
from tests import factories
from tests.factories import NOW, START

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
        ("excursion_reminds_in_time", {"reminder_days": 0}),
        ("excursion_reminds_in_time", {"reminder_days": 11}),
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
        ("registration_email_is_lower_case", {"user": None, "email": "Kim@stadt.example"}),
        ("registration_account_brings_the_address", {"email": "kim@stadt.example"}),
        ("registration_is_asked_only_while_seated", {"status": "withdrawn", "reply_by": NOW}),
        ("registration_queues_only_while_waiting", {"queue_order": 1}),
        ("registration_queues_only_while_waiting", {"status": "waiting", "queue_order": None}),
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
    first: dict[str, Any] = {"user": kim, "email": "", "queue_order": 1}
    second: dict[str, Any] = {"user": toni, "email": "", "queue_order": 2}
    if "email" in twice:
        first |= {"user": None, "email": kim.email}
        second |= {"user": None}
    second |= {field: first[field] for field in twice}
    if live == "confirmed" and "queue_order" not in twice:
        second["queue_order"] = None
    Registration.objects.create(excursion=excursion, name="Kim", status="waiting", **first)
    status = "waiting" if second["queue_order"] else "confirmed"
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(excursion=excursion, name="Toni", status=status, **second)


def test_ended_registrations_of_one_person_may_be_many(excursion: Excursion, kim: User) -> None:
    for status in ("withdrawn", "withdrawn", "cancelled", "confirmed"):
        Registration.objects.create(excursion=excursion, user=kim, name="Kim", status=status)


def test_many_people_without_an_address_may_hold_seats(excursion: Excursion) -> None:
    for name in ("Ada", "Ben"):
        Registration.objects.create(excursion=excursion, name=name, status="confirmed")


def test_an_event_is_of_a_known_kind(excursion: Excursion, kim: User) -> None:
    factories.registration(excursion, kim)
    refused("event_kind_known", Event, {"kind": "dreamt"})


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("message_kind_known", {"kind": "dreamt"}),
        ("message_state_known", {"state": "lost"}),
        ("message_sent_has_moment", {"state": "sent"}),
        ("message_sent_has_moment", {"sent_at": NOW}),
        ("message_announcement_fits_kind", {"kind": "announcement"}),
    ],
)
def test_a_message_cannot_break(
    name: str, change: dict[str, Any], excursion: Excursion, kim: User
) -> None:
    factories.registration(excursion, kim)
    refused(name, Message, change)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("message_once_per_occasion", {"kind": "reminder", "occasion": "2027-06-09"}),
        ("message_one_change_at_a_time", {"kind": "changed"}),
    ],
)
def test_nobody_is_told_the_same_twice(
    name: str, fields: dict[str, Any], excursion: Excursion, kim: User
) -> None:
    registration = factories.registration(excursion, kim)
    Message.objects.create(registration=registration, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(registration=registration, **fields)


def test_an_announcement_says_something(excursion: Excursion) -> None:
    Announcement.objects.create(excursion=excursion, subject="Bahn", text="Linie 5 fällt aus.")
    refused("announcement_has_subject", Announcement, {"subject": ""})
    refused("announcement_has_text", Announcement, {"text": ""})


def test_a_change_is_one_per_version_and_told_or_explained(excursion: Excursion) -> None:
    fields: dict[str, Any] = {"excursion": excursion, "version": 2, "before": {}, "is_told": True}
    Change.objects.create(**fields)
    refused("change_is_told_or_has_reason", Change, {"is_told": False})
    with pytest.raises(IntegrityError, match="version"), transaction.atomic():
        Change.objects.create(**fields)  # "change_one_per_version"


def test_a_person_has_a_lower_case_address_and_one_unit(kim: User) -> None:
    refused("user_email_is_lower_case", User, {"email": "Kim@stadt.example"})
    change = {"unit": factories.unit(), "other_unit": "Fachdienst Haushalt"}
    refused("user_has_one_unit", User, change)


def test_a_choice_of_mails_is_kept_in_lower_case() -> None:
    MailChoice.objects.create(email="kim@stadt.example")
    refused("mailchoice_email_is_lower_case", MailChoice, {"email": "Kim@stadt.example"})


def test_who_is_there_has_a_place_or_a_name_and_is_there_once(excursion: Excursion) -> None:
    registration = factories.registration(excursion)
    Attendance.objects.create(excursion=excursion, registration=registration)
    refused("attendance_is_of_a_registration_or_has_a_name", Attendance, {"name": "Kim"})
    refused("attendance_is_of_a_registration_or_has_a_name", Attendance, {"registration": None})
    Attendance.objects.all().delete()
    for name in ("Kim", "Toni"):
        Attendance.objects.create(excursion=excursion, name=name)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Attendance.objects.update(name="Kim")
    assert "attendance" in str(error.value)  # "attendance_one_per_name"


def test_needs_are_kept_with_the_consent_and_how_it_was_given(excursion: Excursion) -> None:
    AccessNeeds.objects.create(
        registration=factories.registration(excursion),
        text="stufenlos",
        consent_wording="Ich willige ein.",
        consent_channel="form",
    )
    refused("needs_have_consent_with_wording", AccessNeeds, {"consent_wording": ""})
    refused("needs_channel_known", AccessNeeds, {"consent_channel": "post"})


def test_a_consent_to_photos_says_for_what_and_how(excursion: Excursion) -> None:
    registration = factories.registration(excursion)
    factories.agree(registration, "website", "press")
    with pytest.raises(IntegrityError, match="use"), transaction.atomic():
        PhotoConsent.objects.update(use="intranet")  # "photo_consent_once_for_each_use"
    refused("photo_consent_use_known", PhotoConsent, {"use": "film"})
    refused("photo_consent_channel_known", PhotoConsent, {"channel": "post"})
    refused("photo_consent_has_wording", PhotoConsent, {"wording": ""})
    refused("photo_consent_on_paper_is_kept_somewhere", PhotoConsent, {"channel": "paper"})
    refused("photo_consent_on_paper_is_kept_somewhere", PhotoConsent, {"kept": "Ordner 3"})
    refused("event_of_photos_names_use_and_channel", Event, {"use": ""})
    refused("event_of_photos_names_use_and_channel", Event, {"kind": "changed"})


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
