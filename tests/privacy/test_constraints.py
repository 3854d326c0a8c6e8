"""What is true of every row of pages, reports and numbers: the database refuses the rest."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from excursions.models import Excursion
from pages.models import BarrierReport, Page
from privacy.models import Headcount
from tests import factories

pytestmark = pytest.mark.django_db
PROVED = {
    "page_key_known",
    "barrier_says_what",
    "barrier_email_is_lower_case",
    "headcount_scope_fits_unit",
    "headcount_of_five_and_more",
    "headcount_one_per_scope",
    "headcount_one_per_unit",
}


def refused(name: str, model: type[models.Model], change: dict[str, Any]) -> None:
    """This change of an otherwise good row meets exactly this constraint."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        model._default_manager.update(**change)
    assert name in str(error.value)


def test_a_page_is_one_of_those_in_the_footer() -> None:
    Page.objects.exclude(key="help").delete()
    Page.objects.get_or_create(key="help")
    refused("page_key_known", Page, {"key": "blog"})


def test_a_report_says_what_happened_and_has_an_address_in_lower_case() -> None:
    BarrierReport.objects.create(what="Der Knopf ist nicht zu lesen.", email="kim@stadt.example")
    refused("barrier_says_what", BarrierReport, {"what": ""})
    refused("barrier_email_is_lower_case", BarrierReport, {"email": "Kim@stadt.example"})


def test_numbers_are_of_five_and_more_and_of_a_unit_or_of_none(excursion: Excursion) -> None:
    Headcount.objects.create(excursion=excursion, scope="unit", unit=factories.unit(), registered=5)
    refused("headcount_of_five_and_more", Headcount, {"registered": 4})
    refused("headcount_of_five_and_more", Headcount, {"registered": None})
    refused("headcount_scope_fits_unit", Headcount, {"unit": None})
    refused("headcount_scope_fits_unit", Headcount, {"scope": "all"})


def test_fewer_than_five_keep_no_number_at_all(excursion: Excursion) -> None:
    Headcount.objects.create(excursion=excursion, scope="all")
    refused("headcount_of_five_and_more", Headcount, {"confirmed": 3})


@pytest.mark.parametrize("scope", ["all", "unit"])
def test_numbers_of_the_same_people_are_kept_once(excursion: Excursion, scope: str) -> None:
    """`headcount_one_per_scope` and `headcount_one_per_unit`; SQLite names only the columns."""
    one = {"scope": scope, "unit": factories.unit() if scope == "unit" else None, "registered": 9}
    Headcount.objects.create(excursion=excursion, **one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Headcount.objects.create(excursion=excursion, **one)


def test_no_constraint_goes_untested() -> None:
    """Whoever adds a constraint adds the row that it refuses."""
    named = {
        constraint.name
        for app in ("pages", "privacy", "operations")
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }
    assert named == PROVED
