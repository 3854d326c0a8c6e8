"""Numbers, the log of the deletion, who read needs: to look at, for those who may."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import User
from excursions.models import Excursion, NeedsReading
from privacy import reach
from privacy.models import DeletionRun, Headcount
from tests import factories
from tests.conftest import Client, logged_in

pytestmark = pytest.mark.django_db
NUMBERS = reverse("admin:privacy_headcount_changelist")
RUNS = reverse("admin:privacy_deletionrun_changelist")
READINGS = reverse("admin:excursions_needsreading_changelist")


@pytest.fixture
def as_admin(db: None) -> Client:
    """Administers accounts."""
    person = factories.user("jule@stadt.example", name="Jule Amt", is_staff=True)
    person.groups.add(Group.objects.get(name="Administration"))
    return logged_in(person)


def count(excursion: Excursion, scope: str, registered: int | None, **values: Any) -> Headcount:
    return Headcount.objects.create(
        excursion=excursion, scope=scope, registered=registered, **values
    )


@pytest.fixture
def counted(excursion: Excursion) -> Excursion:
    """Two units, the rest, and a second excursion of which only all were counted."""
    states = {"confirmed": 15, "waiting": 2, "withdrawn": 1, "cancelled": 0}
    count(excursion, "all", 18, **states)
    count(excursion, "unit", 7, unit=factories.unit("Kultur"))
    count(excursion, "unit", 6, unit=factories.unit("Archiv"))
    count(excursion, "rest", 5)
    second = factories.excursion(title="Am Fluss", starts_at=factories.START.replace(month=9))
    count(second, "all", 9, confirmed=9, waiting=0, withdrawn=0, cancelled=0, attended=8)
    third = factories.excursion(title="Im Archiv", starts_at=factories.START.replace(month=10))
    count(third, "all", None)
    return excursion


def test_a_year_by_unit_in_the_order_of_the_alphabet(counted: Excursion) -> None:
    year = reach.of(2027)
    rows = [(unit.name, unit.excursions, unit.registered) for unit in year.units]
    assert rows == [("Archiv", 1, 6), ("Kultur", 1, 7), ("Übrige", 2, 14)]
    assert year.registered == sum(unit.registered for unit in year.units) == 27


def test_organizers_see_the_numbers(as_alex: Client, counted: Excursion) -> None:
    page = as_alex.get(NUMBERS).content.decode()
    assert "27 Personen angemeldet" in page
    assert "weniger als fünf" in page
    assert page.index("Archiv</th>") < page.index("Kultur</th>") < page.index("Übrige</th>")


def test_every_year_has_its_page(as_alex: Client, counted: Excursion) -> None:
    earlier = factories.excursion(starts_at=factories.berlin("2026-12-31 13:00"))
    count(earlier, "all", 5)
    assert reach.years() == [2027, 2026]
    assert as_alex.get(NUMBERS, {"jahr": "2026"}).context["year"].registered == 5
    assert as_alex.get(NUMBERS, {"jahr": "1999"}).context["year"].number == 2027


def test_without_numbers_the_page_says_when_there_will_be_some(as_alex: Client) -> None:
    assert "30 Tage nach einer Exkursion" in as_alex.get(NUMBERS).content.decode()


def test_the_number_of_excursions_does_not_change_the_number_of_statements(
    as_alex: Client, counted: Excursion, django_assert_num_queries: Any
) -> None:
    as_alex.get(NUMBERS)
    for _ in range(2):
        with django_assert_num_queries(2):
            reach.of(reach.years()[0])
        count(factories.excursion(), "all", 6)


def test_the_log_says_what_and_how_many(as_admin: Client) -> None:
    DeletionRun.objects.create(counts={"registrations": 12, "codes": 3})
    page = as_admin.get(RUNS).content.decode()
    assert "Anmeldungen: 12" in page
    assert "Codes zum Einloggen: 3" in page
    assert "nicht beendet" in page


def test_a_rule_that_is_gone_keeps_its_line(as_admin: Client) -> None:
    DeletionRun.objects.create(counts={"earlier": 1}, finished_at=factories.NOW)
    assert "earlier: 1" in as_admin.get(RUNS).content.decode()


def test_who_read_needs_is_seen_without_whose(
    as_admin: Client, alex: User, kim: User, excursion: Excursion
) -> None:
    registration = factories.registration(excursion, kim, needs="Rampe")
    NeedsReading.objects.create(excursion=excursion, registration=registration, reader=alex)
    page = as_admin.get(READINGS).content.decode()
    assert "Alex Yıldız" in page
    assert "Kim" not in page


@pytest.mark.parametrize("url", [NUMBERS, RUNS, READINGS])
def test_nobody_else_sees_them(url: str, as_kim: Client, as_robin: Client) -> None:
    for client in (as_kim, as_robin):
        assert client.get(url).status_code in (302, 403)


@pytest.mark.parametrize("url", [RUNS, READINGS])
def test_organizers_do_not_see_the_logs(url: str, as_alex: Client) -> None:
    assert as_alex.get(url).status_code == 403


def test_whoever_administers_sees_no_numbers_of_excursions(as_admin: Client) -> None:
    assert as_admin.get(NUMBERS).status_code == 403


@pytest.mark.parametrize("model", ["privacy_deletionrun", "excursions_needsreading"])
@pytest.mark.parametrize("path", ["add/", "1/change/", "1/delete/", "1/history/"])
def test_there_is_no_page_to_change_them(model: str, path: str) -> None:
    root = logged_in(User.objects.create_superuser("root@stadt.example"))
    url = reverse(f"admin:{model}_changelist") + path
    assert root.get(url).status_code == 404
    assert root.post(url).status_code == 404
