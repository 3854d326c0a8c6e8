"""The second factor: an app with changing codes, or a passkey. Staff need it for their work."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts import fresh, security, sessions, tasks, typed
from accounts.models import User
from accounts.requests import person
from accounts.security import Event

TOTP, PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN
LAST_WORK = "worked_at"  # in the session, in seconds since 1970
WANTED = "second_factor_next"  # in the session: where somebody wanted to go who has none yet
NOTE_WORK_EVERY = 60  # seconds: not every page view shall write


def has(user: User) -> bool:
    """Whether the person has a second factor; recovery codes alone are none."""
    return _has(user, TOTP, PASSKEY)


def has_passkey(user: User) -> bool:
    """Whether one of them is a passkey."""
    return _has(user, PASSKEY)


def has_app(user: User) -> bool:
    """Whether one of them is an app."""
    return _has(user, TOTP)


def is_used(request: HttpRequest) -> bool:
    """Whether this session was logged in with one, ours or that of the single sign-on."""
    records = get_authentication_records(request, person(request))
    methods = {record["method"] for record in records}
    return "mfa" in methods or (settings.SSO_BRINGS_SECOND_FACTOR and "socialaccount" in methods)


def ask_before_work(request: HttpRequest) -> HttpResponse | None:
    """What stands between a person and the pages on which staff work, or nothing.

    They need a session with a second factor, proven today and used within the hour.
    """
    if not is_used(request):
        typed.keep(request)
        return redirect(reverse("mfa_index", query={"next": request.get_full_path()}))
    if why := _why_again(request):
        return fresh.ask(request, why)
    if time.time() - request.session.get(LAST_WORK, 0) > NOTE_WORK_EVERY:
        request.session[LAST_WORK] = time.time()
        request.session.pop(WANTED, None)
    if request.method == "POST":
        typed.forget(request)
    return None


def _why_again(request: HttpRequest) -> str:
    """Why this session has to prove again who it belongs to: a word, or nothing."""
    proof = fresh.last_proof(request)
    if time.time() - proof > settings.WORK_SESSION_AGE:
        return "old"
    if time.time() - max(proof, request.session.get(LAST_WORK, 0)) > settings.WORK_SESSION_IDLE:
        return "idle"
    return ""


def added(request: HttpRequest, factor: Authenticator) -> None:
    """A new one was set up in this session, and so proven. All other sessions end."""
    record_authentication(request, factor.user, "mfa", id=factor.pk, type=factor.type)
    security.note(Event.FACTOR_CHANGED, request, change="added", kind=factor.type)
    sessions.end_others(request)


def removed(request: HttpRequest) -> None:
    """One is gone. All other sessions end; with the last one this one may not work any more."""
    security.note(Event.FACTOR_CHANGED, request, change="removed")
    if not has(person(request)):
        sessions.forget_proofs(request, "mfa")
    sessions.end_others(request)


@transaction.atomic
def reset(user: User, request: HttpRequest | None = None) -> None:
    """The device is lost: all factors and sessions of the person end, and the person is told."""
    Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user)
    security.note(Event.FACTOR_CHANGED, request, of=user, change="reset")
    tasks.tell_about_factor.enqueue(user.email, "reset")


def _has(user: User, *types: Authenticator.Type) -> bool:
    return bool(Authenticator.objects.filter(user=user, type__in=types).exists())
