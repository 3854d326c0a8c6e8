"""Mails about logging in, and accounts nobody used."""

from datetime import datetime, timedelta

from django.conf import settings
from django.tasks import task
from django.utils import timezone

from accounts import contact
from accounts.models import User
from jobs import mails

FORGET_UNUSED_AFTER = timedelta(days=2)


@task(priority=50)  # somebody sits there and waits
def send_login_code(email: str, code: str, good_until: str) -> bool:
    """Sends a one-time code to this address, unless it has expired (ISO 8601) meanwhile."""
    if timezone.now() > datetime.fromisoformat(good_until):
        return False
    context = {"code": code, "site_name": settings.SITE_NAME, "contact": contact.team()}
    mail = mails.render("login_code", context)
    mails.compose(mail, to=email, reply_to=settings.CONTACT_EMAIL).send()
    return True


@task
def forget_unused_accounts() -> int:
    """Deletes accounts whose address was typed in once but never confirmed; returns how many."""
    never_used = User.objects.filter(
        last_login=None,
        name="",
        is_staff=False,
        registrations=None,
        joined_at__lt=timezone.now() - FORGET_UNUSED_AFTER,
    )
    return never_used.delete()[0]
