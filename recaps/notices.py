"""Which mail says what about a recap, and whether it is still true."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.urls import reverse

from accounts import contact
from accounts.models import User
from excursions import calendar
from excursions.models import Event, Registration
from jobs import mails
from recaps.models import Recap

Status = Recap.Status

# A mail to editors is only sent while the recap is still in the state it speaks of.
TRUE_WHILE = {
    "submitted": {Status.REVIEW},
    "sent_back": {Status.DRAFT},
    "blocked": {Status.REVIEW},
    "taken_down": set(Status),
}


def is_still_true(name: str, recap: Recap) -> bool:
    """Whether the mail, written now, would say what is the case."""
    return recap.status in TRUE_WHILE[name]


def untold(recap: Recap) -> QuerySet[Registration]:
    """Those who took part and had no mail about it yet: nobody is told again after a correction,
    but whoever was not told because the article was withdrawn in time.
    """
    told = Event.objects.filter(kind=Event.Kind.RECAP_PUBLISHED).exclude(
        mail_state=Event.MailState.SKIPPED
    )
    took_part = Registration.objects.seated().filter(excursion=recap.excursion_id)
    return took_part.exclude(email="").exclude(pk__in=told.values("registration"))


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
        message_id=f"recap-{recap.pk}-{line}-{user.pk}@{calendar.host()}",
    )


def to_participant(recap: Recap, event: Event) -> EmailMultiAlternatives:
    """„Der Rückblick ist da“, with the way to take back one's consent to photos."""
    registration = event.registration
    photos = reverse("excursions:photo_consent", args=[registration.pk])
    context = _context(recap) | {
        "name": registration.name,
        "url": _absolute(recap.get_absolute_url()),
        "photos_url": _absolute(photos),
        "has_account": registration.user_id is not None,
    }
    return mails.compose(
        mails.render("recap_published", context),
        to=registration.email,
        reply_to=recap.excursion.contact_email or settings.CONTACT_EMAIL,
        message_id=f"event-{event.pk}@{calendar.host()}",
    )


def _context(recap: Recap) -> dict[str, Any]:
    return {
        "recap": recap,
        "excursion": recap.excursion,
        "site_name": settings.SITE_NAME,
        "contact": contact.team(),
    }


def _absolute(path: str) -> str:
    return settings.SITE_URL + path
