"""What somebody did for others: organizing, writing, administering."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from excursions.models import (
    Announcement,
    Attendance,
    Change,
    Event,
    Message,
    NeedsReading,
    Registration,
)
from pages.models import PageVersion
from privacy.own.parts import Part, Record, facts
from recaps.models import Recap, RecapPhoto, RecapVersion


def work(user: User) -> Part:
    """Entries that carry the person's name as the one who acted."""
    records = [*_teams(user), *_recaps(user), *_organizing(user), *_administration(user)]
    return Part("work", _("What you did for others"), records)


def _done(name: str, what: str, at: Any, thing: str = "") -> Record:
    return Record(what, facts(("at", _("When"), at), ("what", _("What"), thing)), name)


def _teams(user: User) -> list[Record]:
    """Excursions for which the person is named, and whom they ticked off there."""
    found = [
        _done("team_of", _("In the organizing team"), excursion.starts_at, str(excursion))
        for excursion in user.team_of.all()
    ]
    for excursion in user.escorts_of.all():
        found.append(_done("escort_of", _("Goes along"), excursion.starts_at, str(excursion)))
    for one in Attendance.objects.filter(by=user).select_related("excursion"):
        found.append(_done("checked_in", _("Ticked somebody off"), one.at, str(one.excursion)))
    return found


def _recaps(user: User) -> list[Record]:
    own = Recap.objects.filter(
        Q(edited_by=user) | Q(submitted_by=user) | Q(scheduled_by=user)
    ).select_related("excursion")
    found = [_done("recaps", _("Recap"), recap.edited_at, str(recap)) for recap in own]
    for version in RecapVersion.objects.filter(by=user).select_related("recap__excursion"):
        what = f"{_('Recap')}: {version.get_kind_display()}"
        found.append(_done("recap_versions", what, version.at, str(version.recap)))
    for photo in RecapPhoto.objects.filter(uploaded_by=user).select_related("recap__excursion"):
        found.append(
            _done("photos_uploaded", _("Photo uploaded"), photo.uploaded_at, str(photo.recap))
        )
    return found


def _organizing(user: User) -> list[Record]:
    """For other people; what concerns the own registrations stands there."""
    others = ~Q(registration__in=Registration.objects.of(user))
    found = [
        _done("changes", _("Programme changed"), change.at, str(change.excursion))
        for change in Change.objects.filter(actor=user).select_related("excursion")
    ]
    for one in Announcement.objects.filter(author=user).select_related("excursion"):
        found.append(_done("announcements", one.subject, one.changed_at, str(one.excursion)))
    for reading in NeedsReading.objects.filter(reader=user).select_related("excursion"):
        excursion = str(reading.excursion)
        found.append(_done("needs_read", _("Access needs looked at"), reading.at, excursion))
    for event in Event.objects.filter(others, actor=user).select_related("registration__excursion"):
        excursion = str(event.registration.excursion)
        found.append(_done("events", event.get_kind_display(), event.at, excursion))
    for message in Message.objects.filter(others, actor=user).select_related(
        "registration__excursion"
    ):
        excursion = str(message.registration.excursion)
        found.append(_done("messages", message.get_kind_display(), message.created_at, excursion))
    return found


def _administration(user: User) -> list[Record]:
    found = [
        _done("admin_log", entry.get_change_message(), entry.action_time, _what(entry))
        for entry in LogEntry.objects.filter(user=user).select_related("content_type")
    ]
    for version in PageVersion.objects.filter(by=user).select_related("page"):
        found.append(_done("page_versions", _("Page changed"), version.at, str(version.page)))
    return found


def _what(entry: LogEntry) -> str:
    """The kind of thing, not its name: that may be another person's."""
    return str(entry.content_type.name if entry.content_type else "")
