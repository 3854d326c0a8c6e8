"""The steps of logging in, where ours differ from allauth's."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest


class FactorStage(AuthenticateStage):
    """Asks for the second factor, unless single sign-on brings its own (a setting says so)."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        came_by_sso = any(record["method"] == "socialaccount" for record in records)
        if settings.SSO_BRINGS_SECOND_FACTOR and came_by_sso:
            return False
        return bool(super()._should_handle(request))
