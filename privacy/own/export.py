"""All parts together, on the page and in the file; and which tables they cover."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from privacy.own import account, taking_part, work
from privacy.own.parts import Part, as_json

# Rises when a name in the file changes its meaning (docs/own-data.md).
FORMAT = 2

# Every column that points to a person or holds an address, and the part in which it is found.
# A test compares this with the models: who adds one adds it to a part and then here.
COVERED = {
    "account.EmailAddress.email": "logging_in",
    "account.EmailAddress.user": "logging_in",
    "accounts.MailChoice.email": "address",
    "accounts.User.email": "account",
    "accounts.User_groups.user": "account",
    "accounts.User_user_permissions.user": "account",
    "admin.LogEntry.user": "work",
    "excursions.AccessNeeds.registration": "registrations",
    "excursions.Announcement.author": "work",
    "excursions.Attendance.by": "work",
    "excursions.Attendance.registration": "registrations",
    "excursions.Change.actor": "work",
    "excursions.Event.actor": "work",
    "excursions.Event.registration": "registrations",
    "excursions.Excursion.contact_email": "address",
    "excursions.Excursion_escorts.user": "work",
    "excursions.Excursion_team.user": "work",
    "excursions.Message.actor": "work",
    "excursions.Message.address": "registrations",
    "excursions.Message.registration": "registrations",
    "excursions.NeedsReading.reader": "work",
    "excursions.NeedsReading.registration": "registrations",
    "excursions.PhotoConsent.registration": "registrations",
    "excursions.Registration.email": "registrations",
    "excursions.Registration.replaces": "registrations",
    "excursions.Registration.user": "registrations",
    "mfa.Authenticator.user": "logging_in",
    "pages.BarrierReport.email": "address",
    "pages.PageVersion.by": "work",
    "privacy.EndingAccount.account": "account",
    "recaps.PhotoPerson.registration": "registrations",
    "recaps.Recap.edited_by": "work",
    "recaps.Recap.scheduled_by": "work",
    "recaps.Recap.submitted_by": "work",
    "recaps.RecapPhoto.uploaded_by": "work",
    "recaps.RecapVersion.by": "work",
    "socialaccount.SocialAccount.user": "logging_in",
    "stations.Station.host_email": "address",
    "usersessions.UserSession.user": "logging_in",
}


def of(user: User) -> list[Part]:
    """Everything that is held about this person, part by part; empty ones are there as well."""
    user = User.objects.select_related("unit").get(pk=user.pk)
    return [
        account.account(user),
        taking_part.registrations(user),
        account.logging_in(user),
        account.address(user),
        work.work(user),
    ]


def as_file(user: User) -> dict[str, Any]:
    """The same for programs."""
    return {
        "format": f"streifzug-own-data/{FORMAT}",
        "site": settings.SITE_URL,
        "made_at": timezone.now().isoformat(),
        "parts": {part.key: _rows(part) for part in of(user)},
    }


def _rows(part: Part) -> list[dict[str, Any]]:
    return [
        ({"kind": record.name} if record.name else {}) | as_json(record) for record in part.records
    ]
