"""Registering, and everything about one's own registration."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import aside, mail_choice
from accounts.mail_choice import Choice
from accounts.models import User
from accounts.requests import key, person, read_or_press
from excursions import actions, consents, rules, standing
from excursions.forms import AnswersForm, ChangeForm, initial_of, initial_of_registration
from excursions.limits import not_too_often
from excursions.models import AccessNeeds, Event, Excursion, Registration
from excursions.rules import Refused, Wish

KEPT = "kept_input"  # in the session: typed before logging in, restored after it


@login_not_required  # so that nothing typed is lost when the session has ended meanwhile
@read_or_press
@never_cache
@not_too_often
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and the answer to it. What the button says is what happens, or nothing."""
    public = Excursion.objects.public()
    if not isinstance(request.user, User):
        _keep_input(request, get_object_or_404(public, slug=slug))
        return redirect_to_login(request.path)
    if request.method == "POST":
        excursion = get_object_or_404(public, slug=slug)
        return _register_posted(request, request.user, excursion)
    excursion = get_object_or_404(public.with_seats(), slug=slug)
    kept = _take_kept_input(request, excursion)
    form = AnswersForm(excursion=excursion, initial={**initial_of(request.user), **kept})
    return _register_page(request, request.user, excursion, form, input_restored=bool(kept))


def _register_posted(request: HttpRequest, user: User, excursion: Excursion) -> HttpResponse:
    form = AnswersForm(request.POST, excursion=excursion)
    wish = request.POST.get("wish")
    if not form.is_valid() or wish not in list(Wish):
        return _register_page(request, user, _as_of_now(excursion), form)
    try:
        registration = actions.register(
            excursion,
            user=user,
            answers=form.answers(),
            wish=Wish(wish),
            swap=key(request.POST.get("swap", "")),
        )
    except Refused as refused:
        fresh = _as_of_now(excursion)
        return _register_page(request, user, fresh, form, refusal=refused.refusal)
    return redirect(registration)


def _as_of_now(excursion: Excursion) -> Excursion:
    return Excursion.objects.with_seats().get(pk=excursion.pk)


def _register_page(
    request: HttpRequest, user: User, excursion: Excursion, form: AnswersForm, **extra: Any
) -> HttpResponse:
    """The form as of now; who is registered already (a double click) sees their registration."""
    own = list(Registration.objects.live().of(user).select_related("excursion"))
    for registration in own:
        if registration.excursion_id == excursion.pk:
            return redirect(registration)
    now = standing.of(excursion, None, timezone.now())
    context = {
        "excursion": excursion,
        "form": form,
        "standing": now,
        "wish": now.wish,
        "position": excursion.seats.waiting + 1,
        "conflict": rules.overlap(excursion, own),
        "neighbour": rules.neighbour(excursion, own),
        "refusal": None,
        "input_restored": False,
        **extra,
    }
    return render(request, "excursions/register.html", context)


@require_safe
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Everything of this person: firm places, waitlists, and what is over."""
    at = timezone.now()
    registrations = list(
        Registration.objects.of(person(request))
        .with_position()
        .with_excursion()
        .order_by("excursion__starts_at", "pk")
    )
    current = [r for r in registrations if r.is_live and not r.excursion.is_over(at)]
    asked = [r for r in current if rules.why_not_answer(r, at=at) is None]
    context = {
        "asked": asked,
        "confirmed": [r for r in current if r.is_confirmed and r not in asked],
        "waiting": [r for r in current if r.is_waiting],
        "ended": [r for r in reversed(registrations) if r not in current],
    }
    return render(request, "excursions/mine.html", context)


@require_safe
@never_cache
def registration_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened, and what happens next."""
    has_needs = Exists(AccessNeeds.objects.filter(registration=OuterRef("pk")))
    registration = own_or_404(request, pk, has_needs=has_needs)
    at = timezone.now()
    context = {
        "registration": registration,
        "excursion": registration.excursion,
        "position": registration.position,
        "may_withdraw": rules.why_not_withdraw(registration, at=at) is None,
        "may_change": rules.why_not_change(registration, at=at) is None,
        "asks": rules.why_not_answer(registration, at=at) is None,
        "reminded_at": _reminded_at(registration, at),
        "was_silent": _was_silent(registration),
    }
    return render(request, "excursions/registration.html", context)


