"""Where data is kept: embedded on this machine, or on servers that the environment names."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from config import env

SQLITE_OPTIONS = {
    # IMMEDIATE: a transaction that will write takes the write lock first and waits for it.
    # The default would read first and then fail with "database is locked" (docs/decisions/0002).
    "transaction_mode": "IMMEDIATE",
    # The lock is not a fair queue: in a rush the unluckiest waits much longer than the average.
    "timeout": 60,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
        # What is deleted is overwritten: nothing of it is left in the file.
        "PRAGMA secure_delete=ON;"
        "PRAGMA cache_size=-20000;PRAGMA journal_size_limit=27103364"
    ),
}
DATABASE_SCHEMES = {"sqlite", "postgres", "postgresql"}
CACHE_SCHEMES = {
    "redis": "redis",
    "rediss": "rediss",
    "valkey": "redis",  # the same protocol
    "valkeys": "rediss",
}
# Seconds. Without an answer within it the page is refused (docs/decisions/0024).
CACHE_PATIENCE = 2
S3_NEEDS = "S3_BUCKET needs django-storages: pip install --require-hashes -r requirements-s3.txt"


def database(var_dir: Path) -> dict[str, Any]:
    """SQLite in a file of its own, or PostgreSQL by DATABASE_URL."""
    embedded = f"sqlite:///{var_dir / 'streifzug.sqlite3'}"
    url = env.text("DATABASE_URL", embedded) or embedded
    pooled = env.flag("BEHIND_POOLER")
    if url.partition("://")[0] not in DATABASE_SCHEMES:
        env.problems.append("DATABASE_URL must begin with postgres:// or sqlite:///.")
        url = embedded
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError:
        env.problems.append("DATABASE_URL cannot be read: is the password percent-encoded?")
        found = dict(dj_database_url.parse(embedded))
    if found["ENGINE"] == "django.db.backends.sqlite3":
        return found | {"OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": None}
    # What the address says, such as sslmode, stays.
    pool = {"min_size": 1, "max_size": 16, "timeout": 20}
    return found | {
        "OPTIONS": found.get("OPTIONS", {}) | {"pool": pool},
        # A cursor of the server belongs to one of its connections, and a pooler that hands those
        # out by the transaction asks another one for the rest. Django prepares no statements.
        "DISABLE_SERVER_SIDE_CURSORS": pooled,
    }


def caches() -> dict[str, dict[str, Any]]:
    """Rate limits must count across processes: in the database, or in Valkey by CACHE_URL."""
    shared: dict[str, Any] = {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # With fewer, a busy morning would throw counters away while they count.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
    if url := env.text("CACHE_URL", ""):
        scheme, _, rest = url.partition("://")
        if scheme not in CACHE_SCHEMES or not urlsplit(url).hostname:
            text = "CACHE_URL must look like redis://host:6379/0 (or rediss, valkey, valkeys)."
            env.problems.append(text)
        shared = {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"{CACHE_SCHEMES.get(scheme, 'redis')}://{rest}",
            "KEY_PREFIX": "streifzug",
            "OPTIONS": {"socket_connect_timeout": CACHE_PATIENCE, "socket_timeout": CACHE_PATIENCE},
        }
    # Parts of pages, found by a digest of what they show: they are never out of date, and each
    # process may keep its own.
    parts = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {"default": shared, "template_fragments": parts}


def media() -> dict[str, Any]:
    """Photos: files in MEDIA_ROOT, or a private bucket of an object storage by S3_BUCKET.

    Neither is served by a web server: a view asks first who may see what.
    """
    bucket = env.text("S3_BUCKET", "")
    key, secret = env.text("S3_ACCESS_KEY_ID", ""), env.text("S3_SECRET_ACCESS_KEY", "")
    endpoint, region = env.text("S3_ENDPOINT_URL", ""), env.text("S3_REGION", "")
    if not bucket:
        if key or secret or endpoint or region:
            env.problems.append("S3_BUCKET is missing, but other S3 settings are there.")
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    if bool(key) != bool(secret):
        env.problems.append("S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together.")
    if not (find_spec("storages") and find_spec("boto3")):
        env.problems.append(S3_NEEDS)
        return {"BACKEND": "storages.backends.s3.S3Storage"}
    from botocore.config import Config

    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": region or None,
        "access_key": key or None,
        "secret_key": secret or None,
        "default_acl": None,  # what the bucket says: it must be private
        "client_config": Config(
            signature_version="s3v4",
            # Most object storages but Amazon's have no host name for each bucket.
            s3={"addressing_style": "path" if endpoint else "auto"},
            connect_timeout=5,
            read_timeout=20,
            retries={"max_attempts": 3},
        ),
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
