"""Due work of the excursions: what was promised to be deleted is deleted."""

from datetime import timedelta

import pytest
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import tasks
from excursions.models import AccessNeeds, Excursion, Registration
from tests import factories

pytestmark = pytest.mark.django_db


def test_access_needs_are_deleted_14_days_after_the_excursion(
    excursion: Excursion, kim: User, clock: TimeMachineFixture
) -> None:
    factories.registration(excursion, kim, needs="Stufenlos")
    clock.move_to(excursion.ends_at + timedelta(days=14) - timedelta(minutes=1))
    assert tasks.delete_access_needs.call() == 0
    clock.move_to(excursion.ends_at + timedelta(days=14, seconds=1))
    assert tasks.delete_access_needs.call() == 1
    assert not AccessNeeds.objects.exists()
    assert Registration.objects.get().is_confirmed


def test_access_needs_of_what_is_still_to_come_stay(
    excursion: Excursion, kim: User, clock: TimeMachineFixture
) -> None:
    later = factories.excursion(starts_at=excursion.ends_at + timedelta(days=14))
    factories.registration(later, kim, needs="Stufenlos")
    clock.move_to(excursion.ends_at + timedelta(days=15))
    assert tasks.delete_access_needs.call() == 0


def test_access_needs_do_not_show_themselves_in_a_log(excursion: Excursion, kim: User) -> None:
    registration = factories.registration(excursion, kim, needs="Stufenlos")
    assert "Stufenlos" not in str(registration.access_needs) + repr(registration.access_needs)
