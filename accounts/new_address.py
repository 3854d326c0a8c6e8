"""A new address for an account: who asks for it proves with a code that its mailbox is theirs.

What is asked for lives in the session, so a code is good for one browser, and the latest one only.
"""

import string
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypedDict, cast

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from accounts import addresses, tasks
from accounts.models import User

SESSION_KEY = "new_address"
DIGITS = 6


class Asked(TypedDict):
    """What the session keeps of a code that is on its way; the code itself is not in it."""

    email: str
    salt: str
    digest: str
    good_until: str


class Outcome(StrEnum):
    """What became of a code."""

    CHANGED = "changed"
    WRONG = "wrong"
    ATTEMPTS = "attempts"
    EXPIRED = "expired"
    TAKEN = "taken"


def ask(request: HttpRequest, email: str) -> bool:
    """Has a code sent to this address, unless there were too many already.

    The same happens for an address that is taken: only the worker looks, and then sends nothing.
    """
    if not ratelimit.consume(request, action="change_address", key=email):
        return False
    code = get_random_string(DIGITS, string.digits)
    salt = get_random_string(22)
    good_until = timezone.now() + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    request.session[SESSION_KEY] = Asked(
        email=email,
        salt=salt,
        digest=_digest(salt, email, code),
        good_until=good_until.isoformat(),
    )
    tasks.send_address_code.enqueue(email, code, good_until.isoformat())
    return True


def asked(request: HttpRequest) -> Asked | None:
    """What this browser has asked for, perhaps too long ago."""
    return cast("Asked | None", request.session.get(SESSION_KEY))


def is_over(asked: Asked) -> bool:
    """Whether its code is too old."""
    return timezone.now() > datetime.fromisoformat(asked["good_until"])


def confirm(request: HttpRequest, asked: Asked, code: str) -> Outcome:
    """Changes the address if the code is right. The attempts are counted across processes."""
    attempt = {"action": "confirm_address", "key": asked["salt"]}
    if not ratelimit.consume(request, **attempt):
        return Outcome.ATTEMPTS
    if not constant_time_compare(_digest(asked["salt"], asked["email"], code), asked["digest"]):
        is_last = not ratelimit.consume(request, dry_run=True, **attempt)
        return Outcome.ATTEMPTS if is_last else Outcome.WRONG
    assert isinstance(request.user, User)
    try:
        _change(request.user, asked["email"])
    except IntegrityError:
        return Outcome.TAKEN
    update_session_auth_hash(request, request.user)
    return Outcome.CHANGED


def forget(request: HttpRequest) -> None:
    """Nothing is asked for any more."""
    request.session.pop(SESSION_KEY, None)


@transaction.atomic
def _change(user: User, email: str) -> None:
    """The former mailbox hears of it, unless mails do not arrive there."""
    old, arrives = user.email, user.mail_fails_since is None
    addresses.change(user, email)
    if arrives:
        tasks.tell_former_address.enqueue(old, addresses.shortened(email))


def _digest(salt: str, email: str, code: str) -> str:
    typed = "".join(code.split())
    key = f"accounts.new_address.{salt}"
    return salted_hmac(key, f"{email} {typed}", algorithm="sha256").hexdigest()
