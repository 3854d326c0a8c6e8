"""Settings. What differs between installations comes from the environment (docs/operators.md)."""

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from whitenoise.compress import Compressor

from config import env, keeping

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

# DEBUG is for developers; DEMO runs like production, but on this machine only, with readable mails.
DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO")
LOCAL = DEBUG or DEMO

SITE_URL = env.text("SITE_URL", "http://localhost:8000" if LOCAL else None).rstrip("/")
SITE_NAME = env.text("SITE_NAME", "Smartes Jena erleben")
ORGANISATION_NAME = env.text("ORGANISATION_NAME", "Stadt Jena")
CONTACT_NAME = env.text("CONTACT_NAME", "Organisationsteam")
CONTACT_PHONE = env.text("CONTACT_PHONE", "03641 000000" if LOCAL else None)
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "exkursionen@stadt.example" if LOCAL else None)
PRESS_NAME = env.text("PRESS_NAME", "Kommunikation")
PRESS_PHONE = env.text("PRESS_PHONE", CONTACT_PHONE)
PRESS_EMAIL = env.text("PRESS_EMAIL", CONTACT_EMAIL)
# Whether somebody else than the person who handed a recap in has to publish it.
RECAPS_NEED_FOUR_EYES = env.flag("RECAPS_NEED_FOUR_EYES")
ALLOWED_MAIL_DOMAINS = env.words(
    "ALLOWED_MAIL_DOMAINS",
    "stadt.example kij.example ksj.example jenakultur.example jenarbeit.example" if LOCAL else "",
)

SECRET_KEY = (
    env.demo_secret_key(VAR_DIR / "secret_key")
    if LOCAL and not env.text("SECRET_KEY", "")
    else env.text("SECRET_KEY")
)
if not LOCAL and not ALLOWED_MAIL_DOMAINS:
    raise ImproperlyConfigured("Set ALLOWED_MAIL_DOMAINS: without it nobody could log in.")

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = LOCAL_HOSTS if LOCAL else [urlsplit(SITE_URL).hostname or ""]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "config.apps.AdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "django_prose_editor",
    "django_tasks_db",
    "jobs",
    "accounts",
    "stations",
    "excursions",
    "recaps",
    "privacy",
    "demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.BodyLimitMiddleware",
    "config.middleware.TextGZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
        },
    },
]

# No cookie of its own, as the privacy page says.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# -- Data ---------------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    # IMMEDIATE: a transaction that will write takes the write lock first and waits for it.
    # The default would read first and then fail with "database is locked" (docs/decisions/0002).
    "transaction_mode": "IMMEDIATE",
    # The lock is not a fair queue: in a rush the unluckiest waits much longer than the average.
    "timeout": 60,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-20000;PRAGMA journal_size_limit=27103364"
    ),
}
VAR_DIR.mkdir(parents=True, exist_ok=True)
DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'streifzug.sqlite3'}")
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    # What the address says, such as sslmode, stays.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": 16,
        "timeout": 20,
    }

# Rate limits must count across processes, so the cache lives in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    },
    # Parts of pages, found by a digest of what they show: they are never out of date, and each
    # process may keep its own.
    "template_fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Photos. Nothing here is served by the web server: a view asks first who may see what.
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Only developers ask for them, and compressing that of the editor takes longer than all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

# How long what is kept (docs/operators.md).
KEEP_DAYS = keeping.DAYS

# -- Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch")]
# The second folder rewords texts of Django and allauth ("Einloggen" instead of "Anmelden").
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "frameworks"]
TIME_ZONE = "Europe/Berlin"
# Whose public holidays count (ISO 3166-2): reminders and deadlines go by working days.
HOLIDAY_REGION = env.text("HOLIDAY_REGION", "DE-TH")
USE_TZ = True

# -- People: config/login_settings.py -----------------------------------------------------------

from config.login_settings import *  # noqa: E402, F403

# -- Mail ---------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.text("FROM_EMAIL", f"{SITE_NAME} <{CONTACT_EMAIL}>")
SERVER_EMAIL = CONTACT_EMAIL
DEMO_MAIL_DIR = VAR_DIR / "mails"
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": str(DEMO_MAIL_DIR)},
    }
    if LOCAL
    else {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env.text("SMTP_HOST"),
            "port": env.number("SMTP_PORT", 587),
            "username": env.text("SMTP_USER", ""),
            "password": env.text("SMTP_PASSWORD", ""),
            "use_tls": env.flag("SMTP_TLS", True),
            "timeout": 20,
        },
    }
}

# -- Security -----------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SECURE_SSL_REDIRECT = not LOCAL
SECURE_HSTS_SECONDS = 0 if LOCAL else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
if env.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Otherwise all people together would share one rate limit, that of the proxy's address.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# -- Forms and logs -----------------------------------------------------------------------------

CRISPY_TEMPLATE_PACK = "lichtlinie"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["lichtlinie"]

LOG_LINE = "{asctime} {levelname} {name}: {message}"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"class": "config.logs.WithoutKeys", "format": LOG_LINE, "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "streifzug": {"level": "INFO"},
    },
}
