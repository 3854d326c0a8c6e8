"""Where a visitor stands with an excursion: the one text and the one button of every page."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from excursions import dates, rules
from excursions.models import Excursion, Registration
from excursions.rules import Wish

FEW_SEATS = 5


@dataclass(frozen=True)
class Standing:
    """What a person sees and may do now. `wish` is what the button asks for, or empty.

    `url`: where the button leads, if not to the form.
    """

    key: str
    headline: str
    detail: str = ""
    wish: str = ""
    button: str = ""
    url: str = ""
    tone: str = ""
    shows_seats: bool = False


def of(excursion: Excursion, own: Registration | None, at: datetime) -> Standing:
    """Where the person with this live registration (or none) stands at this moment.

    Needs `with_seats()`, and `with_position()` on a waiting registration.
    """
    if excursion.status == Excursion.Status.CANCELLED:
        return Standing("cancelled", _("Called off"), excursion.cancellation_reason, tone="bad")
    if excursion.is_over(at):
        return Standing("past", _("This excursion is over."), tone="done")
    if own:
        return _of_registered(excursion, own, at)
    refusal = rules.why_not_open(excursion, at)
    if refusal:
        return _of_closed(refusal)
    return _of_open(excursion)


def _of_registered(excursion: Excursion, own: Registration, at: datetime) -> Standing:
    own.excursion = excursion  # is at hand: spares the rules a statement
    if rules.why_not_answer(own, at=at) is None:
        detail = _("Please tell us whether you can come.")
        if own.reply_by:
            deadline = dates.deadline(own.reply_by)
            detail = _("Please answer by %(deadline)s.") % {"deadline": deadline}
        return Standing(
            "new_day",
            _("New date: does it suit you?"),
            detail,
            button=_("Answer"),
            url=reverse("excursions:new_day", args=[own.pk]),
            tone="wait",
        )
    meeting = _("Meeting point %(time)s: %(place)s") % {
        "time": dates.at_clock(excursion.meeting_time),
        "place": excursion.meeting_point,
    }
    if own.is_confirmed:
        return Standing("confirmed", _("You are in"), meeting, tone="ok")
    if rules.moves_by_itself(excursion, at):
        detail = _("As soon as a seat is free and it is your turn, you get it and an e-mail.")
    else:
        detail = _("From now on nobody moves up by itself. If a seat is free, the team calls.")
    headline = _("Waitlist, place %(position)s") % {"position": own.position}
    return Standing("waiting", headline, detail, tone="wait")


def _of_closed(refusal: rules.Refusal) -> Standing:
    if refusal.code == "opens_later":
        return Standing("opens_later", refusal.text, tone="done", shows_seats=True)
    headlines = {
        "deadline_passed": _("Registration has ended"),
        "closed": _("Registration is closed"),
        "started": _("Already on the way"),
        "draft": _("Draft"),
    }
    return Standing(refusal.code, headlines[refusal.code], refusal.text, tone="done")


def _of_open(excursion: Excursion) -> Standing:
    seats = excursion.seats
    until = _("Registration until %(deadline)s") % {
        "deadline": dates.deadline(excursion.registration_closes_at)
    }
    if free := seats.for_newcomers:
        if seats.taken:
            headline = _("%(free)s of %(capacity)s seats still free")
        else:
            headline = ngettext("%(free)s seat free", "%(free)s seats free", free)
        return Standing(
            "few_left" if free <= FEW_SEATS else "open",
            headline % {"free": free, "capacity": seats.capacity},
            until,
            wish=Wish.SEAT,
            button=_("Secure a seat"),
            tone="wait" if free <= FEW_SEATS else "ok",
            shows_seats=True,
        )
    if not excursion.has_waitlist:
        detail = _("There is no waitlist for this excursion.")
        return Standing("full_no_waitlist", _("Fully booked"), detail, tone="done")
    if seats.waiting:
        waiting = ngettext("%(n)s person is waiting", "%(n)s people are waiting", seats.waiting)
        headline = _("Fully booked, %(waiting)s") % {"waiting": waiting % {"n": seats.waiting}}
    else:
        headline = _("Fully booked, waitlist open")
    return Standing(
        "full", headline, until, wish=Wish.WAITLIST, button=_("Join the waitlist"), tone="wait"
    )
