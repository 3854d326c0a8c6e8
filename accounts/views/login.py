"""Logging in by code and by password: allauth's views, with nothing lost on the way."""

import time
from typing import Any, cast

from allauth.account import views as allauth
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.models import Login as PendingLogin
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.core import ratelimit
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import security, sso
from accounts.adapter import send_code
from accounts.addresses import may_have_account
from accounts.fresh import fresh_login_required
from accounts.limits import refused
from accounts.models import User
from accounts.security import Event
from accounts.views.access import ASKING

# In the session, for the next page: why the code is not asked for any more, and whose it was.
PROBLEM = "login_problem"


def _code_sent_to(request: HttpRequest) -> str:
    """The address this browser asked a code for, or an empty string."""
    login = request.session.get(LOGIN_SESSION_KEY)
    return (login.get("email") or "") if isinstance(login, dict) else ""


class _OpenAnyway:
    """allauth sends everybody who waits for a code to the field for it.

    Then a mistyped address could never be corrected, and `next` would be forgotten.
    """

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: object) -> None:
        return None


class Login(_OpenAnyway, allauth.LoginView):
    """By password, for those who have one."""


class LoginByPasskey(_OpenAnyway, LoginWebAuthnView):
    """With a passkey alone: the device has asked for finger, face or PIN, so it is two factors."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "application/json" in request.headers.get("Accept", ""):
            return cast(HttpResponse, super().get(request, *args, **kwargs))
        return HttpResponseRedirect(reverse("account_request_login_code"))

    def form_invalid(self, form: Form) -> HttpResponse:
        self.request.session[PROBLEM] = {"kind": "passkey", "email": ""}
        start = reverse("account_request_login_code")
        return HttpResponseRedirect(passthrough_next_redirect_url(self.request, start, "next"))

    def form_valid(self, form: Form) -> HttpResponse:
        passkey = form.cleaned_data["credential"]
        login = PendingLogin(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        return cast(HttpResponse, perform_passwordless_login(self.request, passkey, login))


class _NewPassword:
    """A new password ends every session of the account, this one as well."""

    request: HttpRequest

    def get_success_url(self) -> str:
        messages.success(
            self.request, _("Your new password is valid now. Please log in with it once.")
        )
        return reverse("account_login")


class ChangePassword(_NewPassword, allauth.PasswordChangeView):
    """For those who have a password."""


@method_decorator(fresh_login_required, name="dispatch")
class SetPassword(_NewPassword, allauth.PasswordSetView):
    """The first one, for an account that logs in by code so far."""


class RequestLoginCode(_OpenAnyway, allauth.RequestLoginCodeView):
    """Asks for the address."""

    def form_valid(self, form: Form) -> HttpResponse:
        email = form.cleaned_data["email"]
        if may_have_account(email):
            if getattr(form, "_user", None) is None:  # switched off
                send_code(email, code="")
            return cast(HttpResponse, super().form_valid(form))
        self.request.session[ASKING] = email
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_access_code")))

    def get_initial(self) -> dict[str, Any]:
        session = self.request.session
        email = _code_sent_to(self.request) or session.get(PROBLEM, {}).get("email", "")
        stay = session.get("stay_logged_in", False)
        return {**super().get_initial(), "email": email, "stay_logged_in": stay}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        problem = self.request.session.pop(PROBLEM, {})
        waiting = LoginStageController.enter(self.request, LoginByCodeStage.key)
        confirm_url = self.passthrough_next_url(reverse("account_confirm_login_code"))
        return context | {
            "problem": problem.get("kind", ""),
            "code_sent_to": _code_sent_to(self.request) if waiting else "",
            "confirm_url": confirm_url,
            "sso_url": self.passthrough_next_url(
                reverse("openid_connect_login", args=[sso.PROVIDER])
            )
            if sso.is_offered()
            else "",
            "sso_name": settings.OIDC_NAME,
            "passkey_url": self.passthrough_next_url(reverse("mfa_login_webauthn")),
        }


class ConfirmLoginCode(allauth.ConfirmLoginCodeView):
    """Asks for the code."""

    _process: Any = None

    @method_decorator(login_not_required)
    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who has to start again is told why, keeps the address, and still gets to `next`."""
        email = _code_sent_to(request)
        if email and not request.session[LOGIN_SESSION_KEY].get("user_pk"):
            User.objects.filter(pk=0).first()  # as much work as where there is somebody
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        start = reverse("account_request_login_code")
        if getattr(response, "url", "") != start:
            return response
        if self._process:
            request.session[PROBLEM] = {"kind": "attempts", "email": email}
            account = security.account_of(email)
            security.note(Event.LOGIN_LOCKED, request, of=account, by="code")
        elif email or request.method == "POST":
            request.session[PROBLEM] = {"kind": "expired", "email": email}
        return HttpResponseRedirect(self.passthrough_next_url(start))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Attempts are counted over all processes. allauth notes them in the session, where
        requests that come at the same moment write over each other.
        """
        if self._action == "verify" and request.POST.get("code", "").strip():
            if not ratelimit.consume(request, action="wrong_code", dry_run=True):
                return cast(HttpResponse, refused(request))
            if not ratelimit.consume(request, action="mail_code", key=self._code_key()):
                self._process.abort()
                return HttpResponseRedirect(reverse("account_request_login_code"))
        return cast(HttpResponse, super().post(request, *args, **kwargs))

    def _code_key(self) -> str:
        """Names the code that is asked for, without holding it."""
        return f"{self.request.session.session_key}:{self._process.state['at']}"

    def _verify_form_valid(self, form: Form) -> HttpResponse:
        """A code that went to the former mailbox of an account opens it no more, and one that has
        just opened it in another request not either.
        """
        is_theirs = getattr(self._process.user, "email", None) == _code_sent_to(self.request)
        used, seconds = f"used_code:{self._code_key()}", settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
        if not is_theirs or not cache.add(used, True, seconds):
            self._process.abort()
            self._process = None
            return HttpResponseRedirect(reverse("account_request_login_code"))
        return cast(HttpResponse, super()._verify_form_valid(form))

    def form_invalid(self, form: Form) -> HttpResponse:
        if form.has_error("code", "required"):  # an empty field is no attempt
            return cast(HttpResponse, self.render_to_response(self.get_context_data(form=form)))
        account = security.account_of(_code_sent_to(self.request))
        security.note(Event.LOGIN_FAILED, self.request, of=account, by="code")
        # Whoever tries a few codes at each of many accounts gets one right in the end.
        ratelimit.consume(self.request, action="wrong_code")
        return cast(HttpResponse, super().form_invalid(form))

    def _resend_form_valid(self, form: Form) -> HttpResponse:
        """A new code, with 15 minutes of its own. It counts like one that was asked for anew: how
        often it was pressed stands in the session, like the attempts.
        """
        email = _code_sent_to(self.request)
        if not ratelimit.consume(self.request, action="request_login_code", key=email):
            text = _("These were many codes in a short time. Please wait a while.")
            messages.error(self.request, text)
            here = self.passthrough_next_url(reverse("account_confirm_login_code"))
            return HttpResponseRedirect(here)
        self._process.state["at"] = self.stage.login.initiated_at = time.time()
        messages.success(
            self.request,
            _(
                "If this address may take part, a new code is on its way. "
                "Only the latest code is valid."
            ),
        )
        if self._process.user is None:
            send_code(email, code="")
        return cast(HttpResponse, super()._resend_form_valid(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        other = self.passthrough_next_url(reverse("account_request_login_code"))
        return context | {"other_address_url": other}
