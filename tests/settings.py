"""Settings of the tests: those of production, with a database of their own.

`TEST_DATABASE=postgres` runs everything on a real PostgreSQL that starts and ends with pytest.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, cast

POSTGRES = os.environ.get("TEST_DATABASE") == "postgres"

# The first process prepares; the processes of xdist and of the tests inherit what it found.
if "TEST_DIR" not in os.environ:
    os.environ["TEST_DIR"] = tempfile.mkdtemp(prefix="streifzug-tests-")
    atexit.register(shutil.rmtree, os.environ["TEST_DIR"], ignore_errors=True)
    if POSTGRES:
        from tests import postgres

        os.environ["DATABASE_URL"] = postgres.start(
            Path(os.environ["TEST_DIR"]) / "postgres", durable=False
        )
    else:
        os.environ["DATABASE_URL"] = f"sqlite:///{os.environ['TEST_DIR']}/streifzug.sqlite3"

os.environ.update(
    DEBUG="0",
    DEMO="0",
    SECRET_KEY="only for tests, long enough for the checks of django: 0123456789",
    SITE_URL="https://exkursionen.stadt.example",
    SITE_NAME="Smartes Jena erleben",
    CONTACT_NAME="Organisationsteam",
    CONTACT_PHONE="03641 49-0",
    CONTACT_EMAIL="exkursionen@stadt.example",
    FROM_EMAIL="Smartes Jena erleben <exkursionen@stadt.example>",
    ALLOWED_MAIL_DOMAINS="stadt.example kij.example",
    SMTP_HOST="mail.invalid",
    VAR_DIR=os.environ["TEST_DIR"],
)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, LOGGING, STATIC_ROOT, STORAGES, TEMPLATES  # noqa: E402
from tests.undefined import Undefined  # noqa: E402

if not POSTGRES:  # a file, as in production: threads and processes share it
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['TEST_DIR']}/test.sqlite3"}

STATIC_ROOT.mkdir(exist_ok=True)
# Each process of xdist has a database of its own, and the photos that belong to it.
MEDIA_ROOT = Path(os.environ["TEST_DIR"]) / f"media-{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
# Tests travel through time, and the people in them stay logged in. Those of the limits set them.
WORK_SESSION_AGE = WORK_SESSION_IDLE = 10 * 365 * 24 * 60 * 60
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
cast(Any, TEMPLATES)[0]["OPTIONS"]["string_if_invalid"] = Undefined()
# Errors of Django's own loggers must reach the net in conftest.py.
cast(Any, LOGGING)["loggers"]["django"] = {"level": "WARNING"}
cast(Any, LOGGING)["root"]["handlers"] = []
