"""Due work of the excursions: what was promised to be deleted is deleted."""

import pytest

from accounts.models import User
from excursions.models import Excursion
from tests import factories

pytestmark = pytest.mark.django_db


def test_access_needs_do_not_show_themselves_in_a_log(excursion: Excursion, kim: User) -> None:
    registration = factories.registration(excursion, kim, needs="Stufenlos")
    assert "Stufenlos" not in str(registration.access_needs) + repr(registration.access_needs)
