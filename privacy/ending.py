"""Accounts that come to their end: noticed, told, and deleted 30 days later."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from excursions.models import Registration
from privacy import former
from privacy.models import EndingAccount

NOTICE = timedelta(days=30)
MOST_AT_ONCE = 200


def _seen() -> Coalesce:
    """When somebody last used the account."""
    return Coalesce("last_login", "joined_at", output_field=DateTimeField())


def _idle_before(at: datetime) -> datetime:
    return at - timedelta(days=settings.KEEP_DAYS["accounts"])


def _without_places(at: datetime) -> QuerySet[User]:
    """Nothing of theirs is kept but consents to photos. Whoever may do everything stays: an
    installation must not lose its last administrator.
    """
    kept = at - timedelta(days=settings.KEEP_DAYS["registrations"])
    theirs = Registration.objects.filter(user=OuterRef("pk"), excursion__ends_at__gte=kept)
    people = User.objects.exclude(pk__in=former.colleagues().values("pk"))
    return people.annotate(seen_at=_seen()).filter(~Exists(theirs), is_superuser=False)


def _noticed() -> Exists:
    return Exists(EndingAccount.objects.filter(account=OuterRef("pk")))


def due_for_notice(at: datetime) -> QuerySet[User]:
    """Who has to be told now, or only noticed, if the account is switched off."""
    idle = Q(seen_at__lt=_idle_before(at) + NOTICE)
    return _without_places(at).filter(idle | Q(is_active=False)).exclude(_noticed())


def over(at: datetime) -> QuerySet[User]:
    """Whose account ends now: noticed 30 days ago, and not used since."""
    noticed = EndingAccount.objects.filter(account=OuterRef("pk"), noticed_at__lt=at - NOTICE)
    return _without_places(at).filter(
        Exists(noticed), Q(is_active=False) | Q(seen_at__lt=_idle_before(at))
    )


def notice(at: datetime) -> list[User]:
    """Notes whose account comes to its end now, and returns them.

    Call it in the transaction that has them told.
    """
    came_back = EndingAccount.objects.filter(account__is_active=True)
    came_back.filter(account__last_login__gt=F("noticed_at")).delete()
    noticed = []
    for user in due_for_notice(at).order_by("pk")[:MOST_AT_ONCE]:
        _ending, is_new = EndingAccount.objects.get_or_create(
            account=user, defaults={"noticed_at": at}
        )
        if is_new:
            noticed.append(user)
    return noticed
