"""Is it still the same person who sits there? Asked before what could not be undone.

Whoever has a second factor shows it; all others a code from their mailbox, or their password.
"""

import time
from datetime import timedelta
from functools import wraps
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from accounts import mail_code, tasks, typed
from accounts.mail_code import Answer, Sent
from accounts.requests import View, person

FRESH_FOR = timedelta(minutes=5)
SESSION_KEY = "fresh_code"


def fresh_login_required(view: View) -> View:
    """For a view: the person must have proven within five minutes who they are.

    Otherwise a page asks for it and leads back here. What was just sent is not lost.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_fresh(request):
            return ask(request)
        if request.method == "POST":
            typed.forget(request)
        return view(request, *args, **kwargs)

    return guarded


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has logged in, or proven who they are, a moment ago."""
    return time.time() - last_proof(request) < FRESH_FOR.total_seconds()


def last_proof(request: HttpRequest) -> float:
    """When this session last proved who it belongs to, in seconds since 1970."""
    records = get_authentication_records(request, person(request))
    return max((float(record["at"]) for record in records), default=0)


def ask(request: HttpRequest, why: str = "") -> HttpResponse:
    """To the page that asks for a proof, and back. A GET or POST with all that was typed."""
    typed.keep(request)
    query = {"next": request.get_full_path()} | ({"why": why} if why else {})
    return redirect(reverse("account_fresh", query=query))


def send_code(request: HttpRequest) -> bool:
    """Has a code sent to the person's own address, unless there were too many already."""
    if not ratelimit.consume(request, action="fresh_code"):
        return False
    email = person(request).email
    code, sent = mail_code.make(email)
    request.session[SESSION_KEY] = sent
    tasks.send_fresh_code.enqueue(email, code, sent["good_until"])
    return True


def sent_code(request: HttpRequest) -> Sent | None:
    """The code that is on its way, unless it has become too old."""
    sent = cast("Sent | None", request.session.get(SESSION_KEY))
    return None if sent is None or mail_code.is_over(sent) else sent


def by_mail_code(request: HttpRequest, sent: Sent, code: str) -> Answer:
    """Takes the code from the mail as a proof, if it is the one. It is good once."""
    answer = mail_code.check(request, sent, code)
    if answer is not Answer.WRONG:
        del request.session[SESSION_KEY]
    if answer is Answer.RIGHT:
        _record(request, "code")
    return answer


def by_password(request: HttpRequest, password: str) -> bool:
    """Takes the password as a proof, if it is right. The attempts are counted, as at logging in."""
    user = person(request)
    found = get_adapter().authenticate(request, email=user.email, password=password)
    if found != user:
        return False
    _record(request, "password")
    return True


def _record(request: HttpRequest, method: str) -> None:
    record_authentication(request, person(request), method, reauthenticated=True)
