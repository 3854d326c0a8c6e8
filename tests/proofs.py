"""Sessions as they are after logging in, without going through its pages."""

import time

import django.test
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as WHOSE,
)
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY

from accounts.models import User


def log_in(client: django.test.Client, user: User, *methods: str) -> None:
    """Just now, by code and with the second factor, or by these methods alone."""
    client.force_login(user)
    prove(client, user, *(methods or ("code", "mfa")))


def prove(client: django.test.Client, user: User, *methods: str) -> None:
    """The session of this browser has just been proven in these ways, and in no others."""
    session = client.session
    session[WHOSE] = str(user.pk)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": method, "at": time.time()} for method in methods
    ]
    session.save()
