"""Whoever tries the demo can check people in, on every day and at every hour."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from time_machine import TimeMachineFixture

from excursions import check_in, checklist
from excursions.models import Excursion
from tests import factories

pytestmark = pytest.mark.django_db
SLUG = "vom-brennpunkt-zum-engelplatz-"


def load() -> None:
    with override_settings(DEMO=True):
        call_command("load_demo", without_recaps=True)


@pytest.mark.parametrize("hour", [0, 9, 23])
def test_the_one_of_today_has_just_begun(hour: int, clock: TimeMachineFixture) -> None:
    at = factories.berlin(f"2027-05-15 {hour:02}:30")  # a Saturday
    clock.move_to(at)
    load()
    excursion = Excursion.objects.with_seats().get(slug__startswith=SLUG)
    for later in (0, 3):
        assert check_in.why_not_check_in(excursion, at=at + timedelta(hours=later)) is None
    assert timezone.localdate(excursion.ends_at) == at.date()
    assert [one.text for one in checklist.blocking(excursion)] == []


def test_there_is_one_a_day(clock: TimeMachineFixture) -> None:
    load()
    clock.move_to(timezone.now() + timedelta(hours=13))
    load()
    assert Excursion.objects.filter(slug__startswith=SLUG).count() == 1
    clock.move_to(timezone.now() + timedelta(hours=10))
    load()
    assert Excursion.objects.filter(slug__startswith=SLUG).count() == 2
