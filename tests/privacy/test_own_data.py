"""„Meine Daten“: complete, readable, of oneself alone."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import EmailField, Field
from django.urls import reverse
from time_machine import TimeMachineFixture

from accounts import mail_choice
from accounts.models import User
from excursions.models import AccessNeeds, Registration
from privacy.own import export
from privacy.own.parts import Record
from recaps.models import RecapPhoto
from tests import factories
from tests.conftest import Client
from tests.privacy import own

PAGE = reverse("own_data")
FILE = reverse("download_own_data")
STATEMENTS = 37


def points_to_a_person(field: Any) -> bool:
    """Whether this column names a person or a registration, or holds an address."""
    if isinstance(field, EmailField):
        return True
    return field.is_relation and field.related_model in (User, Registration)


def columns() -> set[str]:
    """Every such column of every table, also of tables that Django makes by itself."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_hidden=True)
        if isinstance(field, Field) and not field.many_to_many and points_to_a_person(field)
    }


def test_no_table_that_knows_people_is_forgotten() -> None:
    """Fails when a new one is not in the file: add it to a part, then to `export.COVERED`."""
    assert columns() - set(export.COVERED) == set()
    assert set(export.COVERED) - columns() == set()


def test_every_covered_table_is_in_a_part_there_is(kim: User) -> None:
    assert {part.key for part in export.of(kim)} == set(export.COVERED.values())


def kinds(records: list[Record]) -> set[str]:
    return {one.name for record in records for one in [record, *record.records]} - {""}


def test_whatever_is_held_is_in_its_part(kim: User, alex: User, robin: User) -> None:
    own.everything(kim, alex, robin)
    found = {part.key: kinds(part.records) for part in export.of(kim)}
    assert found["registrations"] == {
        *("registrations", "access_needs", "looked_at", "history", "messages", "photos"),
        "photo_consents",
    }
    assert found["logging_in"] == {"factors", "sign_ons", "addresses"}
    assert found["address"] == {
        *("mail_choice", "barriers", "contact_of_excursions", "contact_of_stations"),
    }
    assert found["work"] == {
        *("recaps", "recap_versions", "photos_uploaded", "changes", "announcements"),
        *("team_of", "escort_of", "checked_in", "events", "admin_log", "page_versions", "messages"),
        "needs_read",
    }


def test_the_file_holds_what_somebody_wrote_and_no_secret(
    kim: User, alex: User, robin: User
) -> None:
    own.everything(kim, alex, robin)
    kim.refresh_from_db()
    written = json.dumps(export.as_file(kim), ensure_ascii=False)
    for said in [
        *("Kim Beispiel", "Fachdienst Mobilität", "Bitte stufenlos.", "0170 1234567"),
        *("Fotos sind in Ordnung.", "Vor dem Haus", "Der Kontrast ist zu schwach.", "Am Fluss"),
        *(
            "Alex Yıldız",
            "Bedarf angesehen",
            "250 angenommen",
            "was_there_at",
            "Feste Schuhe",
            "Werkstatt",
        ),
    ]:
        assert said in written, said
    token = mail_choice.token(kim.email)
    for secret in [own.SECRET, kim.password, kim.calendar_token, kim.session_salt, token]:
        assert not secret or secret not in written


def test_nothing_of_anybody_else_is_in_it(kim: User, alex: User, toni: User) -> None:
    excursion = factories.excursion()
    factories.registration(excursion, kim, needs="Bitte stufenlos.")
    factories.registration(excursion, toni, needs="Gebärdensprache")
    written = json.dumps(export.as_file(kim), ensure_ascii=False)
    assert "Toni" not in written
    assert "Gebärdensprache" not in written


def test_the_form_of_the_file_is_stable(as_kim: Client, kim: User) -> None:
    factories.registration(factories.excursion(title="Licht"), kim)
    answer = as_kim.get(FILE)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="meine-daten.json"'
    assert "no-store" in answer.headers["Cache-Control"]
    found = answer.json()
    assert found["format"] == "streifzug-own-data/2"
    (registration,) = found["parts"]["registrations"]
    assert registration["excursion"] == "Licht"
    assert registration["starts_at"] == "2027-06-09T11:00:00+00:00"
    assert [line["by"] for line in registration["history"]] == ["Sie selbst"]


