"""Which mail says what about a recap, and whether it is still true."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.urls import reverse

from accounts import contact
from accounts.models import User
from excursions import calendar
from excursions.models import Message, Registration
from jobs import mails
from recaps.models import Recap

Status = Recap.Status

# A mail to editors is only sent while the recap is still in the state it speaks of.
TRUE_WHILE = {
    "submitted": {Status.REVIEW},
    "sent_back": {Status.DRAFT},
    "blocked": {Status.REVIEW},
    "taken_down": set(Status),
    "use_withdrawn": set(Status),
}


def is_still_true(name: str, recap: Recap) -> bool:
    """Whether the mail, written now, would say what is the case."""
    return recap.status in TRUE_WHILE[name]


def untold(recap: Recap) -> QuerySet[Registration]:
    """Those who took part and had no mail about it yet: nobody is told again after a correction,
    but whoever was not told because the article was withdrawn in time.
    """
    told = Message.objects.filter(kind=Message.Kind.RECAP).exclude(state=Message.State.SKIPPED)
    took_part = Registration.objects.seated().filter(excursion=recap.excursion_id)
    return took_part.reachable().exclude(pk__in=told.values("registration"))


def to_editor(
    name: str, recap: Recap, user: User, detail: str, *, line: int
) -> EmailMultiAlternatives:
    """The mail `recap_<name>` about this line of the history, to somebody who works on it."""
    context = _context(recap) | {
        "name": str(user),
        "detail": detail,
        "url": _absolute(reverse("recaps:release", args=[recap.slug])),
    }
    return mails.compose(
        mails.render(f"recap_{name}", context),
        to=user.email,
        reply_to=settings.CONTACT_EMAIL,
        message_id=f"recap-{name}-{recap.pk}-{line}-{user.pk}@{calendar.host()}",
    )


def can_be_read(message: Message, at: datetime) -> bool:
    """Whether „Der Rückblick ist da“ is true."""
    return message.registration.excursion.recap.is_public


def to_participant(message: Message) -> dict[str, Any]:
    """„Der Rückblick ist da“, with the way to take back one's consent to photos."""
    recap = message.registration.excursion.recap
    photos = reverse("excursions:photo_consent", args=[message.registration_id])
    return {
        "recap": recap,
        "name": message.registration.name,
        "url": _absolute(recap.get_absolute_url()),
        "photos_url": _absolute(photos),
    }


def _context(recap: Recap) -> dict[str, Any]:
    return {
        "recap": recap,
        "excursion": recap.excursion,
        "site_name": settings.SITE_NAME,
        "contact": contact.team(),
    }


def _absolute(path: str) -> str:
    return settings.SITE_URL + path
