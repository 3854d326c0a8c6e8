"""The groups have exactly their rights; roles are given by few, and never to oneself."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import User
from excursions.models import Excursion
from tests import factories
from tests.conftest import Client, logged_in

pytestmark = pytest.mark.django_db

RIGHTS = {
    "Organisation": {
        "excursions": "view_excursion add_excursion change_excursion view_stop add_stop "
        "change_stop delete_stop view_registration add_registration change_registration check_in",
        "stations": "view_station add_station change_station",
        "recaps": "view_recap add_recap change_recap",
        "pages": "view_barrierreport change_barrierreport",
        "accounts": "give_access_codes",
        "privacy": "view_headcount",
    },
    "Kommunikation": {
        "recaps": "view_recap add_recap change_recap publish_recap",
        "pages": "view_page change_page",
    },
    "Begleitung": {"excursions": "check_in"},
    "Administration": {
        "accounts": "view_user add_user change_user give_roles view_unit add_unit change_unit "
        "give_access_codes",
        "auth": "view_group",
        "pages": "view_page change_page view_barrierreport change_barrierreport",
        "operations": "view_operations",
        "privacy": "view_deletionrun",
        "excursions": "view_needsreading",
    },
}


def test_the_groups_have_exactly_these_rights(db: None) -> None:
    """Whoever adds a right adds it here, in a migration, and to docs/rights.md."""
    found: dict[str, set[str]] = {
        group.name: {
            f"{right.content_type.app_label}.{right.codename}"
            for right in group.permissions.select_related("content_type")
        }
        for group in Group.objects.all()
    }
    assert found == {
        name: {f"{app}.{one}" for app, rights in apps.items() for one in rights.split()}
        for name, apps in RIGHTS.items()
    }


@pytest.fixture
def as_noor(noor: User) -> Client:
    return logged_in(noor)


def url(person: User) -> str:
    return reverse("admin:accounts_user_change", args=[person.pk])


def save(client: Client, person: User, *groups: str, **fields: Any) -> Any:
    data = {"email": person.email, "name": person.name, "phone": "", "unit": "", "other_unit": ""}
    data |= {"is_active": "on"}
    ids = [group.pk for group in Group.objects.filter(name__in=groups)]
    data |= {"groups": ids} | fields
    answer = client.post(url(person), {name: value for name, value in data.items() if value != "-"})
    person.refresh_from_db()
    return answer


def roles_of(person: User) -> set[str]:
    return {group.name for group in person.groups.all()}


def test_the_administration_gives_and_takes_roles(as_noor: Client, kim: User) -> None:
    assert save(as_noor, kim, "Organisation", "Begleitung").status_code == 302
    assert (roles_of(kim), kim.is_staff) == ({"Organisation", "Begleitung"}, True)
    assert save(as_noor, kim).status_code == 302
    assert (roles_of(kim), kim.is_staff) == (set(), False)


@pytest.mark.parametrize("role", RIGHTS)
def test_a_role_is_enough_to_open_the_administration_where_it_is_needed(
    kim: User, role: str
) -> None:
    needs_it = role != "Begleitung"
    group = Group.objects.get(name=role)
    group.user_set.add(kim)
    kim.refresh_from_db()
    assert kim.is_staff is needs_it
    assert logged_in(kim).get(reverse("admin:index")).status_code == (200 if needs_it else 302)
    group.permissions.clear()
    kim.refresh_from_db()
    assert not kim.is_staff


def test_with_a_role_that_is_deleted_the_administration_closes(kim: User) -> None:
    kim.groups.add(Group.objects.get(name="Organisation"))
    assert kim.is_staff
    Group.objects.get(name="Organisation").delete()
    kim.refresh_from_db()
    assert not kim.is_staff


def test_superusers_need_no_role() -> None:
    boss = User.objects.create_superuser("chef@stadt.example")
    boss.groups.add(Group.objects.get(name="Begleitung"))
    boss.groups.clear()
    assert boss.is_staff


def test_nobody_changes_the_own_roles(as_noor: Client, noor: User) -> None:
    save(as_noor, noor, "Administration", "Organisation", name="Noor Neu", is_active="-")
    assert (noor.name, noor.is_active, roles_of(noor)) == ("Noor Neu", True, {"Administration"})


def test_typing_more_than_the_form_offers_changes_nothing(as_noor: Client, kim: User) -> None:
    save(as_noor, kim, is_superuser="on", password="x", user_permissions="1", pk="1")
    assert not kim.is_superuser
    assert not kim.user_permissions.exists()
    assert not kim.has_usable_password()


def test_superusers_are_out_of_reach(as_noor: Client) -> None:
    boss = User.objects.create_superuser("chef@stadt.example")
    assert save(as_noor, boss, email="noor.zwei@stadt.example").status_code == 403
    assert boss.email == "chef@stadt.example"
    assert as_noor.get(url(boss)).status_code == 200  # may be looked at


def test_the_address_of_an_account_with_rights_is_changed_by_the_person_only(
    as_noor: Client, kim: User, alex: User
) -> None:
    save(as_noor, alex, "Organisation", email="anders@stadt.example")
    assert alex.email == factories.ALEX
    save(as_noor, kim, email="anders@stadt.example")
    assert kim.email == "anders@stadt.example"


@pytest.mark.parametrize("named", ["team_of", "escorts_of"])
def test_taking_the_role_away_first_opens_no_account_either(
    as_noor: Client, kim: User, excursion: Excursion, named: str
) -> None:
    """With another address and the role back, the Administration would read participants."""
    getattr(kim, named).add(excursion)
    save(as_noor, kim)
    assert roles_of(kim) == set()
    save(as_noor, kim, email="anders@stadt.example")
    assert kim.email == "kim@stadt.example"


@pytest.mark.parametrize("taken", [{"is_active": "-"}, {"groups": []}])
def test_the_last_one_who_gives_roles_stays(noor: User, kim: User, taken: dict[str, Any]) -> None:
    """Kim may give roles and cannot open the administration any more by the time of the press."""
    kim.groups.add(Group.objects.get(name="Administration"))
    as_kim = logged_in(kim)
    from accounts import admin, roles

    form = admin.UserForm(
        {"email": noor.email, "is_active": "on",
         "groups": list(noor.groups.values_list("pk", flat=True))} | taken,
        instance=noor,
    )  # fmt: skip
    assert roles.administrators().count() == 2
    User.objects.filter(pk=kim.pk).update(is_active=False)
    form.data = {name: value for name, value in form.data.items() if value != "-"}
    assert not form.is_valid()
    assert form.non_field_errors() == [
        "Diese Person ist die letzte, die Rollen geben kann. Geben Sie sie erst anderen."
    ]
    assert as_kim.get(url(noor)).status_code == 302


def test_who_may_change_people_but_not_give_roles_gives_none(kim: User, toni: User) -> None:
    from django.contrib.auth.models import Permission

    codenames = ["view_user", "change_user", "add_user"]
    toni.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    as_toni = logged_in(toni)
    save(as_toni, kim, "Administration", name="Kim Neu", is_active="-")
    assert (kim.name, kim.is_staff, kim.is_active, roles_of(kim)) == ("Kim Neu", False, True, set())


def test_the_administration_reads_what_a_role_may_and_sees_no_excursion(
    as_noor: Client, noor: User
) -> None:
    group = Group.objects.get(name="Organisation")
    page = reverse("admin:auth_group_change", args=[group.pk])
    assert "Anmeldungen: ändern" in as_noor.get(page).text
    assert as_noor.post(page, {"name": "Organisation", "permissions": []}).status_code == 403
    assert group.permissions.exists()
    excursion = factories.excursion(team=[noor])
    for name in ("excursions_excursion_changelist", "stations_station_changelist"):
        assert as_noor.get(reverse(f"admin:{name}")).status_code == 403
    people = reverse("admin:excursions_excursion_people", args=[excursion.pk])
    assert as_noor.get(people).status_code == 403


def test_saving_a_group_as_it_is_takes_no_right_from_it(db: None) -> None:
    client = logged_in(User.objects.create_superuser("chef@stadt.example"))
    for group in Group.objects.all():
        page = reverse("admin:auth_group_change", args=[group.pk])
        before = set(group.permissions.values_list("codename", flat=True))
        ticked = client.get(page).context["adminform"].form.initial["permissions"]
        client.post(page, {"name": group.name, "permissions": [one.pk for one in ticked]})
        assert set(group.permissions.values_list("codename", flat=True)) == before


def test_a_withdrawn_role_ends_with_the_next_request(
    as_noor: Client, noor: User, kim: User
) -> None:
    assert as_noor.get(url(kim)).status_code == 200
    noor.groups.clear()
    save(as_noor, kim, "Administration", name="Kim Neu")
    assert as_noor.get(url(kim), follow=True).status_code == 403
    assert (kim.name, roles_of(kim)) == ("Kim Beispiel", set())
