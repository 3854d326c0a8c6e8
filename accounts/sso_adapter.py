"""How allauth's single sign-on behaves here: nobody signs up, connects or merges by hand."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from requests import RequestException

from accounts import sso
from accounts.models import User
from accounts.sso import Problem

# 424: something else that this page needs has failed; it is no fault of ours.
STATUS = {Problem.AWAY: 424, Problem.CANCELLED: 200}


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> User:
        """Reads the claims. They are not stored: the account holds what we need of them."""
        account = sociallogin.account
        found = account.extra_data.get("userinfo") or account.extra_data.get("id_token") or {}
        sociallogin.claims = sso.read(found)
        account.extra_data = {}
        user: User = sociallogin.user
        return user

    @transaction.atomic
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Finds the person; afterwards allauth logs them in, with all its further steps."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(problem_page(request, Problem.FAILED))
        if not sociallogin.is_existing:
            found = sso.find(sociallogin.claims, sociallogin.account.provider)
            if isinstance(found, Problem):
                raise ImmediateHttpResponse(problem_page(request, found))
            if not found.is_active:
                raise ImmediateHttpResponse(redirect("account_inactive"))
            sociallogin.connect(request, found)
        sso.fill_in(sociallogin.user, sociallogin.claims)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, **kwargs: Any
    ) -> None:
        """Our own pages instead of allauth's."""
        problem = Problem.FAILED
        if error == AuthError.CANCELLED:
            problem = Problem.CANCELLED
        elif isinstance(kwargs.get("exception"), RequestException):
            problem = Problem.AWAY
        raise ImmediateHttpResponse(problem_page(request, problem))


def problem_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Why it did not work, and the other ways."""
    status = STATUS.get(problem, 403)
    return render(request, "account/sso_problem.html", {"problem": problem}, status=status)
