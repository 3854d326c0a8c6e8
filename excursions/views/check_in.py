"""Checking people in, on a phone, for those who are named for it and for the team."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import key, person, read_or_press
from excursions import actions
from excursions import check_in as the_day
from excursions.forms import WalkInForm
from excursions.models import Excursion
from excursions.rules import Refused


@require_safe
@never_cache
def escorted(request: HttpRequest) -> HttpResponse:
    """The excursions on which this person checks people in, now and later."""
    at = timezone.now()
    mine = Excursion.objects.checked_in_by(request.user)
    coming = mine.exclude(status=Excursion.Status.CANCELLED).upcoming(at - the_day.CLOSES_AFTER_END)
    rows = [
        {"excursion": excursion, "refusal": the_day.why_not_check_in(excursion, at=at)}
        for excursion in coming.with_stops()
    ]
    return render(request, "excursions/escorted.html", {"rows": rows})


@read_or_press
@never_cache
def check_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is there. Each press is a form of its own, so all of it works without a script."""
    excursion = get_object_or_404(Excursion.objects.checked_in_by(request.user), slug=slug)
    refusal = the_day.why_not_check_in(excursion, at=timezone.now())
    if refusal:
        context = {"excursion": excursion, "refusal": refusal}
        return render(request, "excursions/check_in_closed.html", context)
    if request.method == "POST":
        return _posted(request, excursion)
    return _page(request, excursion, WalkInForm())


def _page(request: HttpRequest, excursion: Excursion, form: WalkInForm) -> HttpResponse:
    everybody = the_day.Everybody.of(excursion)
    query = request.GET.get("q", "").strip()[:100]
    show = request.GET.get("show", "")
    show = show if show in ("open", "here") else ""
    context = {
        "excursion": excursion,
        "tally": everybody.tally,
        "rows": list(everybody.found(query, show)),
        "query": query,
        "show": show,
        "tabs": (("", _("All")), ("open", _("Missing")), ("here", _("Here"))),
        "form": form,
    }
    return render(request, "excursions/check_in.html", context)


def _posted(request: HttpRequest, excursion: Excursion) -> HttpResponse:
    """Does what the button says, and comes back to the same place of the same list."""
    form, place = WalkInForm(request.POST), ""
    try:
        if here := key(request.POST.get("here", "")):
            registration = get_object_or_404(excursion.registrations, pk=here)
            actions.check_in(registration, actor=person(request))
            place = f"#person-{here}"
        elif undone := key(request.POST.get("undo", "")):
            place = _place_of(excursion, undone)
            actions.undo_check_in(excursion, attendance=undone)
        elif form.is_valid():
            name = form.cleaned_data["name"]
            came = actions.check_in_by_name(excursion, name=name, actor=person(request))
            messages.success(request, _("%(name)s is here.") % {"name": came.name})
        else:
            return _page(request, excursion, form)
    except Refused as refused:
        messages.error(request, refused.refusal.text)
    return redirect(_address(request, excursion) + place)


def _place_of(excursion: Excursion, attendance: int) -> str:
    """Where on the page the person stands once the tick is gone."""
    of_registration = excursion.attendances.filter(pk=attendance, registration__isnull=False)
    pk = of_registration.values_list("registration", flat=True).first()
    return f"#person-{pk}" if pk else ""


def _address(request: HttpRequest, excursion: Excursion) -> str:
    kept = {name: request.GET[name] for name in ("q", "show") if request.GET.get(name)}
    address = reverse("excursions:check_in", args=[excursion.slug])
    return f"{address}?{urlencode(kept)}" if kept else address
