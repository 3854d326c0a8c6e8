"""Participants: who, since when, what needs a call; every change through the rulebook."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts.models import User
from excursions.models import Excursion, NeedsReading, Registration
from tests import factories
from tests.conftest import Client, logged_in
from tests.excursions import editor

pytestmark = pytest.mark.django_db


def url(registration: Registration, page: str) -> str:
    pks = [registration.excursion_id, registration.pk]
    return reverse(f"admin:excursions_excursion_{page}", args=pks)


def names(client: Client, excursion: Excursion, query: str = "") -> list[str]:
    page = client.get(editor.url(excursion, "people") + query)
    return [person.registration.name for person in page.context["people"]]


def status(registration: Registration) -> str:
    registration.refresh_from_db()
    return registration.status


def test_seats_by_name_then_the_waitlist_in_its_order(
    as_alex: Client, excursion: Excursion
) -> None:
    for name in ("Örjan Zett", "Ada Ahorn"):
        factories.registration(excursion, name=name)
    for name in ("Zoë Erste", "Ada Zweite"):
        factories.waiting(excursion, name=name)
    assert names(as_alex, excursion) == ["Ada Ahorn", "Örjan Zett", "Zoë Erste", "Ada Zweite"]
    assert names(as_alex, excursion, "?status=waiting") == ["Zoë Erste", "Ada Zweite"]
    assert names(as_alex, excursion, "?status=ended") == []
    assert names(as_alex, excursion, "?status=nonsense") == names(as_alex, excursion)
    html = as_alex.get(editor.url(excursion, "people")).content.decode()
    assert "2 Plätze: 2 bestätigt · 0 frei · 2 warten" in html


@pytest.mark.parametrize("query", ["mu", "mü", "mue", "MÜLL", "yildiz"])
def test_the_search_knows_umlauts(as_alex: Client, excursion: Excursion, query: str) -> None:
    name = "Alex Yıldız" if query == "yildiz" else "Robin Müller"
    factories.registration(excursion, name=name)
    factories.registration(excursion, name="Kim Zett")
    assert names(as_alex, excursion, f"?q={query}") == [name]


def test_the_number_of_people_does_not_change_the_number_of_statements(
    as_alex: Client, excursion: Excursion, django_assert_num_queries: Any
) -> None:
    Excursion.objects.filter(pk=excursion.pk).update(capacity=3)
    factories.registration(excursion, needs="Rampe")
    for _ in range(2):
        with django_assert_num_queries(10):
            as_alex.get(editor.url(excursion, "people"))
        excursion.refresh_from_db()
        factories.fill(excursion)


def test_needs_are_hidden_until_somebody_asks_and_that_is_logged(
    as_alex: Client, alex: User, excursion: Excursion
) -> None:
    registration = factories.registration(excursion, needs="Gebärdensprache")
    page = as_alex.get(editor.url(excursion, "people"))
    assert "Gebärdensprache" not in page.content.decode()
    assert as_alex.get(url(registration, "needs")).status_code == 302
    assert not NeedsReading.objects.exists()
    assert "Gebärdensprache" in as_alex.post(url(registration, "needs")).content.decode()
    reading = NeedsReading.objects.get()
    assert (reading.reader, reading.registration) == (alex, registration)
    assert "Bedarf angesehen" in as_alex.get(url(registration, "person")).content.decode()
    listed = as_alex.get(editor.url(excursion, "people_list")).content.decode()
    assert "Gebärdensprache" not in listed
    assert "Hilfe nötig" in listed


def test_needs_of_another_excursion_are_not_found(as_alex: Client, excursion: Excursion) -> None:
    registration = factories.registration(excursion, needs="Rampe")
    other = factories.excursion()
    address = url(registration, "needs").replace(f"/{excursion.pk}/", f"/{other.pk}/", 1)
    assert as_alex.post(address).status_code == 404


def test_consent_to_photos_is_shown_with_its_history_and_on_the_list_for_the_day(
    as_alex: Client, excursion: Excursion, kim: User, clock: Any
) -> None:
    registration = factories.registration(excursion, kim)
    since = registration.events.get().at
    assert "kein Foto" in as_alex.get(editor.url(excursion, "people_list")).content.decode()
    clock.shift(3600)
    factories.agree(registration, wording="Fotos ja")
    page = as_alex.get(url(registration, "person")).content.decode()
    assert "Fotos erlaubt" in page
    assert "Wortlaut: Fotos ja" in page
    (person,) = as_alex.get(editor.url(excursion, "people")).context["people"]
    assert person.since == since  # the place is as old as before
    assert "kein Foto" not in as_alex.get(editor.url(excursion, "people_list")).content.decode()


def test_moving_up_without_a_free_seat_means_first_on_the_list(
    as_alex: Client, full: Excursion
) -> None:
    factories.waiting(full, name="Erste Person")
    second = factories.waiting(full, name="Zweite Person")
    assert "Vorziehen" in as_alex.get(url(second, "move_up")).content.decode()
    page = as_alex.post(url(second, "move_up"), {"reason": ""}).content.decode()
    assert "Bitte schreiben Sie, warum diese Person vorgezogen wird." in page
    as_alex.post(url(second, "move_up"), {"reason": "Dienstlich nötig"})
    assert names(as_alex, full, "?status=waiting") == ["Zweite Person", "Erste Person"]
    assert "Dienstlich nötig" in as_alex.get(url(second, "person")).content.decode()


def test_moving_up_into_a_free_seat(alex: User, full: Excursion, clock: Any) -> None:
    waiting = factories.waiting(full)
    clock.move_to(factories.berlin("2027-06-09 09:00"))  # nobody moves up by itself any more
    as_alex = logged_in(alex)
    seated = full.registrations.seated()[0]
    as_alex.post(url(seated, "withdraw"), {"reason": "Krank"})
    assert (status(seated), status(waiting)) == ("withdrawn", "waiting")
    assert "Platz geben" in as_alex.get(url(waiting, "move_up")).content.decode()
    as_alex.post(url(waiting, "move_up"), {"reason": "Telefonisch zugesagt"})
    assert status(waiting) == "confirmed"


def test_taking_off_the_waitlist(as_alex: Client, full: Excursion) -> None:
    waiting = factories.waiting(full)
    assert "Von der Warteliste nehmen" in as_alex.get(url(waiting, "withdraw")).content.decode()
    as_alex.post(url(waiting, "withdraw"), {"reason": ""})
    assert status(waiting) == "withdrawn"


@pytest.mark.parametrize("page", ["move_up", "withdraw"])
def test_what_has_ended_says_so(as_alex: Client, full: Excursion, page: str) -> None:
    waiting = factories.waiting(full)
    as_alex.post(url(waiting, "withdraw"))
    response = as_alex.post(url(waiting, page), {"reason": "Noch einmal"})
    assert "<title>Fehler: " in response.content.decode()
    assert waiting.events.count() == 2


def test_looking_changes_nothing(as_alex: Client, full: Excursion) -> None:
    waiting = factories.waiting(full)
    for address in (
        url(waiting, "move_up"),
        url(waiting, "withdraw"),
        editor.url(full, "by_hand"),
        editor.url(full, "people_list"),
    ):
        assert as_alex.get(address).status_code == 200
    assert status(waiting) == "waiting"
    assert waiting.events.count() == 1


ANSWERS = {"name": "Anruf Person", "other_unit": "Bauhof", "email": "neu@stadt.example"}


def test_somebody_is_entered_for_a_seat(as_alex: Client, excursion: Excursion) -> None:
    page = as_alex.get(editor.url(excursion, "by_hand")).content.decode()
    assert "2 Plätze sind frei." in page
    assert 'name="wish" value="seat">Platz geben' in page
    as_alex.post(editor.url(excursion, "by_hand"), ANSWERS | {"wish": "seat"})
    registration = excursion.registrations.get()
    assert (registration.name, registration.is_confirmed) == ("Anruf Person", True)


def test_the_button_of_a_full_excursion_names_the_place_on_the_list(
    as_alex: Client, full: Excursion
) -> None:
    page = as_alex.get(editor.url(full, "by_hand")).content.decode()
    assert 'value="waitlist">Auf die Warteliste setzen, Platz 1' in page


def test_a_seat_taken_meanwhile_is_said_and_the_input_stays(
    as_alex: Client, full: Excursion
) -> None:
    response = as_alex.post(editor.url(full, "by_hand"), ANSWERS | {"wish": "seat"})
    page = response.content.decode()
    assert "Während Sie ausgefüllt haben, wurde der letzte Platz vergeben." in page
    assert 'value="Anruf Person"' in page
    assert 'name="wish" value="waitlist"' in page
    assert not full.registrations.filter(name="Anruf Person").exists()


def test_who_is_there_already_is_said_about_that_person(
    as_alex: Client, excursion: Excursion, kim: User
) -> None:
    factories.registration(excursion, kim)
    typed = ANSWERS | {"email": kim.email, "wish": "seat"}
    page = as_alex.post(editor.url(excursion, "by_hand"), typed).content.decode()
    assert "Diese Person ist für diese Exkursion schon angemeldet." in page


def test_only_who_may_see_registrations_sees_them(
    as_kim: Client, excursion: Excursion, kim: User
) -> None:
    registration = factories.registration(excursion, needs="Rampe")
    helper = factories.user(name="Ohne Recht", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename="change_excursion"))
    for page in ("people", "people_list", "by_hand"):
        address = editor.url(excursion, page)
        assert as_kim.get(address, follow=True).status_code == 403
        assert logged_in(helper).get(address).status_code == 403
    for page in ("needs", "move_up", "withdraw"):
        assert logged_in(helper).post(url(registration, page)).status_code == 403
    assert status(registration) == "confirmed"
