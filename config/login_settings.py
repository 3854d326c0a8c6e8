"""Settings of people and how they log in; part of config.settings."""

from config import env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["config.auth.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.ContextValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "excursions:list"
LOGOUT_REDIRECT_URL = "excursions:list"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "accounts.forms.ConfirmLoginCodeForm",
    "login": "accounts.forms.LoginForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; the login form goes by it
ACCOUNT_EMAIL_VERIFICATION = "none"  # a code reaches the mailbox before anybody is logged in
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
# Whole town halls share one address, and everybody comes at eight; a mailbox is one person's.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "300/m/ip,3/m/key,10/h/key",
    "access_code": "100/h/ip,10/15m/key",
    "login_failed": "30/m/ip,5/5m/key",
    "change_address": "20/h/user,3/m/key,10/h/key",
    "fresh_code": "3/m/user,10/h/user",
    "report_barrier": "30/h/ip",
    "mail_code": "5/15m/key",  # attempts at one code, as long as it is good
    "wrong_code": "60/m/ip,600/h/ip",  # at codes of many people
    # No person comes near these (`accounts.limits`); `excursions.limits` knows about places.
    "upload": "600/h/user",
    "export": "60/h/user",
    "calendar_address": "30/h/user",
    "mail_choice": "30/h/key",
}

MFA_ADAPTER = "accounts.factor_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Wherever a passkey is asked for: a question that lets one through without finger, face or PIN
# could be answered where a passkey alone is both factors.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# Browsers allow http for localhost, and only there.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env.flag("DEBUG") or env.flag("DEMO")
MFA_TOTP_TOLERANCE = 1  # clocks of phones run half a minute late or early
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}  # a town hall shares one address
MFA_FORMS = {
    "authenticate": "accounts.factor_forms.FactorLoginForm",
    "activate_totp": "accounts.factor_forms.ActivateForm",
}

# -- Single sign-on by OpenID Connect: there as soon as OIDC_ISSUER is set ----------------------

OIDC_ISSUER = env.text("OIDC_ISSUER", "").rstrip("/")
OIDC_NAME = env.text("OIDC_NAME", "Konto der Stadt")
OIDC_NAME_CLAIM = env.text("OIDC_NAME_CLAIM", "name")
OIDC_EMAIL_CLAIM = env.text("OIDC_EMAIL_CLAIM", "email")
OIDC_UNIT_CLAIM = env.text("OIDC_UNIT_CLAIM", "")
# Whether every address the provider names is proven, although it does not say `email_verified`.
OIDC_TRUSTS_EMAIL = env.flag("OIDC_TRUSTS_EMAIL")
# Whether its own second factor is enough for the administration.
SSO_BRINGS_SECOND_FACTOR = env.flag("SSO_BRINGS_SECOND_FACTOR")
SOCIALACCOUNT_ADAPTER = "accounts.sso_adapter.SingleSignOnAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # the policy lets no form lead to another site (decision 0017)
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "stadt",
                    "name": OIDC_NAME,
                    "client_id": env.text("OIDC_CLIENT_ID"),
                    "secret": env.text("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_ISSUER},
                }
            ],
        }
    }
    if OIDC_ISSUER
    else {}
)

# Where staff work, a session has to prove again who it belongs to (docs/decisions/0016).
WORK_SESSION_AGE = 12 * 60 * 60
WORK_SESSION_IDLE = 60 * 60

SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
