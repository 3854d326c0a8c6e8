"""The mail that confirms the end of an account."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.tasks import task

from accounts import contact
from jobs import mails
from jobs.delivery import Answer, Delivery


@task
def tell_deleted(email: str, given_back: list[str]) -> bool:
    """Confirms it to the mailbox that was the login; a closed one is no matter."""
    with Delivery() as delivery:
        outcome = delivery.hand_over(compose(email, given_back))
    if outcome.answer in (Answer.LATER, Answer.NO_SERVER):
        raise OSError(outcome.said)
    return outcome.answer is Answer.TAKEN


def compose(email: str, given_back: list[str]) -> EmailMultiAlternatives:
    """The mail, ready to send. `given_back`: titles of excursions."""
    context: dict[str, Any] = {
        "site_name": settings.SITE_NAME,
        "contact": contact.team(),
        "given_back": given_back,
        "days": settings.KEEP_DAYS["registrations"],
    }
    mail = mails.render("account_deleted", context)
    return mails.compose(mail, to=email, reply_to=settings.CONTACT_EMAIL)
