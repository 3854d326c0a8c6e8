"""Numbers that stay: of five and more, and nothing to be found by taking away."""

import itertools
import random

import pytest
from django.db import IntegrityError, transaction
from time_machine import TimeMachineFixture

from accounts.models import Unit, User
from excursions.models import Attendance, Excursion, Registration
from privacy import numbers
from privacy.models import Headcount
from tests import factories

pytestmark = pytest.mark.django_db
Row = tuple[str, str, int | None]


def people(excursion: Excursion, unit: Unit | None, number: int, status: str = "confirmed") -> None:
    """So many people of this unit, written past the rules."""
    for _ in range(number):
        user = factories.user(name="Robin Muster")
        Registration.objects.create(
            excursion=excursion,
            user=user,
            name=user.name,
            unit=unit,
            status=status,
            queue_order=user.pk if status == "waiting" else None,
        )


def rows(excursion: Excursion) -> list[Row]:
    return [
        (row.scope, row.unit.name if row.unit else "", row.registered)
        for row in numbers.of(excursion)
    ]


@pytest.fixture
def units() -> list[Unit]:
    return [factories.unit(name) for name in ("Bauamt", "Haushalt", "Kultur")]


def test_units_of_five_and_more_are_named(excursion: Excursion, units: list[Unit]) -> None:
    people(excursion, units[0], 6)
    people(excursion, units[1], 5)
    assert rows(excursion) == [("all", "", 11), ("unit", "Bauamt", 6), ("unit", "Haushalt", 5)]


def test_smaller_units_are_put_together(excursion: Excursion, units: list[Unit]) -> None:
    people(excursion, units[0], 8)
    people(excursion, units[1], 3)
    people(excursion, units[2], 2)
    assert rows(excursion) == [("all", "", 13), ("unit", "Bauamt", 8), ("rest", "", 5)]


def test_a_rest_of_few_takes_the_smallest_unit_with_it(
    excursion: Excursion, units: list[Unit]
) -> None:
    """Otherwise everybody less the Bauamt less the Haushalt would be the two of Kultur."""
    people(excursion, units[0], 9)
    people(excursion, units[1], 6)
    people(excursion, units[2], 2)
    assert rows(excursion) == [("all", "", 17), ("unit", "Bauamt", 9), ("rest", "", 8)]


def test_when_nobody_can_be_named_only_all_are_counted(
    excursion: Excursion, units: list[Unit]
) -> None:
    people(excursion, units[0], 9)
    people(excursion, units[1], 1)
    assert rows(excursion) == [("all", "", 10)]


def test_of_fewer_than_five_nothing_is_kept_but_that(
    excursion: Excursion, units: list[Unit]
) -> None:
    people(excursion, units[0], 4)
    assert rows(excursion) == [("all", "", None)]
    assert numbers.keep(excursion)


def test_what_somebody_typed_as_unit_is_not_kept(excursion: Excursion) -> None:
    excursion.capacity = 6
    excursion.save()
    factories.fill(excursion)
    assert rows(excursion) == [("all", "", 6)]


def test_who_registered_twice_counts_once_with_the_better_end(excursion: Excursion) -> None:
    excursion.capacity = 5
    excursion.save()
    for registration in factories.fill(excursion):
        Registration.objects.create(
            excursion=excursion,
            user=registration.user,
            name=registration.name,
            status=Registration.Status.WITHDRAWN,
        )
    (row,) = numbers.of(excursion)
    assert (row.registered, row.confirmed, row.withdrawn) == (5, 5, 0)


def test_what_became_of_few_is_said_of_all_only(excursion: Excursion, units: list[Unit]) -> None:
    people(excursion, units[0], 6)
    people(excursion, units[1], 5)
    people(excursion, units[1], 1, "withdrawn")
    everybody, *per_unit = numbers.of(excursion)
    assert (everybody.confirmed, everybody.withdrawn) == (11, 1)
    assert {(row.confirmed, row.withdrawn) for row in per_unit} == {(None, None)}


