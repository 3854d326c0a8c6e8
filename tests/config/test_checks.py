"""What the IT is told although the site runs."""

from typing import Any

import pytest
from django.core import checks

from config import env
from config.checks import misspelt


def warnings() -> list[str]:
    return [str(found.msg) for found in checks.run_checks(tags=["operation"])]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"host": "mail.stadt.example", "use_tls": True}, 0),
        ({"host": "localhost", "use_tls": False}, 0),
        ({"host": "mail.stadt.example", "use_tls": False}, 1),
    ],
)
def test_mail_without_encryption_is_named(
    options: dict[str, Any], expected: int, settings: Any
) -> None:
    settings.MAILERS = {"default": {"BACKEND": "smtp", "OPTIONS": options}}
    found = warnings()
    assert len(found) == expected
    assert all("mail.stadt.example" in text for text in found)


def test_a_misspelt_variable_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALOWED_MAIL_DOMAINS", "stadt.example")
    (text,) = warnings()
    assert "ALOWED_MAIL_DOMAINS" in text


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("SMTP_PASWORD", "SMTP_PASSWORD"),
        ("SECRETKEY_FILE", "SECRET_KEY_FILE"),
        ("S3_BUCKETNAME", ""),
        ("OIDC_NOTHING", ""),
    ],
)
def test_what_was_probably_meant_is_said(variable: str, meant: str) -> None:
    ((name, said),) = misspelt([variable])
    assert name == variable
    assert meant in ("", said)


def test_other_variables_are_nobodys_business() -> None:
    assert misspelt(["PATH", "HOME", "LANG", "PYTHONPATH", "TEST_DIR", "VIRTUAL_ENV"]) == []
    assert misspelt(sorted(env.names)) == []
