"""The page on which a recap is written. It is saved by a press, and by itself (recap.js)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import person, read_or_press
from excursions import dates
from excursions.rules import Refused
from recaps import actions, editing, rules
from recaps.access import (
    drawn_check_list,
    editors_only,
    recap_or_404,
    wants_json,
    who_saved,
    work_page,
)
from recaps.models import Recap
from recaps.sheet import Sheet


@editors_only
@read_or_press
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The text. While somebody may not write, there is no form."""
    recap = recap_or_404(request, slug)
    if request.method == "POST":
        return _posted(request, recap, by_itself=wants_json(request))
    refusal = rules.why_not_write(recap, user=person(request))
    return _page(request, recap, None if refusal else editing.stored(recap))


def _posted(request: HttpRequest, recap: Recap, *, by_itself: bool) -> HttpResponse:
    sheet = editing.sent(recap, request.POST)
    if not sheet.is_valid:
        if by_itself:
            return JsonResponse({"text": sheet.problems[0][1]}, status=400)
        return _page(request, recap, sheet)
    try:
        saved = actions.save(
            recap,
            texts=sheet.texts,
            version=sheet.version,
            actor=person(request),
            automatically=by_itself,
        )
    except actions.Changed:
        return _changed(request, recap_or_404(request, recap.slug), sheet, by_itself=by_itself)
    except Refused as refused:
        if by_itself:
            return JsonResponse({"text": refused.refusal.text}, status=409)
        # With the form, so that what was typed is not lost; the frame says why it is not saved.
        return _page(request, recap_or_404(request, recap.slug), sheet, status=409)
    return _saved(request, saved, sheet, by_itself=by_itself)


def _saved(request: HttpRequest, saved: Recap, sheet: Sheet, *, by_itself: bool) -> HttpResponse:
    if not by_itself:
        messages.success(request, _("Saved."))
        return redirect("recaps:edit", saved.slug)
    about = {
        "text": _last_saved(saved),
        "checklist": drawn_check_list(saved),
    }
    return JsonResponse(editing.as_json(sheet, saved) | about)


def _changed(request: HttpRequest, theirs: Recap, sheet: Sheet, *, by_itself: bool) -> HttpResponse:
    """Somebody saved meanwhile: both versions, and nothing is overwritten."""
    merged = editing.merged(theirs, sheet)
    if merged is None:  # they saved the same, or it was oneself and the answer got lost
        return _saved(request, theirs, sheet, by_itself=by_itself)
    who = who_saved(theirs, person(request))
    if by_itself:
        text = _("%(who)s Press “Save” to see both versions.") % {"who": who}
        return JsonResponse({"text": text}, status=409)
    return _page(request, theirs, merged, who_saved=who, status=409)


def _page(
    request: HttpRequest,
    recap: Recap,
    sheet: Sheet | None,
    *,
    who_saved: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "sheet": sheet,
        "problems": sheet.problems if sheet else [],
        "who_saved": who_saved,
        "last_saved": _last_saved(recap),
    }
    return work_page(request, "recaps/edit.html", recap, "text", context, status=status)


def _last_saved(recap: Recap) -> str:
    at = recap.edited_at
    when = {"day": dates.short_date(at), "time": dates.at_clock(at)}
    if timezone.localdate(at) == timezone.localdate():
        return _("Last saved at %(time)s") % when
    return _("Last saved on %(day)s, %(time)s") % when
