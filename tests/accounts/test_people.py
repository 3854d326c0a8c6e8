"""People, their units and their addresses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import contact
from accounts.addresses import may_have_account
from accounts.models import User
from excursions.models import Excursion
from privacy.rules.accounts import UNCONFIRMED
from tests import factories
from tests.factories import NOW
from tests.privacy.deleting import delete

pytestmark = pytest.mark.django_db


def test_an_address_is_kept_in_lower_case_and_found_in_any() -> None:
    person = User.objects.create_user(" Kim@Stadt.Example ")
    assert person.email == "kim@stadt.example"
    assert User.objects.get_by_natural_key("KIM@stadt.example") == person


def test_without_a_password_there_is_none_that_works() -> None:
    assert not User.objects.create_user("kim@stadt.example").has_usable_password()
    boss = User.objects.create_superuser("chef@stadt.example", "lang und gut 2027")
    assert (boss.is_staff, boss.is_superuser) == (True, True)
    assert boss.check_password("lang und gut 2027")


def test_a_person_is_shown_by_name_or_else_by_address() -> None:
    assert str(User(name="Kim Beispiel", email="kim@stadt.example")) == "Kim Beispiel"
    assert str(User(email="kim@stadt.example")) == "kim@stadt.example"


def test_a_unit_is_chosen_or_written() -> None:
    assert User(unit=factories.unit("Archiv")).unit_name == "Archiv"
    assert User(other_unit="Fähre").unit_name == "Fähre"
    assert User().unit_name == ""


@pytest.mark.parametrize(
    ("email", "may"),
    [
        ("kim@stadt.example", True),
        ("kim@STADT.EXAMPLE", True),
        ("kim@kij.example", True),
        ("kim@sub.stadt.example", False),
        ("kim@stadt.example.org", False),
        ("kim@evil@stadt.example", True),  # the last @ counts, as for every mail server
        ("kim", False),
        ("", False),
    ],
)
def test_an_account_needs_an_address_of_the_city(email: str, may: bool) -> None:
    assert may_have_account(email) is may


@pytest.mark.parametrize(
    ("number", "href"),
    [
        ("03641 49-0", "tel:+493641490"),
        ("+49 (3641) 49 12 34", "tel:+493641491234"),
        ("0049 3641 49", "tel:+49364149"),
        ("115", "tel:115"),
    ],
)
def test_a_phone_number_becomes_a_link_that_dials(number: str, href: str) -> None:
    assert contact.phone_href(number) == href


def forgotten() -> set[str]:
    before = set(User.objects.values_list("email", flat=True))
    delete("unconfirmed")
    return before - set(User.objects.values_list("email", flat=True))


def test_accounts_nobody_ever_used_are_forgotten_after_two_days(excursion: Excursion) -> None:
    old = NOW - UNCONFIRMED - timedelta(minutes=1)
    factories.user("vertippt@stadt.example", joined_at=old)
    factories.user("gestern@stadt.example", joined_at=NOW - timedelta(days=1))
    factories.user("benutzt@stadt.example", joined_at=old, last_login=old)
    factories.user("benannt@stadt.example", joined_at=old, name="Kim")
    factories.user("team@stadt.example", joined_at=old, is_staff=True)
    entered = factories.user("anruf@stadt.example", joined_at=old)
    factories.by_hand(excursion, factories.user(name="Alex"), email=entered.email)
    assert forgotten() == {"vertippt@stadt.example"}


def test_an_account_is_forgotten_only_after_the_second_day_is_over() -> None:
    now = timezone.now()
    factories.user("a@stadt.example", joined_at=now - UNCONFIRMED + timedelta(hours=1))
    assert forgotten() == set()


def test_forgetting_says_how_many_accounts_it_were() -> None:
    factories.user("vertippt@stadt.example", joined_at=NOW - timedelta(days=3))
    assert delete("unconfirmed") == 1
