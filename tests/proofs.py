"""Sessions as they are after logging in, without going through its pages."""

import time

import django.test
from allauth.account.internal.flows import login as flow

from accounts.models import User
from accounts.second_factor import LAST_WORK

WHOSE = flow._AUTHENTICATION_METHODS_USER_SESSION_KEY
METHODS = flow.AUTHENTICATION_METHODS_SESSION_KEY


def log_in(client: django.test.Client, user: User, *methods: str) -> None:
    """Just now, by code and with the second factor, or by these methods alone."""
    client.force_login(user)
    prove(client, user, *(methods or ("code", "mfa")))


def prove(client: django.test.Client, user: User, *methods: str) -> None:
    """The session of this browser has just been proven in these ways, and in no others."""
    session = client.session
    session[WHOSE] = str(user.pk)
    session[METHODS] = [{"method": method, "at": time.time()} for method in methods]
    session[LAST_WORK] = time.time()
    session.save()
