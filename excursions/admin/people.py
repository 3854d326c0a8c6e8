"""W11: who takes part. Everything happens through `excursions.actions`."""

import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from excursions import desk
from excursions.admin import by_hand, moves
from excursions.models import AccessNeeds, Event, Excursion, Registration

Status = Registration.Status


@dataclass(frozen=True)
class Person:
    """One line of the table."""

    registration: Registration
    history: list[Event]
    since: datetime
    last_mail: Event | None
    mail_is_late: bool


TABS = {
    "": Registration.LIVE,
    "confirmed": (Status.CONFIRMED,),
    "waiting": (Status.WAITING,),
    "ended": (Status.WITHDRAWN, Status.CANCELLED),
}

# What happens beside the place: the person holds or awaits it no later because of that.
BESIDE_THE_PLACE = {
    Event.Kind.CHANGED,
    Event.Kind.PHOTO_CONSENT_GIVEN,
    Event.Kind.PHOTO_CONSENT_WITHDRAWN,
    Event.Kind.RECAP_PUBLISHED,
}


def urls(model_admin: "admin.ModelAdmin[Excursion]") -> list[URLPattern]:
    """Under /verwaltung/excursions/excursion/<pk>/teilnehmende/."""

    def view(function: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def inner(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm("excursions.view_registration"):
                raise PermissionDenied
            return function(model_admin, request, **kwargs)

        return model_admin.admin_site.admin_view(never_cache(inner))

    start = "<int:pk>/teilnehmende/"
    one = start + "<int:registration_pk>/"
    name = "excursions_excursion_{}".format
    return [
        path(start, view(participants), name=name("people")),
        path(start + "liste/", view(print_list), name=name("people_list")),
        path(start + "eintragen/", view(by_hand.enter), name=name("by_hand")),
        path(one + "bedarf/", view(show_needs), name=name("needs")),
        path(one + "vorziehen/", view(moves.move_up), name=name("move_up")),
        path(one + "zurueckgeben/", view(moves.withdraw), name=name("withdraw")),
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
    assert isinstance(request.user, User)
    LogEntry.objects.log_actions(
        request.user.pk,
        [needs.registration],
        CHANGE,
        _("Access needs looked at"),
        single_object=True,
    )
    return _page(model_admin, request, pk, opened=needs)


def print_list(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int
) -> HttpResponse:
    """The list to tick off on the day, A to Z. What people need is not on it, only that it is."""
    excursion = get_object_or_404(Excursion.objects.with_seats(), pk=pk)
    registrations = (
        excursion.registrations.filter(status=Status.CONFIRMED)
        .select_related("unit")
        .annotate(has_needs=Exists(AccessNeeds.objects.filter(registration=OuterRef("pk"))))
    )
    context = {
        **_head(model_admin, request, excursion),
        "title": _("List for the day"),
        "registrations": sorted(registrations, key=lambda one: folded(one.name)),
    }
    return TemplateResponse(request, "admin/excursions/excursion/print_list.html", context)


def _page(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    pk: int,
    opened: AccessNeeds | None = None,
) -> HttpResponse:
    excursion = get_object_or_404(Excursion.objects.with_seats(), pk=pk)
    tab = request.GET.get("status", "")
    tab = tab if tab in TABS else ""
    query = request.GET.get("q", "").strip()[:100]
    counts = Counter(excursion.registrations.order_by().values_list("status", flat=True))
    context = {
        **_head(model_admin, request, excursion),
        "title": _("Participants"),
        "tabs": [
            (key, label, sum(counts[status] for status in TABS[key]), key == tab)
            for key, label in _tab_labels().items()
        ],
        "tab": tab,
        "query": query,
        "people": _people(excursion, TABS[tab], query),
        "opened": opened,
        "may_change": request.user.has_perm("excursions.change_registration"),
        "may_add": request.user.has_perm("excursions.add_registration"),
    }
    return TemplateResponse(request, "admin/excursions/excursion/people.html", context)


def _tab_labels() -> dict[str, str]:
    return {
        "": _("Everybody now"),
        "confirmed": _("Confirmed"),
        "waiting": _("Waitlist"),
        "ended": _("Ended"),
    }


def _people(excursion: Excursion, statuses: tuple[str, ...], query: str) -> list[Person]:
    """Seats by name, then the waitlist in its order, then what has ended, latest first."""
    at = timezone.now()
    events = Event.objects.select_related("actor").order_by("at", "pk")
    found = list(
        excursion.registrations.with_position()
        .filter(status__in=statuses)
        .annotate(has_needs=Exists(AccessNeeds.objects.filter(registration=OuterRef("pk"))))
        .select_related("unit")
        .prefetch_related(Prefetch("events", events))
    )
    if query:
        found = [one for one in found if folded(query) in folded(one.name)]
    found.sort(key=lambda one: (*_rank(one), folded(one.name)))
    return [_person(one, at) for one in found]


def _rank(one: Registration) -> tuple[bool, bool, int]:
    return (not one.is_confirmed, not one.is_waiting, one.queue_order or 0)


def _person(registration: Registration, at: datetime) -> Person:
    history = list(registration.events.all())
    moves = [event for event in history if event.kind not in BESIDE_THE_PLACE]
    told = [event for event in history if event.mail_state]
    return Person(
        registration=registration,
        history=history,
        since=moves[-1].at if moves else registration.created_at,
        last_mail=told[-1] if told else None,
        mail_is_late=bool(told) and desk.is_late(told[-1], at),
    )


def _head(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, excursion: Excursion
) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": excursion,
        "excursion": excursion,
        "seats_text": desk.seats_text(excursion.seats),
    }


def folded(name: str) -> str:
    """For searching and sorting: „mu“, „mü“ and „mue“ all find „Müller“."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for written, short in (
        ("ae", "a"),
        ("oe", "o"),
        ("ue", "u"),
        ("ß", "ss"),
        ("ı", "i"),
        ("ł", "l"),
    ):
        plain = plain.replace(written, short)
    return plain
