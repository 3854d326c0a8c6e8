"""Who takes part. Everything happens through `excursions.actions`."""

from functools import partial

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import requests, security
from accounts.security import Event
from excursions import actions, delivery, desk
from excursions.admin import by_hand, export, frame, moves, person, photos, table
from excursions.admin.access import guarded
from excursions.models import AccessNeeds, Excursion, PhotoConsent, Registration
from excursions.names import folded


def urls(model_admin: "admin.ModelAdmin[Excursion]") -> list[URLPattern]:
    """Under /verwaltung/excursions/excursion/<pk>/teilnehmende/."""

    view = partial(guarded, model_admin, right="view_registration")
    start = "<int:pk>/teilnehmende/"
    one = start + "<int:registration_pk>/"
    name = "excursions_excursion_{}".format
    return [
        path(start, view(participants), name=name("people")),
        path(start + "liste/", view(print_list), name=name("people_list")),
        path(start + "export/", view(export.page), name=name("export")),
        path(start + "eintragen/", view(by_hand.enter), name=name("by_hand")),
        path(one, view(person.page), name=name("person")),
        path(one + "bedarf/", view(show_needs), name=name("needs")),
        path(one + "fotos/", view(photos.page), name=name("photos")),
        path(one + "vorziehen/", view(moves.move_up), name=name("move_up")),
        path(one + "zurueckgeben/", view(moves.withdraw), name=name("withdraw")),
        path(one + "erneut-senden/", view(person.send_again), name=name("send_again")),
        path(one + "adresse/", view(person.correct_address), name=name("correct_address")),
        path(one + "neuer-termin/", view(person.accept_new_day), name=name("accept_new_day")),
        path(one + "erreicht/", view(person.note_call), name=name("note_call")),
        path(one + "unzustellbar/", view(person.report_bounce), name=name("report_bounce")),
    ]


def participants(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int
) -> HttpResponse:
    """Everybody, by status; names and what organizers need to decide."""
    if request.method not in ("GET", "HEAD"):
        return redirect(request.path)
    return _page(model_admin, request, pk)


def show_needs(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int, registration_pk: int
) -> HttpResponse:
    """Opens what one person needs. Only by a press on the button, and the history knows it."""
    if request.method != "POST":
        return redirect("admin:excursions_excursion_people", pk)
    needs = get_object_or_404(
        AccessNeeds.objects.select_related("registration"),
        pk=registration_pk,
        registration__excursion=pk,
    )
    actions.read_needs(needs, reader=requests.person(request))
    security.note(Event.NEEDS_READ, request, of=needs.registration)
    return _page(model_admin, request, pk, opened=needs)


def print_list(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int
) -> HttpResponse:
    """The list to tick off on the day, A to Z. What people need is not on it, only that it is."""
    excursion = get_object_or_404(Excursion.objects.with_seats(), pk=pk)
    registrations = (
        excursion.registrations.filter(status=Registration.Status.CONFIRMED)
        .select_related("unit")
        .annotate(
            has_needs=Exists(AccessNeeds.objects.filter(registration=OuterRef("pk"))),
            no_photo=~Exists(PhotoConsent.objects.filter(registration=OuterRef("pk"))),
        )
    )
    return frame.page(
        model_admin,
        request,
        excursion,
        "print_list",
        title=_("List for the day"),
        seats_text=desk.seats_text(excursion.seats),
        registrations=sorted(registrations, key=lambda one: folded(one.name)),
    )


def _page(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    pk: int,
    opened: AccessNeeds | None = None,
) -> HttpResponse:
    excursion = get_object_or_404(Excursion.objects.with_seats(), pk=pk)
    key = request.GET.get("status", "")
    key = key if key in table.TABS else ""
    query = request.GET.get("q", "").strip()[:100]
    tabs = table.tabs(table.everybody(excursion, timezone.now()), key)
    people = next(tab.people for tab in tabs if tab.key == key)
    if query:
        people = [one for one in people if folded(query) in folded(one.registration.name)]
    return frame.page(
        model_admin,
        request,
        excursion,
        "people",
        title=_("Participants"),
        seats_text=desk.seats_text(excursion.seats),
        tabs=tabs,
        tab=key,
        query=query,
        people=people,
        opened=opened,
        delivery_text=delivery.delivery_text(excursion),
        may_add=request.user.has_perm("excursions.add_registration"),
    )
