"""Changing the address of an account, which is its login."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import MailChoice, User


def may_have_account(email: str) -> bool:
    """Whether the address belongs to a domain of the city or its enterprises (settings)."""
    return email.rpartition("@")[2].lower() in settings.ALLOWED_MAIL_DOMAINS


@transaction.atomic
def change(user: User, email: str) -> None:
    """The person logs in and is written to at this address from now on, the old one is forgotten.

    Raises IntegrityError when it belongs to another account.
    """
    old, new = user.email, email.strip().lower()
    never_used().filter(email=new).exclude(pk=user.pk).delete()
    user.email = new
    user.mail_fails_since = None
    user.save(update_fields=["email", "mail_fails_since"])
    # allauth would let the old mailbox go on logging in, or the new one into another account.
    EmailAddress.objects.filter(Q(user=user) | Q(email=new)).delete()
    if old != new:
        _take_choice_along(old, new)


def _take_choice_along(old: str, new: str) -> None:
    """What somebody did not want at the one address goes to neither."""
    choice = MailChoice.objects.filter(email=old).first()
    if not choice:
        return
    at_new = MailChoice.objects.filter(email=new).first()
    if at_new:
        at_new.reminders = at_new.reminders and choice.reminders
        at_new.news = at_new.news and choice.news
        at_new.save()
        choice.delete()
    else:
        choice.email = new
        choice.save()


def never_used() -> QuerySet[User]:
    """Accounts that came into being when somebody asked for a code, and were never confirmed."""
    return User.objects.filter(last_login=None, name="", is_staff=False, registrations=None)


def is_taken(email: str) -> bool:
    """Whether it is the address of an account that somebody uses."""
    return User.objects.filter(email=email).exclude(pk__in=never_used()).exists()


def shortened(email: str) -> str:
    """`k…@stadt.example`: enough to know one's own, too little to learn somebody else's."""
    mailbox, _, domain = email.rpartition("@")
    return f"{mailbox[:1]}…@{domain}"
