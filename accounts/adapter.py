"""How allauth behaves here: who may have an account, and mails by the worker."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import security, sessions, tasks
from accounts.models import User
from accounts.security import Event


def send_code(email: str, code: str) -> None:
    """Without a code, where there is no account: the same work, and nothing is sent."""
    good_until = timezone.now() + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    tasks.send_login_code.enqueue(email, code, good_until.isoformat())


class AccountAdapter(DefaultAccountAdapter):
    # What went wrong and what to do now.
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _(
            "This is not the latest code. Please compare it with the newest e-mail from us."
        ),
        "email_password_mismatch": _(
            "Address and password do not match. Please check both, or log in with a code."
        ),
        "enter_current_password": _("This is not your present password. Please check it."),
        "too_many_login_attempts": _(
            "These were too many attempts in a short time. Please wait five minutes and try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """There is no sign-up page: the first code that is confirmed makes the account."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By account alone. allauth counts by host as well, and the port in the Host header is
        whatever somebody writes there: every port would bring five more tries.
        """
        return str(credentials.get("email", "")).strip().lower()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:  # too many attempts
            account = security.account_of(credentials.get("email", ""))
            security.note(Event.LOGIN_LOCKED, request, of=account, by="password")
            raise

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Has the worker send the login code; the page never waits for a mail server."""
        assert template_prefix == "account/email/login_code", template_prefix
        send_code(email, context["code"])

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Our own mails say what happened (tasks.tell_about_factor)."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """`fresh_login_required` asks at the view, with more ways than allauth knows."""
        return False

    def get_login_stages(self) -> list[str]:
        theirs = "allauth.mfa.stages.AuthenticateStage"
        stages: list[str] = super().get_login_stages()
        return ["accounts.stages.FactorStage" if one == theirs else one for one in stages]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say what happened themselves; allauth's messages would say it twice."""

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        # Nothing means the setting's two weeks, 0 until the browser is closed.
        stays = request.session.pop("stay_logged_in", False)
        request.session.set_expiry(None if stays else 0)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        sessions.note(request)
        return response
