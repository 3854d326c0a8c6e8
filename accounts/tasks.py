"""Mails about logging in."""

from datetime import datetime

from django.tasks import task
from django.utils import timezone

from accounts import addresses
from accounts.mails import compose
from jobs.delivery import hand_over


@task(priority=50)  # somebody sits there and waits
def send_login_code(email: str, code: str, good_until: str) -> bool:
    """Sends a one-time code to this address, unless it has expired (ISO 8601) meanwhile.

    Without a code there is no account: nothing is sent.
    """
    if not code or timezone.now() > datetime.fromisoformat(good_until):
        return False
    compose("login_code", email, {"code": code}).send()
    return True


@task(priority=50)
def send_address_code(email: str, code: str, good_until: str) -> bool:
    """Sends the code that proves a new address (until then, ISO 8601), unless it is taken."""
    if timezone.now() > datetime.fromisoformat(good_until):
        return False
    if addresses.is_taken(email):
        return False
    compose("address_code", email, {"code": code}).send()
    return True


@task(priority=50)
def send_fresh_code(email: str, code: str, good_until: str) -> bool:
    """Sends the code that asks whether it is still the same person (until then, ISO 8601)."""
    if timezone.now() > datetime.fromisoformat(good_until):
        return False
    compose("fresh_code", email, {"code": code}).send()
    return True


@task
def tell_about_factor(email: str, change: str) -> bool:
    """Tells somebody that the second factor was "added", "removed" or "reset", or its "codes"."""
    return hand_over(compose("factor_changed", email, {"change": change}))


@task
def tell_former_address(email: str, new_address: str) -> bool:
    """Tells a mailbox that an account has left it. If it is closed, nobody is there to be told."""
    return hand_over(compose("address_changed", email, {"new_address": new_address}))