def test_what_became_of_many_is_said_per_unit(excursion: Excursion, units: list[Unit]) -> None:
    people(excursion, units[0], 6)
    people(excursion, units[1], 5)
    people(excursion, units[1], 7, "waiting")
    _everybody, *per_unit = numbers.of(excursion)
    assert [(row.confirmed, row.waiting) for row in per_unit] == [(5, 7), (6, 0)]


def test_nothing_about_few_people_can_be_worked_out(excursion: Excursion) -> None:
    """A thousand made-up excursions: every number that is kept, and every sum and difference of
    the numbers of the groups and of all, is about nobody or about five and more.
    """
    dice = random.Random(2027)
    for _ in range(1000):
        groups = {unit: _group(dice) for unit in [numbers.REST, *range(1, dice.randint(1, 8))]}
        shown = numbers._put_together({unit: g for unit, g in groups.items() if g.size})
        total = sum(group.size for group in groups.values())
        sizes = [group.size for group in shown.values()]
        assert sum(sizes) == total
        for length in range(len(sizes) + 1):
            for some in itertools.combinations(sizes, length):
                left = total - sum(some)
                assert left == 0 or left >= 5 or total < 5


def _group(dice: random.Random) -> numbers.Group:
    group = numbers.Group()
    for _ in range(dice.choice([0, 1, 2, 3, 4, 5, 6, 12])):
        group.states[dice.choice(numbers.STATES)] += 1
    return group


def test_who_was_there_is_said_per_unit_only_if_few_missed_nowhere(
    excursion: Excursion, units: list[Unit]
) -> None:
    people(excursion, units[0], 10)
    people(excursion, units[1], 5)
    there = list(excursion.registrations.all())
    check_in(there[:9])  # one of the ten missed it
    everybody, *per_unit = numbers.of(excursion)
    assert everybody.attended == 9
    assert {row.attended for row in per_unit} == {None}
    check_in(there[9:])
    assert [row.attended for row in numbers.of(excursion)] == [15, 10, 5]


def test_without_a_check_in_nobody_is_said_to_have_missed_it(
    excursion: Excursion, units: list[Unit]
) -> None:
    people(excursion, units[0], 10)
    people(excursion, units[1], 5)
    assert {row.attended for row in numbers.of(excursion)} == {None}


def check_in(registrations: list[Registration]) -> None:
    Attendance.objects.bulk_create(
        Attendance(excursion=one.excursion, registration=one) for one in registrations
    )


def test_they_are_kept_once(
    excursion: Excursion, units: list[Unit], clock: TimeMachineFixture
) -> None:
    people(excursion, units[0], 6)
    clock.move_to(excursion.ends_at)
    from datetime import timedelta

    from django.utils import timezone

    assert numbers.keep_due(timezone.now()) == 0
    clock.shift(timedelta(days=30, minutes=1))
    assert numbers.keep_due(timezone.now()) == 1
    people(excursion, units[0], 6)
    assert numbers.keep_due(timezone.now()) == 0
    assert Headcount.objects.filter(scope="all").get().registered == 6


@pytest.mark.parametrize("registered", [4, 0])
def test_the_database_refuses_small_groups(
    excursion: Excursion, units: list[Unit], registered: int
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Headcount.objects.create(
            excursion=excursion, scope="unit", unit=units[0], registered=registered
        )


def test_the_database_refuses_two_counts_of_the_same(excursion: Excursion) -> None:
    Headcount.objects.create(excursion=excursion, scope="all", registered=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Headcount.objects.create(excursion=excursion, scope="all", registered=6)


def test_a_headcount_names_no_person(excursion: Excursion, kim: User) -> None:
    """By its columns: there is no way from a number to somebody."""
    related = {field.related_model for field in Headcount._meta.get_fields() if field.is_relation}
    assert related == {Excursion, Unit}
