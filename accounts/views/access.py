"""The second step for addresses outside the city: the access code of the own unit."""

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.utils import passthrough_next_redirect_url
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import security
from accounts.adapter import send_code
from accounts.forms import AccessCodeForm
from accounts.models import Unit, User
from accounts.requests import read_or_press
from accounts.security import Event

ASKING = "access_code_for"  # in the session: the address that was typed on the page before


@login_not_required
@read_or_press
@never_cache
def access_code(request: HttpRequest) -> HttpResponse:
    """Asks for it. The page is the same whether or not there is an account already."""
    email = request.session.get(ASKING, "")
    if not email or request.user.is_authenticated:
        return _to(request, "account_request_login_code")
    form = AccessCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not ratelimit.consume(request, action="access_code", key=email):
        security.note(Event.RATE_LIMITED, request, of=security.account_of(email))
        form = AccessCodeForm()
        problem = _(
            "These were too many attempts in a short time. Please wait a while, or call us."
        )
        return _page(request, form, email, problem)
    if form.is_valid():
        del request.session[ASKING]
        _send_code(request, email, form.unit)
        return _to(request, "account_confirm_login_code")
    return _page(request, form, email)


def _send_code(request: HttpRequest, email: str, unit: Unit | None) -> None:
    """To the mailbox, if it has an account; with the code of a unit it has one from now on."""
    if unit:
        User.objects.prepare(email, unit)
    user = User.objects.filter(email=email, is_active=True).first()
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=email)
    if user is None:
        send_code(email, code="")


def _page(
    request: HttpRequest, form: AccessCodeForm, email: str, problem: str = ""
) -> HttpResponse:
    start = passthrough_next_redirect_url(request, reverse("account_request_login_code"), "next")
    context = {"form": form, "email": email, "problem": problem, "other_address_url": start}
    return render(request, "account/access_code.html", context)


def _to(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponseRedirect(passthrough_next_redirect_url(request, reverse(name), "next"))
