"""Which mails somebody can do without, and the link by which they say so."""

from collections.abc import Iterable
from enum import StrEnum

from django.db.models import QuerySet

from accounts.models import MailChoice


class Choice(StrEnum):
    """The fields of `MailChoice`."""

    REMINDERS = "reminders"
    NEWS = "news"


def wants(email: str, choice: Choice) -> bool:
    """Whether mails of this kind may go to this address; who never said anything gets them."""
    return bool(getattr(of(email), choice))


def refusing(choice: Choice) -> QuerySet[MailChoice]:
    """Everybody who does not want mails of this kind."""
    return MailChoice.objects.filter(**{choice: False})


def token(email: str) -> str:
    """For the link in a mail: made when it is needed first, and then the same for ever."""
    return MailChoice.objects.get_or_create(email=email)[0].token


def prepare(emails: Iterable[str]) -> None:
    """Makes the links for many addresses at once. In order: two workers may do the same."""
    rows = [MailChoice(email=email) for email in sorted(emails)]
    MailChoice.objects.bulk_create(rows, ignore_conflicts=True)


def of(email: str) -> MailChoice:
    """What was said for this address; not yet saved if nothing was."""
    return MailChoice.objects.filter(email=email).first() or MailChoice(email=email)


def choose(email: str, *, reminders: bool, news: bool) -> None:
    """From now on it is like this; the link stays the same."""
    wanted = {"reminders": reminders, "news": news}
    MailChoice.objects.update_or_create(email=email, defaults=wanted)
