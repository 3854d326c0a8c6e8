"""The public pages and registering: fetch, ask the rules, answer."""

import time
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from excursions import actions, calendar, rules, standing
from excursions.forms import AnswersForm, initial_of, initial_of_registration
from excursions.models import Excursion, Registration
from excursions.rules import Refused, Wish

READ_OR_PRESS = ["GET", "HEAD", "POST"]
PAST_ON_LIST = 3
MOST_DIGITS = 20  # of a primary key
KEEP_INPUT = 60 * 60  # seconds: typed before logging in, restored after it (product.md W3)


@login_not_required
@require_safe
def excursion_list(request: HttpRequest) -> HttpResponse:
    """W1: what comes next, and the last three."""
    at = timezone.now()
    last = Excursion.objects.public().past(at).values("pk")[:PAST_ON_LIST]
    excursions = list(
        Excursion.objects.public()
        .filter(Q(ends_at__gt=at) | Q(pk__in=last))
        .order_by("starts_at", "pk")
        .with_seats()
        .with_stops()
    )
    own = _own_live(request)
    for excursion in excursions:
        excursion.standing = standing.of(excursion, own.get(excursion.pk), at)
    upcoming = [excursion for excursion in excursions if not excursion.is_over(at)]
    past = [excursion for excursion in reversed(excursions) if excursion.is_over(at)]
    return render(request, "excursions/list.html", {"upcoming": upcoming, "past": past})


@login_not_required
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """W2: the excursion with its stations, and the one thing one can do now."""
    visible = Excursion.objects.visible_to(request.user)
    excursion = get_object_or_404(visible.with_seats().with_stops(), slug=slug)
    own = _own_live(request).get(excursion.pk)
    context = {
        "excursion": excursion,
        "stops": list(excursion.stops.all()),
        "standing": standing.of(excursion, own, timezone.now()),
        "registration": own,
    }
    return render(request, "excursions/detail.html", context)


@login_not_required
@require_safe
def download_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    excursion = get_object_or_404(Excursion.objects.public().with_stops(), slug=slug)
    return _calendar_response(calendar.download(excursion), slug)


@login_not_required
@require_safe
def download_opening(request: HttpRequest, slug: str) -> HttpResponse:
    excursion = get_object_or_404(Excursion.objects.public(), slug=slug)
    if excursion.registration_opens_at is None:
        raise Http404
    return _calendar_response(calendar.opening(excursion), f"{slug}-anmeldung")


@login_not_required  # so that nothing typed is lost when the session has ended meanwhile
@require_http_methods(READ_OR_PRESS)
@never_cache
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """W3: the form, and the answer to it. What the button says is what happens, or nothing."""
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
    swap = request.POST.get("swap", "")
    try:
        registration = actions.register(
            excursion,
            user=user,
            answers=form.answers(),
            wish=Wish(wish),
            swap=int(swap) if swap.isdecimal() and len(swap) < MOST_DIGITS else None,
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
    assert isinstance(request.user, User)
    at = timezone.now()
    registrations = list(
        Registration.objects.of(request.user)
        .with_position()
        .select_related("excursion")
        .order_by("excursion__starts_at", "pk")
    )
    current = [r for r in registrations if r.is_live and not r.excursion.is_over(at)]
    context = {
        "confirmed": [r for r in current if r.is_confirmed],
        "waiting": [r for r in current if r.is_waiting],
        "ended": [r for r in reversed(registrations) if r not in current],
    }
    return render(request, "excursions/mine.html", context)


@require_safe
@never_cache
def registration_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """W4: what happened, and what happens next."""
    registration = _own_or_404(request, pk)
    at = timezone.now()
    context = {
        "registration": registration,
        "excursion": registration.excursion,
        "position": registration.position,
        "may_withdraw": rules.why_not_withdraw(registration, at=at) is None,
        "may_change": rules.why_not_change(registration, at=at) is None,
    }
    return render(request, "excursions/registration.html", context)


@require_http_methods(READ_OR_PRESS)
@never_cache
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the answers; the place stays."""
    registration = _own_or_404(request, pk)
    excursion = registration.excursion
    refusal = rules.why_not_change(registration, at=timezone.now())
    if request.method == "POST":
        form = AnswersForm(request.POST, excursion=excursion)
        if form.is_valid():
            assert isinstance(request.user, User)
            try:
                actions.change_answers(registration, answers=form.answers(), actor=request.user)
                return redirect(registration)
            except Refused as refused:
                refusal = refused.refusal
    else:
        form = AnswersForm(excursion=excursion, initial=initial_of_registration(registration))
    context = {
        "registration": registration,
        "excursion": excursion,
        "form": form,
        "refusal": refusal,
    }
    return render(request, "excursions/change.html", context)


@require_http_methods(READ_OR_PRESS)
@never_cache
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; the press on the button gives the place back."""
    registration = _own_or_404(request, pk)
    at = timezone.now()
    refusal = rules.why_not_withdraw(registration, at=at)
    if request.method == "POST":
        assert isinstance(request.user, User)
        try:
            actions.withdraw(registration, actor=request.user)
            return redirect(registration)
        except Refused as refused:
            if refused.refusal.code == "ended":  # given back a moment ago, in another tab
                return redirect(registration)
            refusal = refused.refusal
    context = {
        "registration": registration,
        "excursion": registration.excursion,
        "refusal": refusal,
        "anyone_waiting": registration.excursion.registrations.waiting().exists(),
        "moves_by_itself": rules.moves_by_itself(registration.excursion, at),
    }
    return render(request, "excursions/withdraw.html", context)


def _own_or_404(request: HttpRequest, pk: int) -> Registration:
    """The person's own registration; somebody else's does not exist for them."""
    assert isinstance(request.user, User)
    own = Registration.objects.of(request.user).with_position().select_related("excursion")
    return get_object_or_404(own, pk=pk)


def _own_live(request: HttpRequest) -> dict[int, Registration]:
    """The visitor's live registrations by excursion; nobody's without logging in."""
    if not isinstance(request.user, User):
        return {}
    own = Registration.objects.live().of(request.user).with_position()
    return {registration.excursion_id: registration for registration in own}


def _keep_input(request: HttpRequest, excursion: Excursion) -> None:
    """Keeps what was typed in the session, not in the address, while the person logs in."""
    if request.method != "POST":
        return
    typed = {name: request.POST.get(name, "")[:1000] for name in AnswersForm.base_fields}
    request.session.set_expiry(KEEP_INPUT)  # it may say what somebody needs: gone after an hour
    request.session["kept_input"] = {"of": excursion.pk, "at": time.time(), "typed": typed}


def _take_kept_input(request: HttpRequest, excursion: Excursion) -> dict[str, Any]:
    kept = request.session.get("kept_input")
    if not kept or kept["of"] != excursion.pk:
        return {}
    del request.session["kept_input"]
    return kept["typed"] if time.time() - kept["at"] < KEEP_INPUT else {}


def _calendar_response(file: calendar.File, name: str) -> HttpResponse:
    return HttpResponse(
        file.data,
        content_type=f"text/calendar; charset=utf-8; method={file.method}",
        headers={"Content-Disposition": f'attachment; filename="{name}.ics"'},
    )
