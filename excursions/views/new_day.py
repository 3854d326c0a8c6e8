"""After a move: does the new day suit?"""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.requests import person, read_or_press
from excursions import actions, rules
from excursions.models import Message, Registration
from excursions.rules import Refusal, Refused
from excursions.views.registration import fate_of_the_place, own_or_404

ANSWERS = {"yes": actions.accept_new_day, "no": actions.decline_new_day}


@read_or_press
@never_cache
def new_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the old and the new day; „Ja“ keeps the place, „Nein“ gives it back."""
    registration = own_or_404(request, pk)
    refused = None
    if request.method == "POST" and request.POST.get("answer") in ANSWERS:
        refused = _answer(request, registration, actor=person(request))
        if refused is None:
            return redirect(registration)
        registration = own_or_404(request, pk)  # as it is now
    refusal = rules.why_not_answer(registration, at=timezone.now())
    context = {
        "registration": registration,
        "excursion": registration.excursion,
        "refusal": refusal,
        "refused": refused,
        **({} if refusal else _question(registration, person(request))),
    }
    return render(request, "excursions/new_day.html", context)


def _answer(request: HttpRequest, registration: Registration, *, actor: User) -> Refusal | None:
    """Does what the button said about the day that stood above it, or says why not."""
    answer, seen = request.POST["answer"], _day(request.POST.get("day", ""))
    try:
        ANSWERS[answer](registration, actor=actor, seen=seen)
    except Refused as refused:
        if not _is_said(answer, seen, registration, refused.refusal):
            return refused.refusal
    if answer == "yes":
        messages.success(request, _("Thank you. Your place is firm on the new day."))
    return None


def _is_said(answer: str, seen: date, registration: Registration, refusal: Refusal) -> bool:
    """The second press of a double click, or the back button: it is answered like that already."""
    if answer == "no":
        return refusal.code == "ended"
    registration.refresh_from_db(fields=["agreed_day"])
    return refusal.code == "not_asked" and registration.agreed_day == seen


def _day(text: str) -> date:
    """The day of the field beside the buttons; nonsense is a day that is never the right one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


def _question(registration: Registration, user: User) -> dict[str, Any]:
    """What one has to know to answer."""
    excursion, at = registration.excursion, timezone.now()
    own = Registration.objects.live().of(user).select_related("excursion")
    change = registration.messages.queued().filter(kind=Message.Kind.CHANGED)
    return {
        "day": timezone.localdate(excursion.starts_at),
        "conflict": rules.overlap(excursion, own),
        # The mail with the question is on its way, and with it the time to answer.
        "is_asked_soon": registration.reply_by is None
        and rules.reply_deadline(excursion, at) is not None
        and change.exists(),
        **fate_of_the_place(excursion, at),
    }
