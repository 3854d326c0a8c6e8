"""Where staff work, a session has to prove again who it belongs to; and rights end at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.urls import reverse
from time_machine import TimeMachineFixture

from accounts.models import User
from tests.accounts.app import code_of, give_app
from tests.conftest import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rate_limits")]
ADMIN = reverse("admin:index")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def limits(settings: LazySettings) -> None:
    settings.WORK_SESSION_AGE, settings.WORK_SESSION_IDLE = 12 * 60 * 60, 60 * 60


@pytest.mark.usefixtures("limits")
def test_after_an_idle_hour_work_goes_on_with_a_proof_and_nothing_typed_is_lost(
    alex: User, as_alex: Client, clock: TimeMachineFixture
) -> None:
    give_app(alex)
    clock.shift(timedelta(minutes=59))
    assert as_alex.get(ADMIN).status_code == 200
    clock.shift(timedelta(minutes=61))
    add = reverse("admin:stations_station_add")
    page = as_alex.post(add, {"name": "Halbfertig"}).headers["Location"]
    assert page == reverse("account_fresh", query={"next": add, "why": "idle"})
    assert "eine Stunde lang nichts getan" in text(as_alex.get(page))
    answer = as_alex.post(page, {"code": code_of(alex)})
    assert 'name="name" value="Halbfertig"' in text(as_alex.get(answer.headers["Location"]))
    assert as_alex.get(ADMIN).status_code == 200


@pytest.mark.usefixtures("limits")
def test_a_working_day_ends_after_twelve_hours(
    alex: User, as_alex: Client, clock: TimeMachineFixture
) -> None:
    for _ in range(13):
        answer = as_alex.get(ADMIN)
        assert answer.status_code == 200
        clock.shift(timedelta(minutes=55, seconds=50))
    clock.shift(timedelta(minutes=5))
    answer = as_alex.get(ADMIN)
    assert "why=old" in answer.headers["Location"]
    assert "vor mehr als zwölf Stunden" in text(as_alex.get(answer.headers["Location"]))


@pytest.mark.usefixtures("limits")
def test_employees_are_asked_for_nothing_of_that(as_kim: Client, clock: TimeMachineFixture) -> None:
    clock.shift(timedelta(days=13))
    assert as_kim.get(reverse("excursions:mine")).status_code == 200


def test_a_session_that_has_ended_loses_nothing_typed_in_the_administration(
    client: Client,
) -> None:
    answer = client.post(reverse("admin:stations_station_add"), {"name": "Halbfertig"})
    assert answer.status_code == 401
    assert 'name="name" value="Halbfertig"' in text(answer)


def test_work_of_somebody_who_was_withdrawn_ends_at_once(alex: User, as_alex: Client) -> None:
    assert as_alex.get(reverse("admin:excursions_excursion_changelist")).status_code == 200
    alex.groups.clear()
    assert as_alex.get(ADMIN).status_code == 302
    alex.is_active = False
    alex.save()
    assert as_alex.get(reverse("account_own")).status_code == 302
