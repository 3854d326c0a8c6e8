"""Accounts nobody uses or that were switched off, and choices of mails nobody gets."""

from datetime import datetime, timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts import addresses
from accounts.models import MailChoice, User
from excursions.models import Registration
from privacy import ending, former
from privacy.retention import Rows, Rule, Sweep, delete

UNCONFIRMED = timedelta(days=2)


def _unconfirmed(at: datetime) -> Rows:
    return addresses.never_used().filter(joined_at__lt=at - UNCONFIRMED)


def _accounts(at: datetime) -> Rows:
    return User.objects.filter(pk__in=ending.over(at).values("pk"))


def forget(users: Rows) -> int:
    """The accounts, with what the admin noted about them. Consents to photos stay without."""
    keys = [str(pk) for pk in users.values_list("pk", flat=True)]
    person = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=person, object_id__in=keys).delete()
    Registration.objects.filter(user__in=users.values("pk")).update(user=None)
    for email in users.values_list("email", flat=True):
        former.leave_contact(email)
    return delete(users)


def _former(at: datetime) -> Rows:
    return former.without_traces(former.colleagues())


def _choices(at: datetime) -> Rows:
    """No account and no registration has the address any more."""
    return MailChoice.objects.filter(
        ~Exists(User.objects.filter(email=OuterRef("email"))),
        ~Exists(Registration.objects.filter(email=OuterRef("email"))),
    )


RULES: list[Rule | Sweep] = [
    Rule("unconfirmed", _("Accounts nobody confirmed"), _unconfirmed),
    Rule("accounts", _("Accounts nobody uses"), _accounts, forget, batch=50),
    Rule("former", _("Former colleagues whom nothing names any more"), _former),
    Rule("mail_choices", _("Choices of mails without a person"), _choices),
]
