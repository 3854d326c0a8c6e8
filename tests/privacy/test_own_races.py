"""Deleting an account while something else happens to it, in real threads."""

from functools import partial

import pytest
from django.contrib.auth.models import Group

from accounts import roles
from accounts.models import User
from excursions.models import Excursion, Registration
from privacy.own import erase
from tests import factories
from tests.racing import race, refusals

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.mark.parametrize("_round", range(4))
def test_who_registers_at_the_same_moment_leaves_no_place_behind(
    _round: int, kim: User, excursion: Excursion
) -> None:
    results = race(
        partial(erase.delete_account, kim), partial(factories.registration, excursion, kim)
    )
    assert refusals(results) in ([], ["no_account"])
    assert not User.objects.filter(email="kim@stadt.example").exists()
    assert not Registration.objects.live().exists()
    assert not Registration.objects.exclude(user=None).exists()


@pytest.mark.parametrize("_round", range(4))
def test_somebody_entered_by_phone_at_the_same_moment_has_no_account_or_no_place(
    _round: int, kim: User, alex: User, excursion: Excursion
) -> None:
    race(
        partial(erase.delete_account, kim),
        partial(factories.by_hand, excursion, alex, email="kim@stadt.example"),
    )
    assert not User.objects.filter(email="kim@stadt.example").exists()
    registration = Registration.objects.get()
    assert registration.user is None
    assert registration.is_live == (registration.email == "kim@stadt.example")


def test_two_presses_at_once_give_the_place_back_once(
    kim: User, toni: User, excursion: Excursion
) -> None:
    factories.registration(excursion, kim)
    race(*[partial(erase.delete_account, kim) for _ in range(4)])
    assert excursion.registrations.get().events.filter(kind="withdrawn").count() == 1


def test_of_two_administrators_one_stays(db: None) -> None:
    people = []
    for name in ("sascha", "mika"):
        person = factories.user(f"{name}@stadt.example", name=name, is_staff=True)
        person.groups.add(Group.objects.get(name="Administration"))
        people.append(person)
    results = race(*[partial(erase.delete_account, person) for person in people])
    assert refusals(results) == ["last_administrator"]
    assert roles.administrators().count() == 1
