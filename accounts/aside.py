"""What somebody typed, set aside for an hour: in a row of its own, which ends by itself.

It may say what somebody needs. A session lasts for two weeks, and nobody comes back for certain to
fetch what waits in it.
"""

from typing import Any

from django.http import HttpRequest

KEEP_FOR = 60 * 60  # seconds


def put(request: HttpRequest, name: str, typed: dict[str, Any]) -> None:
    """Sets this aside in place of what was there. The session holds the key alone."""
    drop(request, name)
    row = type(request.session)()
    row.update(typed)
    row.set_expiry(KEEP_FOR)
    row.create()
    request.session[name] = row.session_key


def look(request: HttpRequest, name: str) -> dict[str, Any]:
    """What was set aside within the last hour, or nothing."""
    key = request.session.get(name)
    return dict(type(request.session)(key).load()) if key else {}


def drop(request: HttpRequest, name: str) -> None:
    """It is not needed any more."""
    if key := request.session.pop(name, None):
        request.session.delete(key)
