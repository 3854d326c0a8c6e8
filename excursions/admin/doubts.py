"""What no longer fits once an excursion has moved: deadlines, reminder, meeting, the day itself."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from excursions import checklist, dates, rules
from excursions.models import Excursion

DAY = timedelta(hours=24)
LONG_BEFORE = timedelta(weeks=3)  # a deadline so long before the start was meant for another one
LONG_WAIT = timedelta(hours=1)  # between meeting and start


def of(old: Excursion, new: Excursion, at: datetime) -> list[str]:
    """Sentences for whoever is about to save. Nothing here keeps them from it."""
    found = [
        _past(old, new, at),
        _free_day(old, new),
        _deadline(old, new, at),
        _opening(old, new, at),
        _meeting(old, new),
        _reminder(old, new, at),
        _waitlist(old, new, at),
    ]
    return [text for text in found if text]


def _past(old: Excursion, new: Excursion, at: datetime) -> str:
    if new.is_over(at) and not old.is_over(at):
        return _("The new time is over already: nobody gets an e-mail.")
    if new.has_started(at) and not old.has_started(at):
        return _("The new start is over already.")
    return ""


def _free_day(old: Excursion, new: Excursion) -> str:
    moved = timezone.localdate(old.starts_at) != timezone.localdate(new.starts_at)
    return checklist.free_day_text(new) if moved else ""


def _deadline(old: Excursion, new: Excursion, at: datetime) -> str:
    was, ahead = (one.starts_at - one.registration_closes_at for one in (old, new))
    if at >= new.registration_ends_at and at < old.registration_ends_at:
        text = _("Registration until: %(deadline)s. That is over, so nobody can register any more.")
    elif ahead < DAY <= was:
        text = _("Registration until: %(deadline)s. That is less than 24 hours before the start.")
    elif ahead > max(was, LONG_BEFORE):
        text = _("Registration until: %(deadline)s. That is %(weeks)s weeks before the new start.")
    else:
        return ""
    return text % {"deadline": dates.deadline(new.registration_closes_at), "weeks": ahead.days // 7}


def _opening(old: Excursion, new: Excursion, at: datetime) -> str:
    opens, was = new.registration_opens_at, old.registration_opens_at
    if opens and at < opens and not (was and at < was):
        text = _("Registration from: %(opening)s. Until then nobody can register.")
        return text % {"opening": dates.deadline(opens)}
    return ""


def _meeting(old: Excursion, new: Excursion) -> str:
    """The time to meet was left behind, on the old day or long before the new start."""
    was, ahead = (one.starts_at - one.meeting_time for one in (old, new))
    if ahead <= max(was, LONG_WAIT):
        return ""
    meeting = {
        "meeting": dates.deadline(new.meeting_time),
        "minutes": int(ahead.total_seconds() / 60),
    }
    if timezone.localdate(new.meeting_time) != timezone.localdate(new.starts_at):
        return _("Meet at: %(meeting)s. That is not the day of the excursion.") % meeting
    return _("Meet at: %(meeting)s. That is %(minutes)s minutes before the start.") % meeting


def _reminder(old: Excursion, new: Excursion, at: datetime) -> str:
    """It is about one start: when that moves, so does the reminder."""
    if not new.has_reminder or new.starts_at == old.starts_at or new.has_started(at):
        return ""
    due_at = rules.reminder_at(new)
    if at < due_at:
        return ""
    if old.has_reminder and rules.reminder_at(old) <= at:
        return _(
            "The reminder has gone out already. With the new start it goes out once more right "
            "away, to everybody who has a place."
        )
    text = _("The reminder was due on %(moment)s: it goes out right away.")
    return text % {"moment": dates.deadline(due_at)}


def _waitlist(old: Excursion, new: Excursion, at: datetime) -> str:
    if new.has_waitlist and rules.moves_by_itself(old, at) and not rules.moves_by_itself(new, at):
        return _(
            "The start is less than 24 hours away: nobody moves up from the waitlist by itself "
            "any more."
        )
    return ""
