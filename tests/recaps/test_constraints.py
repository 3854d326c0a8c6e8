"""What the database itself refuses, whoever writes."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from recaps.models import PhotoPerson, Publication, Recap, RecapPhoto, RecapVersion
from tests.recaps import factories


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"status": "secret"}, "recap_status_known"),
        ({"status": "scheduled"}, "recap_scheduled_has_moment"),
        ({"publish_at": timezone.now()}, "recap_scheduled_has_moment"),
    ],
)
def test_a_recap(alex: User, fields: dict[str, Any], constraint: str) -> None:
    recap = factories.recap(alex)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Recap.objects.filter(pk=recap.pk).update(**fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "secret"}, "photo_state_known"),
        ({"recognisable": "x"}, "photo_recognisable_known"),
        ({"focus_x": 101}, "photo_focus_is_percent"),
        ({"is_public": True, "taken_down_at": timezone.now()}, "photo_taken_down_is_not_public"),
        ({"is_decorative": True}, "photo_decorative_has_no_alt"),
    ],
)
def test_a_photo(alex: User, fields: dict[str, Any], constraint: str) -> None:
    photo = factories.photo(factories.recap(alex), alex, ready=False)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RecapPhoto.objects.filter(pk=photo.pk).update(**fields)


def unique(name: str) -> Any:
    """SQLite names the columns of a plain unique constraint, PostgreSQL the constraint."""
    return pytest.raises(IntegrityError, match=f"{name}|UNIQUE constraint failed")


def test_two_covers(alex: User) -> None:
    recap = factories.recap(alex)
    for _ in range(2):
        factories.photo(recap, alex, ready=False)
    with unique("photo_one_cover"), transaction.atomic():
        RecapPhoto.objects.update(is_cover=True)


def test_an_unknown_licence(alex: User) -> None:
    factories.photo(factories.recap(alex), alex, ready=False)
    with pytest.raises(IntegrityError, match="photo_licence_known"), transaction.atomic():
        RecapPhoto.objects.update(licence="mine")  # "photo_licence_known"


def test_somebody_named_twice_on_a_photo(alex: User) -> None:
    excursion = factories.past_excursion()
    person = factories.took_part(excursion, photo_consent=True)
    recap = factories.recap(alex, excursion)
    photo = factories.photo(recap, alex, ready=False, recognisable="yes", people=[person])
    with unique("photo_person_named_once"), transaction.atomic():
        PhotoPerson.objects.create(photo=photo, registration=person)


@pytest.mark.parametrize(
    "fields", [{"content": None}, {"withdrawn_at": timezone.now()}], ids=["empty", "withdrawn"]
)
def test_an_article_that_is_half_withdrawn(robin: User, fields: dict[str, Any]) -> None:
    factories.published(robin, photos=0)
    with (
        pytest.raises(IntegrityError, match="publication_withdrawn_is_empty"),
        transaction.atomic(),
    ):
        Publication.objects.update(**fields)


def test_an_unknown_line_of_the_history(alex: User) -> None:
    factories.recap(alex)
    with pytest.raises(IntegrityError, match="version_kind_known"), transaction.atomic():
        RecapVersion.objects.update(kind="secret")


def test_two_lines_of_the_history_with_one_number(alex: User) -> None:
    recap = factories.written(alex)
    with unique("version_number_unique"), transaction.atomic():
        recap.versions.update(number=1)


def test_every_constraint_is_tested() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("recaps").get_models()
        for constraint in model._meta.constraints
    }
    source = Path(__file__).read_text()
    assert {name for name in named if f'"{name}"' not in source} == set()