def _reminded_at(registration: Registration, at: datetime) -> datetime | None:
    """When a reminder comes, if one comes to this person."""
    moment = rules.reminder_at(registration.excursion)
    if not (registration.is_confirmed and registration.excursion.has_reminder and at < moment):
        return None
    return moment if mail_choice.wants(registration.address, Choice.REMINDERS) else None


def _was_silent(registration: Registration) -> bool:
    """Whether the software gave the place back, because no answer came after a move."""
    if registration.status != Registration.Status.WITHDRAWN:
        return False
    end = registration.events.filter(kind=Event.Kind.WITHDRAWN).last()
    return bool(end and not end.actor_id)


@read_or_press
@never_cache
@not_too_often
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the answers; the place stays."""
    registration = own_or_404(request, pk)
    excursion = registration.excursion
    refusal = rules.why_not_change(registration, at=timezone.now())
    initial = initial_of_registration(registration)
    if request.method == "POST":
        form = ChangeForm(request.POST, excursion=excursion, initial=initial)
        if form.is_valid():
            try:
                actions.change_answers(registration, answers=form.answers(), actor=person(request))
                return redirect(registration)
            except Refused as refused:
                refusal = refused.refusal
    else:
        form = ChangeForm(excursion=excursion, initial=initial)
    context = {
        "registration": registration,
        "excursion": excursion,
        "form": form,
        "refusal": refusal,
    }
    return render(request, "excursions/change.html", context)


@read_or_press
@never_cache
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; the press on the button gives the place back."""
    registration = own_or_404(request, pk)
    at = timezone.now()
    refusal = rules.why_not_withdraw(registration, at=at)
    if request.method == "POST":
        try:
            actions.withdraw(registration, actor=person(request))
            return redirect(registration)
        except Refused as refused:
            if refused.refusal.code == "ended":  # given back a moment ago, in another tab
                return redirect(registration)
            refusal = refused.refusal
    context = {
        "registration": registration,
        "excursion": registration.excursion,
        "refusal": refusal,
        **fate_of_the_place(registration.excursion, at),
    }
    return render(request, "excursions/withdraw.html", context)


@read_or_press
@never_cache
def photo_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """What photos may be used for, use by use: at any time, also when all is over."""
    registration = own_or_404(request, pk)
    if request.method == "POST":
        consent_pressed(request, registration)
        return redirect("excursions:photo_consent", pk)
    kind = Event.Kind.PHOTO_CONSENT_WITHDRAWN
    rows = consents.rows(registration)
    context = {
        "registration": registration,
        "excursion": registration.excursion,
        "rows": rows,
        "given": [row for row in rows if row.consent],
        "open": [row for row in rows if row.is_open],
        "withdrawn": registration.events.filter(kind=kind).last(),
    }
    return render(request, "excursions/photo_consent.html", context)


def consent_pressed(request: HttpRequest, registration: Registration) -> None:
    """Does what the button said, and says so."""
    good, bad = consents.press(registration, request.POST, actor=person(request))
    if good:
        messages.success(request, good)
    if bad:
        messages.error(request, bad)


def fate_of_the_place(excursion: Excursion, at: datetime) -> dict[str, Any]:
    """Who gets a place that is given back, for `includes/fate_of_the_place.html`."""
    return {
        "anyone_waiting": excursion.registrations.waiting().exists(),
        "moves_by_itself": rules.moves_by_itself(excursion, at),
    }


def own_or_404(request: HttpRequest, pk: int, **more: Exists) -> Registration:
    """The person's own registration; somebody else's does not exist for them."""
    own = Registration.objects.of(person(request)).with_position().annotate(**more)
    return get_object_or_404(own.select_related("excursion", "user"), pk=pk)


def _keep_input(request: HttpRequest, excursion: Excursion) -> None:
    """Keeps what was typed for an hour, not in the address, while the person logs in."""
    if request.method != "POST":
        return
    typed = {name: request.POST.get(name, "")[:1000] for name in AnswersForm.base_fields}
    aside.put(request, KEPT, {"of": excursion.pk, "typed": typed})


def _take_kept_input(request: HttpRequest, excursion: Excursion) -> dict[str, Any]:
    kept = aside.look(request, KEPT)
    if kept.get("of") != excursion.pk:
        return {}
    aside.drop(request, KEPT)
    typed: dict[str, Any] = kept["typed"]
    return typed
