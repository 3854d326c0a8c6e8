"""The page that asks whether it is still the same person, and leads back."""

import json

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.forms import Form, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import fresh as proof
from accounts import second_factor, typed
from accounts.factor_forms import FactorForm, PasskeyProofForm
from accounts.forms import MailCodeForm, PasswordForm
from accounts.mail_code import Answer
from accounts.requests import person, read_or_press


@read_or_press
@never_cache
def fresh(request: HttpRequest) -> HttpResponse:
    """Asks for the second factor, or for a code or the password of those who have none."""
    user = person(request)
    answer = _with_factor if second_factor.has(user) else _without_factor
    return answer(request)


@require_safe
@never_cache
def send_again(request: HttpRequest) -> HttpResponse:
    """Shows that nothing typed is lost, with the button to send it now."""
    address = get_next_redirect_url(request) or ""
    fields = typed.kept(request, address)
    if not fields:
        return redirect(address or "account_own")
    return render(request, "account/send_again.html", {"typed": fields, "address": address})


def _with_factor(request: HttpRequest) -> HttpResponse:
    user = person(request)
    by_passkey = "credential" in request.POST
    data = request.POST if request.method == "POST" else None
    form = FactorForm(None if by_passkey else data, user=user)
    passkey = PasskeyProofForm(data if by_passkey else None, user=user)
    used = passkey if by_passkey else form
    if used.is_valid():
        used.save()
        return _done(request)
    context = {"form": form, "passkey": passkey, "failed": bool(used.errors)}
    if second_factor.has_passkey(user):
        context["options"] = json.dumps(begin_authentication(user))
    return render(request, "account/fresh_factor.html", _frame(request) | context)


def _without_factor(request: HttpRequest) -> HttpResponse:
    action = request.POST.get("action", "")
    code = MailCodeForm(request.POST if action == "code" else None)
    password = PasswordForm(request.POST if action == "password" else None)
    problem = ""
    if action == "send" and not proof.send_code(request):
        problem = _("These were many codes in a short time. Please wait a while.")
    if action == "code" and code.is_valid():
        answer = _answer_to(request, code.cleaned_data["code"])
        if answer is Answer.RIGHT:
            return _done(request)
        if answer is Answer.WRONG:
            code.add_error(
                "code", _("This code does not match. Please compare it with our e-mail.")
            )
        else:
            problem = _("This code is no longer valid. Please ask for a new one.")
    if action == "password" and _password_is_right(request, password):
        return _done(request)
    context = {
        "code": code,
        "password": password,
        "sent": proof.sent_code(request),
        "problem": problem,
        "failed": bool(code.errors or password.errors or problem),
    }
    return render(request, "account/fresh.html", _frame(request) | context)


def _answer_to(request: HttpRequest, code: str) -> Answer:
    sent = proof.sent_code(request)
    return proof.by_mail_code(request, sent, code) if sent else Answer.ATTEMPTS


def _password_is_right(request: HttpRequest, form: Form) -> bool:
    if not form.is_valid():
        return False
    try:
        if proof.by_password(request, form.cleaned_data["password"]):
            return True
        form.add_error("password", _("This is not your present password. Please check it."))
    except ValidationError as too_many:
        form.add_error("password", too_many)
    return False


def _frame(request: HttpRequest) -> dict[str, object]:
    """What both pages show: why one is asked, and where it goes on."""
    address = get_next_redirect_url(request) or ""
    why = request.GET.get("why", "")
    return {"next": address, "why": why, "keeps": bool(typed.kept(request, address))}


def _done(request: HttpRequest) -> HttpResponse:
    address = get_next_redirect_url(request) or ""
    if typed.kept(request, address):
        return redirect(reverse("account_send_again", query={"next": address}))
    return redirect(address or "account_own")
