"""Two who took part, of whom photos may appear and may not."""

import pytest

from excursions.models import Registration
from recaps.models import Recap
from tests.recaps import factories


@pytest.fixture
def kims(recap: Recap) -> Registration:
    return factories.took_part(recap.excursion, photo_consent=True, name="Kim Ja")


@pytest.fixture
def tonis(recap: Recap) -> Registration:
    return factories.took_part(recap.excursion, photo_consent=False, name="Toni Nein")
