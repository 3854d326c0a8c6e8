"""Participants as a file: chosen columns, the right people, and a note that it was done."""

import csv
import io
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import LazySettings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions
from excursions.admin import conflict
from excursions.admin.export import COLUMNS, WHO
from excursions.models import Excursion
from tests import factories
from tests.conftest import Client, logged_in
from tests.excursions import editor

pytestmark = pytest.mark.django_db


def url(excursion: Excursion) -> str:
    return editor.url(excursion, "export")


@pytest.fixture
def people(excursion: Excursion, kim: User) -> Excursion:
    """Kim is in and needs something; Toni phoned, waits; Robin gave the place back."""
    factories.registration(excursion, kim, phone="+49 3641 49-1", needs="Stufenlos, bitte.")
    robin = factories.user("robin@stadt.example", name="Robin Klar")
    actions.withdraw(factories.registration(excursion, robin), actor=robin)
    factories.registration(excursion, name="=1+1")
    factories.waiting(excursion, name="Toni Nachbar")
    return excursion


def table(client: Client, excursion: Excursion, **typed: Any) -> list[list[str]]:
    """The rows of a CSV."""
    data = {"who": "live", "columns": ["name"], "kind": "csv"} | typed
    answer = client.post(url(excursion), data)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_few_columns_are_ticked_and_nothing_of_health(as_alex: Client, people: Excursion) -> None:
    page = as_alex.get(url(people))
    assert page.context["form"]["columns"].value() == ["name", "unit", "status", "since"]
    assert "Stufenlos" not in page.content.decode()
    assert url(people) in as_alex.get(editor.url(people, "people")).content.decode()


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("live", ["'=1+1", "Kim Beispiel", "Toni Nachbar"]),
        ("confirmed", ["'=1+1", "Kim Beispiel"]),
        ("waiting", ["Toni Nachbar"]),
        ("ended", ["Robin Klar"]),
        ("all", ["'=1+1", "Kim Beispiel", "Toni Nachbar", "Robin Klar"]),
    ],
)
def test_who_was_chosen_stands_in_it(
    as_alex: Client, people: Excursion, who: str, names: list[str]
) -> None:
    assert table(as_alex, people, who=who) == [["Name"], *([name] for name in names)]


def test_every_column(as_alex: Client, people: Excursion) -> None:
    heads, _anyone, kim, toni = table(as_alex, people, columns=[*COLUMNS])
    assert heads == [
        "Name",
        "Bereich",
        "Status",
        "Seit",
        "Platz auf der Warteliste",
        "Angemeldet am",
        "E-Mail-Adresse",
        "Telefon",
        "Foto-Einwilligung",
        "Hat Bedarf angegeben",
    ]
    now = "12.05.2027 09:00"
    assert kim == [
        *("Kim Beispiel", "Fachdienst Mobilität", "Bestätigt", now, "", now),
        *("kim@stadt.example", "'+49 3641 49-1", "nein", "ja"),
    ]
    assert toni[4] == "1"


def test_a_workbook_holds_the_same(as_alex: Client, people: Excursion) -> None:
    data = {"who": "live", "columns": ["name", "since"], "kind": "xlsx"}
    answer = as_alex.post(url(people), data)
    name = f'attachment; filename="teilnehmende-{people.slug}.xlsx"'
    assert answer["Content-Disposition"] == name
    assert "no-store" in answer["Cache-Control"]
    page = openpyxl.load_workbook(io.BytesIO(answer.content))["Teilnehmende"]
    assert [row[0].value for row in page.iter_rows()] == [
        "Name",
        "=1+1",
        "Kim Beispiel",
        "Toni Nachbar",
    ]
    assert page["A2"].data_type == "s"
    assert page["B2"].is_date


def test_what_somebody_needs_is_in_no_file(as_alex: Client, people: Excursion) -> None:
    for kind in ("csv", "xlsx"):
        for who in WHO:
            data = {"who": who, "columns": [*COLUMNS], "kind": kind}
            assert b"Stufenlos" not in as_alex.post(url(people), data).content


