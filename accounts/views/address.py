"""A new address for the own account: it is named, then proven by a code."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import mail_code, new_address, security
from accounts.forms import MailCodeForm, NewAddressForm
from accounts.fresh import fresh_login_required
from accounts.new_address import Outcome
from accounts.requests import person, read_or_press
from accounts.security import Event

# In the session, for the next page: why one has to start again, and with which address.
PROBLEM = "address_problem"


@read_or_press
@never_cache
@fresh_login_required
def change_address(request: HttpRequest) -> HttpResponse:
    """Asks for the new address. The answer is the same for free and for taken ones."""
    problem = request.session.pop(PROBLEM, {})
    typed = request.POST if request.method == "POST" else None
    form = NewAddressForm(typed, user=person(request), initial={"email": problem.get("email", "")})
    if form.is_valid():
        if new_address.ask(request, form.cleaned_data["email"]):
            return redirect("account_confirm_address")
        form.add_error("email", _("These were many codes in a short time. Please wait a while."))
    context = {"form": form, "problem": problem.get("kind", "")}
    return render(request, "account/change_address.html", context)


@read_or_press
@never_cache
def confirm_address(request: HttpRequest) -> HttpResponse:
    """Asks for the code that went to the new address."""
    asked = new_address.asked(request)
    if not asked:  # changed already, perhaps in another tab
        return redirect("account_change_address")
    if mail_code.is_over(asked):
        return _start_again(request, Outcome.EXPIRED, asked["email"])
    form = MailCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        outcome = new_address.confirm(request, asked, form.cleaned_data["code"])
        if outcome is Outcome.CHANGED:
            return _done(request, asked["email"])
        if outcome is not Outcome.WRONG:
            return _start_again(request, outcome, asked["email"])
        form.add_error("code", _("This code does not match. Please compare it with our e-mail."))
    context = {"form": form, "email": asked["email"]}
    return render(request, "account/confirm_address.html", context)


def _start_again(request: HttpRequest, outcome: Outcome, email: str) -> HttpResponse:
    new_address.forget(request)
    request.session[PROBLEM] = {"kind": outcome, "email": email}
    return redirect("account_change_address")


def _done(request: HttpRequest, email: str) -> HttpResponse:
    new_address.forget(request)
    security.note(Event.ADDRESS_CHANGED, request)
    messages.success(
        request,
        _(
            "Done. From now on we write to %(email)s, and you log in with it. "
            "On other devices you are logged out."
        )
        % {"email": email},
    )
    return redirect("account_own")
