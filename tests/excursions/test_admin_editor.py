"""The editor: every mistake is said at its field, and nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts.models import User
from excursions import actions
from excursions.models import Excursion
from tests import factories
from tests.conftest import Client, logged_in
from tests.excursions import editor
from tests.excursions.editor import errors, save
from tests.factories import berlin

pytestmark = pytest.mark.django_db


def test_saving_stays_in_the_editor_and_counts_the_version(
    as_alex: Client, excursion: Excursion
) -> None:
    response = save(as_alex, excursion, title="Ein neuer Titel")
    assert response.url == editor.url(excursion)
    excursion.refresh_from_db()
    assert (excursion.title, excursion.version) == ("Ein neuer Titel", 2)


@pytest.mark.parametrize(
    ("typed", "field", "text"),
    [
        ({"ends_at": "2027-06-09T12:00"}, "ends_at", "Ende"),
        ({"registration_closes_at": "2027-06-09T13:01"}, "registration_closes_at", "enden"),
        ({"registration_opens_at": "2027-05-29T08:00"}, "registration_opens_at", "beginnen"),
        ({"meets_at": "2027-06-09T13:10"}, "meets_at", ""),
        ({"capacity": "0"}, "capacity", "mindestens ein"),
        ({"capacity": "-3"}, "capacity", "mindestens ein"),
        ({"contact_name": ""}, "contact_name", ""),
        ({"contact_phone": ""}, "contact_phone", ""),
        ({"title": ""}, "title", "Bitte füllen Sie dieses Feld aus."),
        ({"meets_at": "2027-03-28T02:30"}, "meets_at", "Uhren umgestellt"),
        ({"registration_opens_at": "0026-05-01T08:00"}, "registration_opens_at", "Jahr"),
        ({"contact_email": "alex"}, "contact_email", "vollständige E-Mail-Adresse"),
        ({"reminder_days": "0"}, "reminder_days", "Zwischen einem und zehn Arbeitstagen"),
        ({"reminder_days": "11"}, "reminder_days", "Zwischen einem und zehn Arbeitstagen"),
    ],
)
def test_each_mistake_is_said_once_at_its_field_and_the_input_stays(
    as_alex: Client, excursion: Excursion, typed: dict[str, str], field: str, text: str
) -> None:
    response = save(as_alex, excursion, **typed, bring="Getippt")
    found = errors(response)
    assert found.keys() == {field}
    assert len(found[field]) == 1
    assert text in found[field][0]
    html = response.content.decode()
    assert "<title>Fehler: " in html
    assert f'href="#id_{field}"' in html
    assert 'value="Getippt"' in html
    excursion.refresh_from_db()
    assert excursion.version == 1


def test_only_the_missing_part_of_the_contact_is_marked(
    as_alex: Client, excursion: Excursion
) -> None:
    assert errors(save(as_alex, excursion, contact_name="", contact_phone="")).keys() == {
        "contact_name",
        "contact_phone",
    }


def test_a_draft_needs_no_contact(as_alex: Client) -> None:
    draft = factories.excursion(status="draft")
    assert errors(save(as_alex, draft, contact_name="", contact_phone="")) == {}


def test_a_new_excursion_is_a_draft_with_an_address_and_its_stations(as_alex: Client) -> None:
    template = Excursion(
        title="Grüne Straße", lead="Los.", starts_at=factories.START, capacity=10,
        ends_at=factories.START + timedelta(hours=4), meeting_point="Hier",
        registration_closes_at=factories.CLOSES,
    )  # fmt: skip
    one, two = factories.station(), factories.station()
    rows = [
        editor.new_row(two.pk, 2, "14:00", "15:00"),
        editor.new_row(one.pk, 1, "13:00", "13:45"),
        editor.new_row(0, 3, "", "") | {"station": ""},
    ]
    add = reverse("admin:excursions_excursion_add")
    response = as_alex.post(add, _unsaved(template, rows))
    made = Excursion.objects.get()
    assert response["Location"] == editor.url(made)
    assert (made.status, made.slug) == ("draft", "gruene-strasse-2027-06-09")
    assert [(stop.position, stop.station) for stop in made.stops.all()] == [(1, one), (2, two)]
    assert made.stops.all()[0].arrives_at == factories.START


def _unsaved(excursion: Excursion, rows: list[dict[str, object]]) -> Any:
    sent = editor.data(excursion, stops=rows)
    return sent | {"slug": "", "stops-INITIAL_FORMS": 0}


def test_the_contact_of_a_new_excursion_is_whoever_writes(as_alex: Client, alex: User) -> None:
    form = as_alex.get(reverse("admin:excursions_excursion_add")).context["adminform"].form
    assert form["contact_name"].value() == alex.name
    assert form["contact_email"].value() == alex.email


def test_the_number_of_stations_does_not_change_the_number_of_statements(
    as_alex: Client, excursion: Excursion, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        factories.stop(excursion)
    single = factories.excursion()
    factories.stop(single)
    as_alex.get(editor.url(single))  # content types are cached
    for one in (single, excursion):
        with django_assert_num_queries(17):
            assert as_alex.get(editor.url(one)).status_code == 200


def test_only_a_draft_nobody_was_entered_for_can_be_deleted(
    as_alex: Client, excursion: Excursion, alex: User
) -> None:
    draft, taken = factories.excursion(status="draft"), factories.excursion(status="draft")
    factories.by_hand(taken, alex)
    for one, status in ((excursion, 403), (taken, 403), (draft, 302)):
        assert as_alex.post(editor.url(one, "delete"), {"post": "yes"}).status_code == status
    assert set(Excursion.objects.all()) == {excursion, taken}


def test_who_may_only_look_sees_the_editor_without_fields(excursion: Excursion) -> None:
    factories.stop(excursion, factories.station("ProbierLaden"))
    guest = factories.user(is_staff=True)
    guest.team_of.add(excursion)
    rights = ["view_excursion", "view_stop"]
    guest.user_permissions.set(Permission.objects.filter(codename__in=rights))
    page = logged_in(guest).get(editor.url(excursion))
    html = page.content.decode()
    assert "ProbierLaden" in html
    assert 'name="title"' not in html
    assert 'name="_save"' not in html
    assert save(logged_in(guest), excursion, title="Neu").status_code == 403


def test_saving_locks_the_row_before_it_reads_and_looking_does_not(
    as_alex: Client, excursion: Excursion, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked: list[int] = []
    lock = actions.lock

    def spy(*pks: int) -> dict[int, Excursion]:
        locked.extend(pks)
        return lock(*pks)

    monkeypatch.setattr(actions, "lock", spy)
    as_alex.get(editor.url(excursion))
    assert locked == []
    save(as_alex, excursion, capacity=3)
    assert locked[0] == excursion.pk


@pytest.mark.parametrize(
    ("typed", "meets"),
    [
        ({}, "2027-06-16 12:50"),  # to another day: it moves along
        ({"meets_at": "2027-06-16T12:40"}, "2027-06-16 12:40"),  # unless it was typed
        ({"starts_at": "2027-06-09T13:30"}, "2027-06-09 12:50"),  # the same day: it stays
    ],
)
def test_the_meeting_moves_along_to_another_day(
    typed: dict[str, str], meets: str, as_alex: Client
) -> None:
    excursion = factories.excursion(meets_at=berlin("2027-06-09 12:50"))
    moved = {"starts_at": "2027-06-16T13:00", "ends_at": "2027-06-16T17:00"} | typed
    assert save(as_alex, excursion, **moved).status_code == 302
    excursion.refresh_from_db()
    assert excursion.meets_at == berlin(meets)


def test_the_check_list_shows_what_is_stored(as_alex: Client) -> None:
    draft = factories.excursion(status="draft", contact_phone="")
    page = as_alex.get(editor.url(draft))
    assert [check.anchor for check in page.context["checks"] if not check.ok] == [
        "contact",
        "stops",
    ]
    assert 'href="#stops"' in page.content.decode()
    assert 'id="contact"' in page.content.decode()


def test_the_reminder_is_set_and_its_moment_stands_beside_the_check_list(
    as_alex: Client, excursion: Excursion
) -> None:
    save(as_alex, excursion, reminder_days="3")
    html = as_alex.get(editor.url(excursion)).content.decode()
    assert "Erinnerung: Freitag, 4. Juni 2027, 9:00 Uhr" in html
    excursion.refresh_from_db()
    save(as_alex, excursion, has_reminder="")
    excursion.refresh_from_db()
    assert (excursion.has_reminder, excursion.reminder_days) == (False, 3)
    assert "Ohne Erinnerung" in as_alex.get(editor.url(excursion)).content.decode()
