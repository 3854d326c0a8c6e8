"""What I need: what is stored, who has read it, and how it goes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.requests import person, read_or_press
from excursions import actions
from excursions.models import AccessNeeds
from excursions.views.registration import own_or_404


@read_or_press
@never_cache
def needs(request: HttpRequest, pk: int) -> HttpResponse:
    """One press withdraws the consent and deletes it: at any time, also when all is over."""
    registration = own_or_404(request, pk)
    if request.method == "POST":
        actions.withdraw_needs(registration, actor=person(request))
        messages.success(request, _("Your consent is withdrawn, and what you wrote is deleted."))
        return redirect("excursions:needs", pk)
    context = {
        "registration": registration,
        "excursion": registration.excursion,
        "needs": AccessNeeds.objects.filter(registration=registration).first(),
        "readings": registration.needs_readings.select_related("reader"),
    }
    return render(request, "excursions/needs.html", context)
