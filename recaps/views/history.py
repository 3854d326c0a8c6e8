"""What was saved when and by whom, compared with what stands there now."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import person, read_or_press
from excursions.rules import Refused
from recaps import actions, content, differences
from recaps.access import editors_only, recap_or_404, work_page
from recaps.models import RecapVersion


@editors_only
@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    recap = recap_or_404(request, slug)
    versions = recap.versions.select_related("by").defer("content")
    return work_page(request, "recaps/history.html", recap, "history", {"versions": versions})


@editors_only
@read_or_press
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version beside the working copy; a press brings it back."""
    recap = recap_or_404(request, slug)
    found = get_object_or_404(RecapVersion.objects.select_related("by"), recap=recap, number=number)
    if request.method == "POST":
        sent = request.POST.get("version", "")
        try:
            based_on = int(sent) if sent.isdecimal() and len(sent) < 10 else 0
            actions.restore(recap, number=number, version=based_on, actor=person(request))
        except actions.Changed:
            messages.error(request, _("Somebody saved meanwhile. Please compare once more."))
            return redirect("recaps:version", slug, number)
        except Refused as refused:
            messages.error(request, refused.refusal.text)
            return redirect("recaps:version", slug, number)
        messages.success(request, _("Version %(n)s is back, as a new version.") % {"n": number})
        return redirect("recaps:history", slug)
    found_differences = differences.between(found.content, content.of(recap))
    context = {"version": found, "differences": found_differences}
    return work_page(request, "recaps/version.html", recap, "history", context)
