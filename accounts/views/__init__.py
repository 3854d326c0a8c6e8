"""Logging in, and what people see and change of their own account."""

from accounts.views.address import change_address, confirm_address
from accounts.views.login import (
    ChangePassword,
    ConfirmLoginCode,
    Login,
    RequestLoginCode,
    SetPassword,
)
from accounts.views.own import mail_choice, own

__all__ = [
    "ChangePassword",
    "ConfirmLoginCode",
    "Login",
    "RequestLoginCode",
    "SetPassword",
    "change_address",
    "confirm_address",
    "mail_choice",
    "own",
]
