"""What views ask of a request: who is there, and whether it only looks or presses a button."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from accounts.models import User

View = Callable[..., HttpResponseBase]

MOST_DIGITS = 18  # what fits into 64 bits, the size of a primary key, for certain
read_or_press = require_http_methods(["GET", "HEAD", "POST"])


def person(request: HttpRequest) -> User:
    """The person who is logged in."""
    assert isinstance(request.user, User)
    return request.user


def key(typed: str) -> int | None:
    """The primary key that somebody sent, or nothing if it can be none."""
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else None
