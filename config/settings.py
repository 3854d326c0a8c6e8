"""Settings. What differs between installations comes from the environment (docs/operators.md)."""

from pathlib import Path
from urllib.parse import urlsplit

from django.utils.csp import CSP
from whitenoise.compress import Compressor

from config import data, env, keeping, logs, safety

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
# Who is told about weaknesses, by /.well-known/security.txt.
SECURITY_EMAIL = env.text("SECURITY_EMAIL", CONTACT_EMAIL)
# Whom people ask about privacy (name, phone, e-mail), for the notices about it.
PRIVACY_OFFICER = env.text("PRIVACY_OFFICER", "datenschutz@stadt.example" if LOCAL else "")
# Whether somebody else than the person who handed a recap in has to publish it.
RECAPS_NEED_FOUR_EYES = env.flag("RECAPS_NEED_FOUR_EYES")
ALLOWED_MAIL_DOMAINS = env.words(
    "ALLOWED_MAIL_DOMAINS",
    "stadt.example kij.example ksj.example jenakultur.example jenarbeit.example" if LOCAL else "",
)

SECRET_KEY = env.text("SECRET_KEY", "" if LOCAL else None)
if LOCAL and not SECRET_KEY:
    SECRET_KEY = env.demo_secret_key(VAR_DIR / "secret_key")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")

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
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "django_prose_editor",
    "django_tasks_db",
    "jobs",
    "accounts",
    "pages",
    "stations",
    "excursions",
    "recaps",
    "privacy",
    "operations",
    "demo",
]

MIDDLEWARE = [
    # What puts headers on every answer: also on files, redirects and refusals.
    "config.middleware.ResourcePolicyMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "operations.probes.ProbesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.logs.RequestLogMiddleware",  # neither probes nor static files: nobody reads that
    "config.middleware.BodyLimitMiddleware",
    "config.middleware.TextGZipMiddleware",
    "config.middleware.SessionsMiddleware",
    "config.middleware.PersonalAnswersMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.LoginFirstMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
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

DATABASES = {"default": data.database(VAR_DIR)}
CACHES = data.caches()

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": data.media(),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Only developers ask for them, and compressing that of the editor takes longer than all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

# How long what is kept (docs/operators.md).
KEEP_DAYS = keeping.DAYS

# -- Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch")]
# The second folder rewords texts of Django and allauth ("Einloggen" instead of "Anmelden").
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "frameworks"]
FORMAT_MODULE_PATH = "config.formats"
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

SECURE_CSP: dict[str, list[str] | bool] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "upgrade-insecure-requests": not LOCAL,
}
NOT_NEEDED = (
    "accelerometer autoplay browsing-topics camera clipboard-read compute-pressure display-capture "
    "encrypted-media fullscreen gamepad geolocation gyroscope hid identity-credentials-get "
    "idle-detection interest-cohort keyboard-map local-fonts magnetometer microphone midi "
    "otp-credentials payment picture-in-picture private-state-token-issuance "
    "private-state-token-redemption screen-wake-lock serial speaker-selection storage-access "
    "sync-xhr usb window-management xr-spatial-tracking"
)
# What a browser can be asked for is off, but for copying an address and for passkeys.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    **{feature: [] for feature in NOT_NEEDED.split()},
    "clipboard-write": ["self"],
    "publickey-credentials-create": ["self"],
    "publickey-credentials-get": ["self"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
CSRF_COOKIE_HTTPONLY = True
if not LOCAL:  # a browser takes these names only over https, from this host, for all of its paths
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SECURE_SSL_REDIRECT = not LOCAL
# Whoever looks after the processes asks them directly, without TLS and by no name.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_HSTS_SECONDS = 0 if LOCAL else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
BEHIND_PROXY = env.flag("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Otherwise all people together would share one rate limit, that of the proxy's address.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# -- Forms and logs -----------------------------------------------------------------------------

CRISPY_TEMPLATE_PACK = "lichtlinie"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["lichtlinie"]

LOGGING = logs.configuration()

# -- The server (operations.server) -------------------------------------------------------------

BIND = env.text("BIND", "127.0.0.1:8000")
WEB_WORKERS = env.number("WEB_WORKERS", 2)
WEB_THREADS = env.number("WEB_THREADS", 4)
# Who asks for figures at /metrics brings it; without it there are none.
METRICS_TOKEN = env.text("METRICS_TOKEN", "")

safety.insist(
    safety.Chosen(
        debug=DEBUG,
        demo=DEMO,
        site_url=SITE_URL,
        secret_key=SECRET_KEY,
        former_keys=SECRET_KEY_FALLBACKS,
        bind=BIND,
        mail_domains=ALLOWED_MAIL_DOMAINS,
        contact_email=CONTACT_EMAIL,
        var_dir=VAR_DIR,
        database=DATABASES["default"],
    )
)
