"""Logging in, and what people see and change of their own account."""

from accounts.views.access import access_code
from accounts.views.address import change_address, confirm_address
from accounts.views.factors import (
    AddApp,
    AddPasskey,
    RecoveryCodes,
    RemoveApp,
    RemovePasskey,
    RenewRecoveryCodes,
    ShowFactor,
    factors,
)
from accounts.views.fresh import fresh, send_again
from accounts.views.login import (
    ChangePassword,
    ConfirmLoginCode,
    Login,
    LoginByPasskey,
    RequestLoginCode,
    SetPassword,
)
from accounts.views.own import mail_choice, own
from accounts.views.sessions import own_sessions
from accounts.views.sso import sso_callback, sso_login

__all__ = [
    "AddApp",
    "AddPasskey",
    "ChangePassword",
    "ConfirmLoginCode",
    "Login",
    "LoginByPasskey",
    "RecoveryCodes",
    "RemoveApp",
    "RemovePasskey",
    "RenewRecoveryCodes",
    "RequestLoginCode",
    "SetPassword",
    "ShowFactor",
    "access_code",
    "change_address",
    "confirm_address",
    "factors",
    "fresh",
    "mail_choice",
    "own",
    "own_sessions",
    "send_again",
    "sso_callback",
    "sso_login",
]
