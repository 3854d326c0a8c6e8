"""The mail that confirms the end of an account."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.tasks import task

from accounts import mails
from jobs.delivery import hand_over


@task
def tell_deleted(email: str, given_back: list[str]) -> bool:
    """Confirms it to the mailbox that was the login; a closed one is no matter."""
    return hand_over(compose(email, given_back))


def compose(email: str, given_back: list[str]) -> EmailMultiAlternatives:
    """The mail, ready to send. `given_back`: titles of excursions."""
    days = settings.KEEP_DAYS["registrations"]
    return mails.compose("account_deleted", email, {"given_back": given_back, "days": days})