def test_it_is_written_down_who_made_it_and_not_what_is_in_it(
    as_alex: Client, alex: User, people: Excursion, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "streifzug.security")
    table(as_alex, people, who="confirmed", columns=["name", "email"])
    line = caplog.messages[-1]
    assert line.startswith(f"event=exported outcome=ok actor={alex.pk}")
    assert line.endswith("kind=csv who=confirmed rows=2 columns=name,email")
    entry = LogEntry.objects.latest("pk")
    assert entry.user == alex
    text = "Teilnehmende exportiert (CSV, Bestätigt): Name, E-Mail-Adresse"
    assert entry.change_message == text
    assert "Kim" not in line + str(entry)
    assert text in as_alex.get(editor.url(people, "history")).content.decode()


def test_an_export_is_nobodys_change(as_alex: Client, people: Excursion) -> None:
    table(as_alex, people)
    assert conflict.last_change(people) is None


def test_looking_makes_no_file(as_alex: Client, people: Excursion) -> None:
    answer = as_alex.get(url(people), {"who": "live", "columns": "name", "kind": "csv"})
    assert answer["Content-Type"].startswith("text/html")
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"columns": []}, "columns"),
        ({"columns": ["name", "needs_text"]}, "columns"),
        ({"kind": "exe"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"who": "everybody"}, "who"),
    ],
)
def test_what_is_not_offered_is_refused_at_its_place(
    as_alex: Client, people: Excursion, typed: dict[str, Any], field: str
) -> None:
    data = {"who": "live", "columns": ["name"], "kind": "csv"} | typed
    page = as_alex.post(url(people), data)
    assert page["Content-Type"].startswith("text/html")
    assert [*page.context["form"].errors] == [field]
    assert f'id="id_{field}_error"' in page.content.decode()
    assert "Fehler:" in page.content.decode()


def test_nothing_is_left_on_the_disk(
    as_alex: Client, people: Excursion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    as_alex.post(url(people), {"who": "live", "columns": ["name"], "kind": "xlsx"})
    assert [*tmp_path.iterdir()] == []


def test_who_may_not_see_registrations_gets_no_file(people: Excursion, kim: User) -> None:
    clerk = factories.user("clerk@stadt.example", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_excursion"))
    data = {"who": "live", "columns": ["name"], "kind": "csv"}
    assert logged_in(clerk).post(url(people), data).status_code in {403, 404}
    assert logged_in(kim).post(url(people), data).status_code in {302, 401, 403}
    assert Client().post(url(people), data).status_code in {302, 401}
    assert not LogEntry.objects.exists()


def test_the_participants_of_others_are_in_no_file(as_jona: Client, people: Excursion) -> None:
    data = {"who": "live", "columns": ["name"], "kind": "csv"}
    assert as_jona.get(url(people)).status_code == 404
    assert as_jona.post(url(people), data).status_code == 404


def test_after_a_while_the_person_proves_again_who_they_are(
    as_alex: Client, people: Excursion, clock: TimeMachineFixture
) -> None:
    clock.shift(timedelta(minutes=6))
    for answer in (as_alex.get(url(people)), as_alex.post(url(people), {"columns": ["name"]})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/konto/bestaetigen/")
    assert not LogEntry.objects.exists()


def test_more_than_sixty_files_in_an_hour_have_to_wait(
    as_alex: Client, people: Excursion, settings: LazySettings, rate_limits: None
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"export": "2/h/user"}
    for _ in range(2):
        table(as_alex, people)
    answer = as_alex.post(url(people), {"who": "live", "columns": ["name"], "kind": "csv"})
    assert answer.status_code == 429
    assert LogEntry.objects.count() == 2


def test_more_people_take_no_more_statements(as_alex: Client, excursion: Excursion) -> None:
    numbers = []
    for _ in range(2):
        factories.crowd(excursion, seated=3)
        with CaptureQueriesContext(connection) as queries:
            table(as_alex, excursion, columns=[*COLUMNS])
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
