"""What is written down of what happens: for machines or for people, and nothing about persons.

`LOG_FORMAT=json` writes one object a line. A request is logged by the name of its view; addresses
may hold a secret or somebody's number, so no path and no query stands in a log.
"""

import copy
import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, override

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from pythonjsonlogger.json import JsonFormatter

from config import env

# Whoever knows the rest of these addresses may read somebody's calendar, or choose their mails.
KEYS = re.compile(r"(/kalender/|/konto/mails/)[\w-]+")
MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# PostgreSQL repeats the row that it refuses.
DETAIL = re.compile(r"^DETAIL: .*$", re.MULTILINE)
REQUEST_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
NUMBER = "streifzug.request_id"
LINE = "{asctime} {levelname} {name}: {message}"
JSON = "{asctime} {levelname} {name} {message}"

_request_id: ContextVar[str] = ContextVar("request_id", default="")
requests = logging.getLogger("streifzug.request")


def masked(text: str) -> str:
    """Without what is a key or says who somebody is."""
    return MAIL_ADDRESS.sub("…@…", KEYS.sub(r"\1…", text))


class Careful(logging.Filter):
    """Hands on a copy with the request's number, where the name of the view stands in place of
    the path, and whose message is one line.
    """

    @override
    def filter(self, record: logging.LogRecord) -> logging.LogRecord:
        careful = copy.copy(record)
        careful.exc_text = None  # as another handler may have written it
        request = careful.__dict__.pop("request", None)
        # Django writes some of its lines when the middleware is through already.
        careful.request_id = _request_id.get() or getattr(request, "META", {}).get(NUMBER, "")
        careful.__dict__.pop("exception", None)  # stands in exc_info
        args = careful.args
        if isinstance(request, HttpRequest) and isinstance(args, tuple):
            # Django escapes what it writes.
            paths = {request.path, request.path.encode("unicode_escape").decode()}
            careful.args = tuple(view_of(request) if a in paths else a for a in args)
        careful.msg = careful.getMessage().replace("\r", "\\r").replace("\n", "\\n")
        careful.args = ()
        return careful


class _Careful(logging.Formatter):
    """Moments in UTC, keys and addresses masked."""

    @override
    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    @override
    def formatException(self, ei: Any) -> str:
        return DETAIL.sub("DETAIL: …", super().formatException(ei))

    @override
    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


class LineFormatter(_Careful):
    """For people."""

    def __init__(self) -> None:
        super().__init__(LINE, style="{")


class JsonLines(_Careful, JsonFormatter):
    """For machines."""

    def __init__(self) -> None:
        JsonFormatter.__init__(self, JSON, style="{", json_ensure_ascii=False)


class RequestLogMiddleware:
    """Gives every request a number, and writes one line when it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = uuid.uuid4().hex
        # Only a proxy may choose it; from elsewhere it would be a way to write into the log.
        given = request.headers.get("X-Request-ID", "")
        if settings.BEHIND_PROXY and REQUEST_ID.fullmatch(given):
            number = given
        request.META[NUMBER] = number  # no header can be called so
        token = _request_id.set(number)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            milliseconds = round((time.perf_counter() - began) * 1000, 1)
            response.headers["X-Request-ID"] = number
            self._log(request, response.status_code, milliseconds)
        finally:
            _request_id.reset(token)
        return response

    def _log(self, request: HttpRequest, status: int, milliseconds: float) -> None:
        view = view_of(request)
        facts = {"method": request.method, "view": view, "status": status, "ms": milliseconds}
        requests.info("%s %s %s %s ms", *facts.values(), extra=facts)


def view_of(request: HttpRequest) -> str:
    """The name of the view that answers, which says nothing about anybody."""
    match = request.resolver_match
    return (match.view_name if match else "") or "-"


def formatter() -> logging.Formatter:
    """As LOG_FORMAT says."""
    return JsonLines() if env.one_of("LOG_FORMAT", "line", "json") == "json" else LineFormatter()


def configuration() -> dict[str, Any]:
    """For settings.LOGGING."""
    every_request = env.flag("LOG_REQUESTS", isinstance(formatter(), JsonLines))
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"chosen": {"()": "config.logs.formatter"}},
        "filters": {"careful": {"()": "config.logs.Careful"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "chosen",
                "filters": ["careful"],
            }
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            "streifzug": {"level": "INFO"},
            "streifzug.request": {"level": "INFO" if every_request else "WARNING"},
        },
    }
