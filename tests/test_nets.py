"""The nets themselves hold: a mistake in the code under test would be seen."""

import logging
import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.template import Context, engines
from django.template.backends.django import Template
from django.template.base import Origin
from django.template.base import Template as Base

from tests.settings import POSTGRES
from tests.undefined import OWN_TEMPLATES, UndefinedVariableError

OURS = f"{OWN_TEMPLATES}/x.html"
FOREIGN = "/somewhere/site-packages/django/x.html"


def render(source: str, path: str, **context: object) -> str:
    engine = engines["django"].engine  # type: ignore[attr-defined]
    return str(Base(source, origin=Origin(path), engine=engine).render(Context(context)))


def test_an_undefined_variable_in_our_templates_fails() -> None:
    with pytest.raises(UndefinedVariableError, match="titel"):
        render("{{ excursion.titel }}", OURS, excursion=object())


def test_asking_whether_something_is_there_is_allowed() -> None:
    assert render("{% if recap %}x{% endif %}", OURS) == ""


@pytest.mark.parametrize(
    ("source", "expected"), [("{{ x }}", ""), ("{{ x|default:'y' }}", "y"), ("{{ x|length }}", "0")]
)
def test_templates_of_libraries_work_as_ever(source: str, expected: str) -> None:
    assert render(source, FOREIGN) == expected


def test_every_template_of_ours_can_be_read() -> None:
    for path in sorted(Path(OWN_TEMPLATES).rglob("*.html")):
        found = engines["django"].get_template(str(path.relative_to(OWN_TEMPLATES)))
        assert isinstance(found, Template)


def test_an_error_in_the_log_is_seen(allows_errors: pytest.LogCaptureFixture) -> None:
    for name in ("django.request", "streifzug.jobs", "somebody.else"):
        logging.getLogger(name).error("something")
    assert len(allows_errors.get_records("call")) == 3


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("stadt.example", 443)])
def test_somebody_elses_machine_is_not_reached(address: tuple[str, int]) -> None:
    with socket.socket() as one, pytest.raises(AssertionError, match="wanted to reach"):
        one.connect(address)


@pytest.mark.django_db
def test_the_tests_run_on_the_database_they_were_asked_to(tmp_path: Path) -> None:
    assert connection.vendor == ("postgresql" if POSTGRES else "sqlite")
    if not POSTGRES:
        assert Path(connection.settings_dict["NAME"]).exists()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
        assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
