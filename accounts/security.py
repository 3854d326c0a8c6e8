"""The security log: who tried what, and how it ended. Never what somebody typed, no addresses.

It goes to the logger `streifzug.security`, one line an event; docs/security.md lists them all.
"""

import ipaddress
import json
import logging
import re
from enum import StrEnum
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest

from accounts.models import User

logger = logging.getLogger("streifzug.security")
# Everything else is written as JSON, in which no character can end the line.
_PLAIN = re.compile(r"[\w.:/,-]+", re.ASCII)


class Event(StrEnum):
    """What is written down."""

    LOGGED_IN = "logged_in"
    LOGIN_FAILED = "login_failed"
    LOGIN_LOCKED = "login_locked"
    LOGGED_OUT = "logged_out"
    SESSION_ENDED = "session_ended"
    ADDRESS_CHANGED = "address_changed"
    FACTOR_CHANGED = "factor_changed"
    ACCESS_CODE_RENEWED = "access_code_renewed"
    RIGHTS_CHANGED = "rights_changed"
    ACCESS_REFUSED = "access_refused"
    FORGED_REQUEST = "forged_request"
    SUSPICIOUS_REQUEST = "suspicious_request"
    RATE_LIMITED = "rate_limited"
    UPLOAD_REFUSED = "upload_refused"
    NEEDS_READ = "needs_read"
    EXPORTED = "exported"
    DATA_DOWNLOADED = "data_downloaded"
    ACCOUNT_DELETED = "account_deleted"


# These are worth a look; what is left are things that are meant to happen.
_WARNINGS = {
    Event.LOGIN_FAILED,
    Event.LOGIN_LOCKED,
    Event.ACCESS_REFUSED,
    Event.FORGED_REQUEST,
    Event.SUSPICIOUS_REQUEST,
    Event.RATE_LIMITED,
    Event.UPLOAD_REFUSED,
}


def note(
    event: Event,
    request: HttpRequest | None = None,
    *,
    actor: Any = None,
    of: Model | None = None,
    **details: object,
) -> None:
    """Writes one line. `of` is what it is about; the actor is whoever is logged in, unless said.

    The record carries the same values as `security`, for formatters that know fields.
    """
    if actor is None and request is not None:
        actor = getattr(request, "user", None)
    values: dict[str, object] = {
        "event": event.value,
        "outcome": "refused" if event in _WARNINGS else "ok",
        "actor": getattr(actor, "pk", None) or "-",
        "object": f"{of._meta.label_lower}:{of.pk}" if of is not None else "-",
        "client": _network(request) if request is not None else "-",
        **details,
    }
    values = {name: v if isinstance(v, int) else str(v) for name, v in values.items()}
    line = " ".join(f"{name}={_encoded(value)}" for name, value in values.items())
    level = logging.WARNING if event in _WARNINGS else logging.INFO
    logger.log(level, line, extra={"security": values})


def account_of(email: object) -> User | None:
    """The account that somebody tried to open: its key may stand in a log, the address not."""
    return User.objects.filter(email=str(email).strip().lower()).first()


def _encoded(value: object) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text)


def _network(request: HttpRequest) -> str:
    """Where it came from, shortened: enough to see an attack, too little to follow a person."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return "-"
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False))
