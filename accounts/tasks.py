"""Mails about logging in."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.tasks import task
from django.utils import timezone

from accounts import addresses, contact
from jobs import mails
from jobs.delivery import Answer, Delivery


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
    return _hand_over(compose("factor_changed", email, {"change": change}))


@task
def tell_former_address(email: str, new_address: str) -> bool:
    """Tells a mailbox that an account has left it. If it is closed, nobody is there to be told."""
    return _hand_over(compose("address_changed", email, {"new_address": new_address}))


def _hand_over(mail: EmailMultiAlternatives) -> bool:
    """Whether the server took it; raises OSError to try again later."""
    with Delivery() as delivery:
        outcome = delivery.hand_over(mail)
    if outcome.answer in (Answer.LATER, Answer.NO_SERVER):
        raise OSError(outcome.said)
    return outcome.answer is Answer.TAKEN


def compose(template: str, email: str, context: dict[str, str]) -> EmailMultiAlternatives:
    """A mail about somebody's account, ready to send."""
    names = {"site_name": settings.SITE_NAME, "contact": contact.team()}
    mail = mails.render(template, names | context)
    return mails.compose(mail, to=email, reply_to=settings.CONTACT_EMAIL)
