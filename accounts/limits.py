"""How often something may be done. The numbers stand in the settings, the page is config's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.requests import View


def limited(action: str, *, by: str = "") -> Callable[[View], View]:
    """Answers 429 to whoever presses too often; `ACCOUNT_RATE_LIMITS` says what that is.

    Counts the presses of a person; with `by` those of whoever has this part of the address.
    Looking is never counted, and who has to log in first is not either.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            is_counted = by or request.user.is_authenticated
            if is_counted and not ratelimit.consume(request, action=action, key=kwargs.get(by)):
                return refused(request)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def refused(request: HttpRequest) -> HttpResponseBase:
    """The page that asks to wait, with what was typed."""
    answer: HttpResponseBase = ratelimit.respond_429(request)
    return answer
