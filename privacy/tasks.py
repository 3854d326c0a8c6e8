"""What the worker does for privacy: deletes what is due, and tells whose account ends."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.tasks import task
from django.urls import reverse
from django.utils import timezone

from accounts.mails import compose
from accounts.models import User
from privacy import ending, numbers, retention
from privacy.models import DeletionRun, EndingAccount
from privacy.rules import DAILY, OFTEN

# One worker also sends mails: it deletes for a moment, looks after the rest, and goes on.
SECONDS = 5
PAUSE = timedelta(seconds=2)


@task
def delete_due(run_id: int | None = None) -> bool:
    """Deletes what is due by all rules, in several tasks if that takes longer; returns whether
    it is finished.
    """
    run = DeletionRun.objects.filter(pk=run_id).first() if run_id else None
    if run is None:
        numbers.keep_due(timezone.now())
    run = retention.carry_out(DAILY, run=run, seconds=SECONDS)
    if run.finished_at is None:
        delete_due.using(run_after=timezone.now() + PAUSE).enqueue(run.pk)
    return run.finished_at is not None


@task
def delete_expired() -> int:
    """Deletes what must not wait for a day; noted only if there was something."""
    at = timezone.now()
    rules = [rule for rule in OFTEN if rule.count(at)]
    if not rules:
        return 0
    return sum(retention.carry_out(rules).counts.values())


@task
def notice_ending() -> int:
    """Notices accounts that come to their end, and has their people told; returns how many."""
    with transaction.atomic():
        users = ending.notice(timezone.now())
        for user in users:
            if user.is_active:
                tell_account_ends.enqueue(user.pk)
    return len(users)


@task
def tell_account_ends(user_id: int) -> bool:
    """Tells somebody that their account ends, unless they have used it meanwhile."""
    account = EndingAccount.objects.filter(account=user_id).select_related("account").first()
    if account is None:
        return False
    letter(account.account, account).send()
    return True


def letter(user: User, account: EndingAccount) -> EmailMultiAlternatives:
    """„Ihr Konto wird gelöscht“, with the day and what to do about it."""
    day = timezone.localdate(account.noticed_at + ending.NOTICE)
    url = settings.SITE_URL + reverse(settings.LOGIN_URL)
    return compose("account_ends", user.email, {"day": f"{day:%d.%m.%Y}", "url": url})
