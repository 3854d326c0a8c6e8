"""Setting up the second factor, and showing it when logging in: allauth's views, our pages."""

import json
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import second_factor, tasks
from accounts.factor_forms import PasskeyForm
from accounts.fresh import fresh_login_required
from accounts.requests import View, person
from accounts.second_factor import WANTED


def managing(view: View) -> View:
    """For everything that makes or shows a factor."""
    return never_cache(fresh_login_required(view))


@require_safe
@never_cache
def factors(request: HttpRequest) -> HttpResponse:
    """Which factors the person has, and the ways to get one."""
    if address := get_next_redirect_url(request):
        request.session[WANTED] = address
    found = Authenticator.objects.filter(user=person(request)).order_by("created_at")
    context = {
        "totp": next((one for one in found if one.type == Authenticator.Type.TOTP), None),
        "passkeys": [one for one in found if one.type == Authenticator.Type.WEBAUTHN],
        "codes_left": sum(
            len(one.wrap().get_unused_codes())
            for one in found
            if one.type == Authenticator.Type.RECOVERY_CODES
        ),
        "wanted": request.session.get(WANTED, "") if not second_factor.is_used(request) else "",
    }
    return render(request, "account/factors.html", context)


@method_decorator(managing, name="dispatch")
class AddApp(ActivateTOTPView):
    """An app that shows another code every half minute."""

    template_name = "account/factor_app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return context | {
            "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
            "picture": mark_safe(context["totp_svg"]),  # noqa: S308  drawn by ourselves
        }

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        factor = Authenticator.objects.get(user=person(self.request), type=Authenticator.Type.TOTP)
        return _added(self.request, factor, response)


@method_decorator(managing, name="dispatch")
class RemoveApp(DeactivateTOTPView):
    """The app is not to be used any more."""

    template_name = "account/factor_remove.html"

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        return _removed(self.request, response)


@method_decorator(managing, name="dispatch")
class AddPasskey(AddWebAuthnView):
    """A key that the device keeps, opened by finger, face or PIN."""

    form_class = PasskeyForm
    template_name = "account/factor_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        options = begin_registration(person(self.request), passwordless=True)
        return {"form": form, "view": self, "options": json.dumps(options)}

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        passkeys = Authenticator.objects.filter(
            user=person(self.request), type=Authenticator.Type.WEBAUTHN
        )
        return _added(self.request, passkeys.latest("pk"), response)


@method_decorator(managing, name="dispatch")
class RemovePasskey(RemoveWebAuthnView):
    """A passkey is not to be used any more."""

    template_name = "account/factor_remove.html"

    def get_success_url(self) -> str:
        return reverse("mfa_index")

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        return _removed(self.request, response)


@method_decorator(managing, name="dispatch")
class RecoveryCodes(ViewRecoveryCodesView):
    """Codes on paper, for the day on which the device is lost."""

    template_name = "account/recovery_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"wanted": self.request.session.get(WANTED, "")}


@method_decorator(managing, name="dispatch")
class RenewRecoveryCodes(GenerateRecoveryCodesView):
    """New ones; those on the old paper open nothing any more."""

    template_name = "account/recovery_codes_renew.html"

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        tasks.tell_about_factor.enqueue(person(self.request).email, "codes")
        return response


class ShowFactor(AuthenticateView):
    """The second step of logging in."""

    template_name = "account/show_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.stage.login.user
        context["failed"] = any(
            form is not None and form.errors for form in (self.auth_form, self.webauthn_form)
        )
        if second_factor.has_passkey(user):
            context["options"] = json.dumps(context["js_data"]["request_options"])
        context["has_app"] = second_factor.has_app(user)
        return context


def _added(request: HttpRequest, factor: Authenticator, response: HttpResponse) -> HttpResponse:
    second_factor.added(request, factor)
    messages.success(request, _("Your second factor is set up."))
    tasks.tell_about_factor.enqueue(person(request).email, "added")
    return response


def _removed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    second_factor.removed(request)
    messages.success(request, _("Removed. On other devices you are logged out."))
    tasks.tell_about_factor.enqueue(person(request).email, "removed")
    return response
