"""What is done to every request, and to every answer."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.cache import patch_cache_control

from accounts import typed
from config import views

MOST_BYTES = 200 * 1024 * 1024  # of one request: a day's photos in one go
COMPRESSIBLE = ("text/", "application/json", "application/atom+xml", "application/xml")


GetResponse = Callable[[HttpRequest], HttpResponseBase]


class ResourcePolicyMiddleware:
    """Other sites may link here, but build nothing of ours into their pages.

    A view may say otherwise: the pictures that are made to be shown beside a link do.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class SessionsMiddleware(SessionMiddleware):
    """Django's, for keys that may be one: PostgreSQL falls over what no text can hold."""

    def process_request(self, request: HttpRequest) -> None:
        if not request.COOKIES.get(settings.SESSION_COOKIE_NAME, "").isalnum():
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        super().process_request(request)


class PersonalAnswersMiddleware:
    """What was made for one person is kept nowhere: every page shows who is logged in.

    Made for one person is whatever looked into a session in which there is something. What did
    not, such as a public photo, stays as cacheable as its view says.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        session = request.session
        if session.accessed and not session.is_empty():
            patch_cache_control(response, private=True, no_store=True)
        return response


class TextGZipMiddleware(GZipMiddleware):
    """Compresses text only: pictures and archives are compressed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.headers.get("Content-Type", "").startswith(COMPRESSIBLE):
            return super().process_response(request, response)
        return response


class LoginFirstMiddleware(LoginRequiredMiddleware):
    """Every page needs a login unless it says otherwise (Django's); the administration keeps
    what somebody typed while the session ended."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> Any:
        desk = reverse("admin:index")
        if request.method == "POST" and request.path.startswith(desk):
            return typed.log_in_first(request, then=desk)
        return super().handle_no_permission(request, view_func)


class BodyLimitMiddleware:
    """Refuses a request that is too large before anything of it is read or stored."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > MOST_BYTES:
            return views.too_much(request)
        return self.get_response(request)
