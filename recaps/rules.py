"""What may happen to a recap, and why not: one answer that draws the button and refuses the press.

Every `why_not_…` returns None or a Refusal. That somebody may write recaps at all is asked by the
views before: for everybody else a recap in the making does not exist.
"""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from excursions.models import Excursion
from excursions.models.programme_queryset import ExcursionQuerySet
from excursions.rules import Refusal
from recaps import checklist
from recaps.models import Recap

Status = Recap.Status


def may_write(user: User) -> bool:
    """Organizers and communications staff."""
    return user.has_perm("recaps.change_recap")


def may_publish(user: User) -> bool:
    """Communications staff alone."""
    return user.has_perm("recaps.publish_recap")


def tellable_by(user: User) -> ExcursionQuerySet:
    """The excursions whose recap this person may write."""
    return Excursion.objects.public() if may_publish(user) else Excursion.objects.managed_by(user)


def why_not_create(excursion: Excursion, *, at: datetime) -> Refusal | None:
    """Why no recap of this excursion can be begun."""
    if excursion.status == Excursion.Status.CANCELLED:
        return Refusal("cancelled", _("This excursion was called off."))
    if excursion.status == Excursion.Status.DRAFT:
        return Refusal("draft", _("This excursion is not published yet."))
    if not excursion.has_started(at):
        return Refusal("not_yet", _("This excursion has not taken place yet."))
    return None


def why_not_write(recap: Recap, *, user: User) -> Refusal | None:
    """Why this person cannot change the text or the photos now."""
    if may_publish(user):
        return None
    if recap.status == Status.REVIEW:
        text = _("This recap is in review. Take it back if you want to go on writing.")
        return Refusal("in_review", text)
    if recap.status == Status.SCHEDULED:
        text = _("This recap is scheduled. Only the communications team can change it now.")
        return Refusal("scheduled", text)
    return None


def why_not_submit(recap: Recap) -> Refusal | None:
    """Why the recap cannot be handed in for review."""
    if recap.status == Status.REVIEW:
        return Refusal("in_review", _("This recap is already in review."))
    if recap.status == Status.SCHEDULED:
        return Refusal("scheduled", _("This recap is already scheduled."))
    if recap.status == Status.PUBLISHED:
        return Refusal("published", _("Nothing has changed since this recap was published."))
    return _incomplete(recap)


def why_not_take_back(recap: Recap) -> Refusal | None:
    """Why the recap cannot be taken back from review."""
    if recap.status != Status.REVIEW:
        return Refusal("not_in_review", _("This recap is not in review any more."))
    return None


def why_not_send_back(recap: Recap, *, user: User) -> Refusal | None:
    """Why the recap cannot be sent back to those who write."""
    return _only_publishers(user) or why_not_take_back(recap)


def why_not_publish(recap: Recap, *, user: User | None) -> Refusal | None:
    """Why this person cannot publish or schedule the recap as it is now."""
    if user is None or not user.is_active:
        return Refusal("nobody", _("Whoever scheduled this recap may not publish any more."))
    refusal = _only_publishers(user)
    if refusal:
        return refusal
    if recap.status == Status.PUBLISHED:
        return Refusal("published", _("Nothing has changed since this recap was published."))
    if settings.RECAPS_NEED_FOUR_EYES:
        if recap.submitted_by_id is None:
            text = _("Four eyes are needed: somebody else hands the recap in first.")
            return Refusal("four_eyes", text)
        if recap.submitted_by_id == user.pk:
            text = _("Four eyes are needed: you handed this recap in, somebody else publishes it.")
            return Refusal("four_eyes", text)
    return _incomplete(recap)


def why_not_schedule(recap: Recap, *, user: User, moment: datetime, at: datetime) -> Refusal | None:
    """Why the recap cannot be scheduled for this moment."""
    if moment <= at:
        return Refusal("past", _("This moment is over. Choose a later one or publish now."))
    return why_not_publish(recap, user=user)


def why_not_unschedule(recap: Recap, *, user: User) -> Refusal | None:
    """Why the schedule cannot be lifted."""
    if recap.status != Status.SCHEDULED:
        return Refusal("not_scheduled", _("This recap is not scheduled any more."))
    return _only_publishers(user)


def why_not_withdraw(recap: Recap, *, user: User) -> Refusal | None:
    """Why the article cannot be taken off the web."""
    if not recap.is_public:
        return Refusal("not_public", _("This recap is not public."))
    return _only_publishers(user)


def _only_publishers(user: User) -> Refusal | None:
    if may_publish(user):
        return None
    return Refusal("not_allowed", _("Only the communications team publishes recaps."))


def _incomplete(recap: Recap) -> Refusal | None:
    missing = len(checklist.blocking(recap))
    if not missing:
        return None
    text = ngettext(
        "%(n)s entry of the check list is still open.",
        "%(n)s entries of the check list are still open.",
        missing,
    )
    return Refusal("incomplete", text % {"n": missing})
