"""Who may see recaps in the making: for everybody else they do not exist."""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import second_factor, typed
from accounts.models import User
from accounts.requests import View, person
from excursions import dates
from recaps import checklist, rules
from recaps.models import Recap


def editors_only(view: View) -> View:
    """404 for whoever may not write recaps; asks to log in first, whether or not there is one.

    Who may write needs a session with a second factor (accounts/second_factor.py).

    If the session ended while somebody was writing, what they typed waits on a page of its own.
    """

    @login_not_required
    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return typed.log_in_first(request, then=reverse("recaps:desk"))
        if not rules.may_write(person(request)):
            raise Http404
        if question := second_factor.ask_before_work(request):
            return question
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return guarded


def recap_or_404(request: HttpRequest, slug: str) -> Recap:
    """The recap with its excursion and what of it is public, for who works on it."""
    mine = Recap.objects.written_by(person(request))
    recaps = mine.select_related("excursion", "publication", "edited_by", "scheduled_by")
    return get_object_or_404(recaps, slug=slug)


def work_page(
    request: HttpRequest,
    template: str,
    recap: Recap,
    tab: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """One of the pages on which a recap is made: its head, the tabs and the check list."""
    user = person(request)
    frame = {
        "recap": recap,
        "tab": tab,
        **check_list(recap),
        "write_refusal": rules.why_not_write(recap, user=user),
    }
    return render(request, template, frame | context, status=status)


def check_list(recap: Recap) -> dict[str, Any]:
    """What `recaps/checklist.html` shows."""
    found = checklist.checks(recap)
    return {
        "checks": found,
        "open_checks": [check for check in found if not check.ok],
    }


def drawn_check_list(recap: Recap) -> str:
    """The same as HTML, for a page that saves without being left."""
    return render_to_string("recaps/checklist.html", check_list(recap))


def wants_json(request: HttpRequest) -> bool:
    """Whether a script of the page asks, and not the browser itself."""
    kinds = ["text/html", "application/json"]
    return request.get_preferred_type(kinds) == "application/json"


def who_saved(recap: Recap, user: User) -> str:
    """„Robin Klar hat um 10:42 Uhr gespeichert.“"""
    when = {"time": dates.at_clock(recap.edited_at), "who": recap.edited_by}
    if recap.edited_by == user:
        return _("You saved at %(time)s in another window.") % when
    return _("%(who)s saved at %(time)s.") % when
