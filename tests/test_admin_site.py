"""The administration as a whole: who may open it, its start page, stations, people."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import Unit, User
from excursions.models import Excursion
from stations.models import Station
from tests import factories
from tests.conftest import Client, logged_in
from tests.excursions import editor

pytestmark = pytest.mark.django_db
INDEX = "/verwaltung/"


@pytest.fixture
def as_root(db: None) -> Client:
    """Looks after the installation."""
    return logged_in(User.objects.create_superuser("root@stadt.example", name="Rosa Root"))


def test_the_login_is_the_one_of_the_site(client: Client) -> None:
    response = client.get(INDEX, follow=True)
    assert (
        response.redirect_chain[-1][0]
        == f"{reverse('account_request_login_code')}?next=%2Fverwaltung%2F"
    )


def test_employees_may_not_open_it(as_kim: Client) -> None:
    assert as_kim.get(INDEX, follow=True).status_code == 403


def test_a_page_about_an_excursion_shows_the_way_to_it(
    as_alex: Client, excursion: Excursion
) -> None:
    page = as_alex.get(reverse("admin:excursions_excursion_people", args=[excursion.pk]))
    way = f'<a href="{reverse("admin:excursions_excursion_change", args=[excursion.pk])}">'
    assert f"{way}{excursion}</a>" in page.content.decode()


def test_the_start_page_is_calm_when_there_is_nothing(as_alex: Client) -> None:
    html = as_alex.get(INDEX).content.decode()
    assert "Alles erledigt." in html
    assert "Sie sind in keinem Team einer kommenden Exkursion." in html
    assert "Neue Exkursion" in html


@pytest.mark.parametrize(
    ("page", "statements"), [(INDEX, 13), ("/verwaltung/excursions/excursion/", 6)]
)
def test_the_number_of_excursions_does_not_change_the_number_of_statements(
    as_alex: Client, page: str, statements: int, django_assert_num_queries: Any
) -> None:
    factories.stop(factories.excursion())
    as_alex.get(INDEX)  # content types are cached
    for _ in range(2):
        with django_assert_num_queries(statements):
            assert as_alex.get(page).status_code == 200
        for _ in range(2):
            factories.stop(factories.excursion())


def test_the_start_page_shows_seats_and_the_last_change(as_alex: Client) -> None:
    full = factories.excursion()
    factories.fill(full)
    factories.waiting(full)
    editor.save(as_alex, full, meeting_point="Am Markt", decision="tell")
    html = as_alex.get(INDEX).content.decode()
    assert "2 bestätigt · 0 frei · 1 wartet" in html
    assert "Zuletzt geändert: Mi, 12. Mai, 9:00 Uhr, Alex Yıldız" in html
    assert "Treffpunkt: Ziegesarstraße 9, vor dem Eingang → Am Markt." in html


def test_the_list_filters_and_searches(as_alex: Client, clock: Any) -> None:
    past = factories.excursion(title="Vorbei", starts_at=factories.berlin("2027-05-01 13:00"))
    coming = factories.excursion(title="Kommt noch")
    factories.stop(coming, factories.station("ProbierLaden"))
    factories.stop(coming, factories.station("ProbierLaden 2"))
    address = reverse("admin:excursions_excursion_changelist")

    def found(query: str) -> list[Any]:
        return list(as_alex.get(address + query).context["cl"].result_list)

    assert found("") == [coming, past]
    assert found("?period=past") == [past]
    assert found("?period=upcoming") == [coming]
    assert found("?status=draft") == []
    assert found("?q=Probier") == [coming]


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_at": factories.berlin("2027-05-01 13:00")},
        {"status": Excursion.Status.CANCELLED, "cancellation_reason": "Regen."},
    ],
)
def test_the_list_names_no_free_seat_where_nobody_can_take_one(
    as_alex: Client, fields: dict[str, Any]
) -> None:
    address = reverse("admin:excursions_excursion_changelist")
    factories.excursion(**fields)
    assert "2 frei" not in as_alex.get(address).text
    factories.excursion()
    assert "2 frei" in as_alex.get(address).text


def test_the_menu_begins_with_what_is_used_daily(as_root: Client) -> None:
    names = [str(model["name"]) for model in as_root.get(INDEX).context["menu"]]
    assert names[:3] == ["Exkursionen", "Stationen", "Personen"]
    assert names[-1] == "Löschläufe"


def test_a_station_gets_its_address_by_itself(as_alex: Client) -> None:
    typed = {
        "name": "Grüner Saal", "summary": "Grün.", "street": "Markt 1", "city": "Jena",
        "step_free": "yes",
    }  # fmt: skip
    add = reverse("admin:stations_station_add")
    assert as_alex.post(add, typed).status_code == 302
    assert as_alex.post(add, typed | {"name": "Gruener Saal"}).status_code == 302
    slugs = Station.objects.order_by("slug").values_list("slug", flat=True)
    assert list(slugs) == ["gruener-saal", "gruener-saal-2"]


def test_organizers_see_no_people_and_no_units(as_alex: Client) -> None:
    for name in ("accounts_user", "accounts_unit", "auth_group"):
        assert as_alex.get(reverse(f"admin:{name}_changelist")).status_code == 403


def test_a_superuser_adds_a_person_without_a_password(as_root: Client) -> None:
    group = Group.objects.get(name="Organisation")
    typed = {
        "email": "Neu@Stadt.Example",
        "is_active": "on",
        "groups": [group.pk],
    }
    assert as_root.post(reverse("admin:accounts_user_add"), typed).status_code == 302
    person = User.objects.get(email="neu@stadt.example")
    assert not person.has_usable_password()
    assert person.has_perm("excursions.change_excursion")


def test_one_unit_is_enough(as_root: Client) -> None:
    unit = Unit.objects.create(name="Bauhof")
    typed = {"email": "neu@stadt.example", "unit": unit.pk, "other_unit": "Noch einer"}
    page = as_root.post(reverse("admin:accounts_user_add"), typed).content.decode()
    assert "nicht beides" in page


def test_nobody_is_deleted(as_root: Client, kim: User) -> None:
    assert as_root.post(reverse("admin:accounts_user_delete", args=[kim.pk])).status_code == 403


@pytest.mark.parametrize(
    "name", ["accounts_user", "accounts_unit", "auth_group", "stations_station"]
)
def test_every_page_of_a_superuser_opens_in_german(as_root: Client, kim: User, name: str) -> None:
    factories.station(), factories.unit()
    listing = as_root.get(reverse(f"admin:{name}_changelist"))
    thing = listing.context["cl"].result_list[0]
    for page, arguments in (("add", []), ("change", [thing.pk]), ("history", [thing.pk])):
        html = as_root.get(reverse(f"admin:{name}_{page}", args=arguments)).content.decode()
        assert "Can add" not in html
        assert '<html lang="de">' in html


def test_passwords_and_logging_out_are_those_of_the_site(as_root: Client) -> None:
    for page, there in (
        ("logout", "account_logout"),
        ("password_change", "account_change_password"),
    ):
        assert as_root.get(reverse(f"admin:{page}"))["Location"] == reverse(there)
