"""A code that goes to a mailbox and proves that the person in front of this browser reads it.

What was sent lives in the session, so a code is good for one browser, and the latest one only.
"""

import string
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypedDict

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

DIGITS = 6


class Sent(TypedDict):
    """What the session keeps of a code that is on its way; the code itself is not in it."""

    email: str
    salt: str
    digest: str
    good_until: str


class Answer(StrEnum):
    """What is true of a code that was typed."""

    RIGHT = "right"
    WRONG = "wrong"
    ATTEMPTS = "attempts"  # too many; nothing that is typed now helps


def make(email: str) -> tuple[str, Sent]:
    """A new code for this mailbox, and what to keep of it."""
    code = get_random_string(DIGITS, string.digits)
    salt = get_random_string(22)
    good_until = timezone.now() + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    sent = Sent(
        email=email,
        salt=salt,
        digest=_digest(salt, email, code),
        good_until=good_until.isoformat(),
    )
    return code, sent


def is_over(sent: Sent) -> bool:
    """Whether the code is too old."""
    return timezone.now() > datetime.fromisoformat(sent["good_until"])


def check(request: HttpRequest, sent: Sent, typed: str) -> Answer:
    """Whether this is the code. The attempts are counted across processes."""
    attempt = {"action": "mail_code", "key": sent["salt"]}
    if not ratelimit.consume(request, **attempt):
        return Answer.ATTEMPTS
    if constant_time_compare(_digest(sent["salt"], sent["email"], typed), sent["digest"]):
        return Answer.RIGHT
    is_last = not ratelimit.consume(request, dry_run=True, **attempt)
    return Answer.ATTEMPTS if is_last else Answer.WRONG


def _digest(salt: str, email: str, code: str) -> str:
    typed = "".join(code.split())
    key = f"accounts.mail_code.{salt}"
    return salted_hmac(key, f"{email} {typed}", algorithm="sha256").hexdigest()