def test_the_file_needs_a_fresh_proof(as_kim: Client, kim: User, clock: TimeMachineFixture) -> None:
    clock.move_to(factories.NOW + timedelta(minutes=6))
    answer = as_kim.get(FILE)
    assert answer.headers["Location"].startswith(reverse("account_fresh"))


def test_visitors_see_nothing(client: Client, db: None) -> None:
    for address in (PAGE, FILE, reverse("delete_account")):
        assert client.get(address).status_code == 302


def test_the_page_says_it_in_words(as_kim: Client, kim: User, alex: User, robin: User) -> None:
    own.everything(kim, alex, robin)
    shown = as_kim.get(PAGE).content.decode()
    for said in [
        *("Ihr Konto", "Ihre Anmeldungen", "Bitte stufenlos.", "Alex Yıldız", "Foto mit Ihnen"),
        *("Dienstag, 11. Mai 2027, 13:00 Uhr", "Gemeldete Barriere", "Passwort", "nein"),
    ]:
        assert said in shown, said


def test_who_has_nothing_reads_that_there_is_nothing(as_kim: Client) -> None:
    shown = as_kim.get(PAGE).content.decode()
    assert "Nichts." in shown
    assert "noch zu keiner Exkursion angemeldet" in shown


def test_a_consent_to_photos_is_withdrawn_with_one_press(
    as_kim: Client, kim: User, alex: User, robin: User
) -> None:
    past = own.everything(kim, alex, robin)["past"]
    factories.agree(past, "press")
    photo = RecapPhoto.objects.showable().get(people__registration=past)
    press = reverse("change_own_consent", args=[past.pk])
    answer = as_kim.post(press, {"withdraw": "press"}, follow=True)
    assert "zurückgezogen" in answer.content.decode()
    assert photo in RecapPhoto.objects.showable()  # another use changes nothing on the website
    as_kim.post(press, {"withdraw": "website"})
    assert photo not in RecapPhoto.objects.showable()
    assert reverse("excursions:photo_consent", args=[past.pk]) in as_kim.get(PAGE).text


@pytest.mark.parametrize("use", ["website", "", "yes"])
def test_a_stale_press_changes_nothing(use: str, as_kim: Client, kim: User) -> None:
    registration = factories.registration(factories.excursion(), kim)
    as_kim.post(reverse("change_own_consent", args=[registration.pk]), {"withdraw": use})
    assert registration.events.count() == 1


def test_what_somebody_needs_is_deleted_with_one_press(as_kim: Client, kim: User) -> None:
    registration = factories.registration(factories.excursion(), kim, needs="Stufenlos")
    for _ in range(2):
        as_kim.post(reverse("withdraw_own_needs", args=[registration.pk]))
    assert not AccessNeeds.objects.exists()
    assert registration.events.count() == 2


def test_mails_are_chosen_on_the_same_page(as_kim: Client, kim: User) -> None:
    as_kim.post(PAGE, {"news": "on"})
    choice = mail_choice.of(kim.email)
    assert (choice.reminders, choice.news) == (False, True)


@pytest.mark.parametrize("name", ["change_own_consent", "withdraw_own_needs"])
def test_somebody_elses_registration_does_not_exist(name: str, as_toni: Client, kim: User) -> None:
    registration = factories.registration(factories.excursion(), kim, needs="Stufenlos")
    assert as_toni.post(reverse(name, args=[registration.pk])).status_code == 404
    assert as_toni.get(reverse(name, args=[registration.pk])).status_code == 405


def test_my_account_and_my_registrations_lead_there(as_kim: Client) -> None:
    for name in ("account_own", "excursions:mine"):
        assert f'href="{PAGE}"' in as_kim.get(reverse(name)).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_many_registrations_need_no_more_statements(
    number: int, as_kim: Client, kim: User, django_assert_num_queries: Any
) -> None:
    for month in range(6, 6 + number):
        starts_at = factories.START.replace(month=month)
        factories.registration(factories.excursion(starts_at=starts_at), kim, needs="Ruhe")
    as_kim.get(PAGE)
    with django_assert_num_queries(STATEMENTS):
        as_kim.get(PAGE)
