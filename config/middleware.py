"""What is done to every request, and to every answer."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from config import views

MOST_BYTES = 200 * 1024 * 1024  # of one request: a day's photos in one go
COMPRESSIBLE = ("text/", "application/json", "application/atom+xml", "application/xml")


class TextGZipMiddleware(GZipMiddleware):
    """Compresses text only: pictures and archives are compressed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.headers.get("Content-Type", "").startswith(COMPRESSIBLE):
            return super().process_response(request, response)
        return response


class BodyLimitMiddleware:
    """Refuses a request that is too large before anything of it is read or stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > MOST_BYTES:
            return views.too_much(request)
        return self.get_response(request)
