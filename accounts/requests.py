"""What views ask of a request: who is there, and whether it only looks or presses a button."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from accounts.models import User

View = Callable[..., HttpResponseBase]

read_or_press = require_http_methods(["GET", "HEAD", "POST"])


def person(request: HttpRequest) -> User:
    """The person who is logged in."""
    assert isinstance(request.user, User)
    return request.user
