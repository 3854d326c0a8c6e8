"""Seeing, downloading, changing and ending what is held about oneself."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import mail_choice as choices
from accounts import security
from accounts.fresh import fresh_login_required
from accounts.requests import person, read_or_press
from accounts.security import Event
from accounts.views.own import choice_form
from excursions import actions, consents
from excursions.models import Registration
from excursions.rules import Refused
from excursions.views.registration import consent_pressed
from privacy import former
from privacy.own import erase, export


@read_or_press
@never_cache
def own_data(request: HttpRequest) -> HttpResponse:
    """Everything on one page, with the consents on top; the form on it is the choice of mails."""
    user = person(request)
    form = choice_form(request, choices.of(user.email))
    if form.is_valid():
        choices.choose(user.email, **form.cleaned_data)
        messages.success(request, _("Saved. We keep to it from now on."))
        return redirect("own_data")
    own = Registration.objects.of(user).select_related("excursion", "access_needs")
    own = own.prefetch_related("photo_consents").order_by("-excursion__starts_at", "-pk")
    context = {
        "parts": export.of(user),
        "consents": [(one, consents.rows(one), one.photo_consents.all()) for one in own],
        "form": form,
    }
    return render(request, "privacy/own/page.html", context)


@fresh_login_required
@require_safe
@never_cache
def download(request: HttpRequest) -> HttpResponse:
    """The same as a file for programs (docs/own-data.md). Its name says nothing about anybody."""
    security.note(Event.DATA_DOWNLOADED, request)
    indent = {"indent": 2, "ensure_ascii": False}
    response = JsonResponse(export.as_file(person(request)), json_dumps_params=indent)
    response.headers["Content-Disposition"] = 'attachment; filename="meine-daten.json"'
    return response


@require_POST
@never_cache
def change_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws a consent to photos; a press that is stale changes nothing."""
    registration = get_object_or_404(Registration.objects.of(person(request)), pk=pk)
    consent_pressed(request, registration)
    return redirect(reverse("own_data") + "#consents")


@require_POST
@never_cache
def withdraw_needs(request: HttpRequest, pk: int) -> HttpResponse:
    """Deletes at once what somebody wrote about what they need."""
    registration = get_object_or_404(Registration.objects.of(person(request)), pk=pk)
    if actions.withdraw_needs(registration, actor=person(request)):
        messages.success(request, _("Deleted. Nobody can read it any more."))
    return redirect(reverse("own_data") + "#consents")


@fresh_login_required
@read_or_press
@never_cache
def delete(request: HttpRequest) -> HttpResponse:
    """Says exactly what will happen; one press, and it has."""
    user = person(request)
    refusal = erase.why_not_delete(user)
    if request.method == "POST":
        try:
            erase.delete_account(user)
        except Refused as refused:
            refusal = refused.refusal
        else:
            security.note(Event.ACCOUNT_DELETED, request)
            logout(request)
            return redirect("account_deleted")
    live = Registration.objects.live().of(user).filter(excursion__ends_at__gt=timezone.now())
    context = {
        "refusal": refusal,
        "live": live.select_related("excursion").order_by("excursion__starts_at"),
        "is_contact": any(named.exists() for named in former.contact_of(user.email)),
        "has_photos": Registration.objects.of(user).exclude(photo_consents=None).exists(),
    }
    return render(request, "privacy/own/delete.html", context)


@login_not_required
@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """After the end; says nothing about anybody."""
    return render(request, "privacy/own/deleted.html")
