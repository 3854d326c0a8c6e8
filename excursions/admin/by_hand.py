"""Somebody phoned: an organizer enters them, for a seat or for the waitlist, never by surprise."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import person
from excursions import actions
from excursions.admin.frame import page
from excursions.forms import ByHandForm
from excursions.models import Excursion
from excursions.rules import Refusal, Refused, Wish


def enter(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int
) -> HttpResponse:
    """The button says whether there is a seat or which place on the list; that, or nothing."""
    if not request.user.has_perm("excursions.add_registration"):
        raise PermissionDenied
    excursion = get_object_or_404(Excursion.objects.with_seats(), pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = ByHandForm(posted, excursion=excursion)
    wish = request.POST.get("wish")
    refusal = None
    if request.method == "POST" and form.is_valid() and wish in list(Wish):
        try:
            registration = actions.register_by_hand(
                excursion,
                actor=person(request),
                answers=form.answers(),
                email=form.cleaned_data["email"],
                wish=Wish(wish),
            )
        except Refused as refused:
            refusal = refused.refusal
            excursion = get_object_or_404(Excursion.objects.with_seats(), pk=pk)
        else:
            text = (
                _("%(name)s has a seat.")
                if wish == Wish.SEAT
                else _("%(name)s is on the waitlist.")
            )
            model_admin.message_user(request, text % {"name": registration.name}, messages.SUCCESS)
            return redirect("admin:excursions_excursion_people", pk)
    return _page(model_admin, request, excursion, form, refusal)


def _page(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    excursion: Excursion,
    form: ByHandForm,
    refusal: Refusal | None,
) -> HttpResponse:
    position = excursion.seats.waiting + 1
    wish: str
    if excursion.seats.for_newcomers:
        wish, button = Wish.SEAT, _("Give a seat")
    elif excursion.has_waitlist:
        wish = Wish.WAITLIST
        button = _("Put on the waitlist, place %(position)s") % {"position": position}
    else:
        wish, button = "", ""
    return page(
        model_admin,
        request,
        excursion,
        "by_hand",
        title=_("Enter a person"),
        form=form,
        refusal=refusal,
        wish=wish,
        button=button,
        position=position,
        back=reverse("admin:excursions_excursion_people", args=[excursion.pk]),
    )
