"""The data map knows every field of every table, and the page in docs/ says the same."""

import pytest
from django.conf import settings
from django.db import connection, models

from privacy import datamap


def test_nothing_is_described_that_is_not_there() -> None:
    assert datamap.stale() == []


def test_a_field_without_an_entry_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    described = datamap._described()
    fields = {name: kind for name, kind in described["accounts.User"].items() if name != "phone"}
    monkeypatch.setattr(datamap, "_described", lambda: described | {"accounts.User": fields})
    assert datamap.missing() == ["accounts.User.phone"]


def test_of_our_own_tables_every_field_is_named() -> None:
    ours = {path.stem for path in datamap.HERE.glob("*.toml")} - {"kinds", "frameworks"}
    through = {m._meta.label for m, _ in datamap.stored() if m._meta.auto_created}
    with_star = {
        label
        for label, fields in datamap._described().items()
        if label.split(".")[0] in ours and datamap.WHOLE in fields
    }
    assert with_star <= through


def test_each_kind_says_why_who_and_how_long() -> None:
    for kind in datamap.kinds().values():
        assert all((kind.label, kind.purpose, kind.seen_by, kind.kept))
        assert "{" not in kind.kept


def test_the_periods_are_those_of_the_settings() -> None:
    assert datamap.kept("needs").startswith(f"{settings.KEEP_DAYS['needs']} Tage")


@pytest.mark.django_db
def test_no_table_of_the_database_is_forgotten() -> None:
    """Also those no model stands for: Django's list of migrations and the cache."""
    tables = {model._meta.db_table for model, _field in datamap.stored()}
    assert set(connection.introspection.table_names()) - tables == {"cache", "django_migrations"}


def test_a_text_somebody_writes_about_a_person_is_not_called_harmless() -> None:
    """Free text with room for a name, in tables about people, belongs to a kind with a period."""
    about_people = {"Registration", "AccessNeeds", "Event", "Message", "User", "MailChoice"}
    harmless = [
        f"{model.__name__}.{field.name}"
        for model, field in datamap.stored()
        if model.__name__ in about_people and isinstance(field, models.CharField | models.TextField)
        for entry in datamap.entries()
        if (entry.model, entry.field) == (model._meta.label, field.name)
        and entry.kind.name == "none"
    ]
    assert harmless == []
