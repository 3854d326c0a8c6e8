"""The start of those who write recaps: what is missing, in work, published, withdrawn."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import person
from excursions.rules import Refused
from recaps import actions, desk, rules
from recaps.access import editors_only


@editors_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "recaps/desk.html", {"desk": desk.look(timezone.now(), person(request))})


@editors_only
@require_POST
def create(request: HttpRequest, slug: str) -> HttpResponse:
    """One press begins the draft; a second one opens it."""
    excursion = get_object_or_404(rules.tellable_by(person(request)), slug=slug)
    try:
        recap = actions.create(excursion, actor=person(request))
    except Refused as refused:
        messages.error(request, refused.refusal.text)
        return redirect("recaps:desk")
    return redirect("recaps:edit", recap.slug)
