"""How often one person may change their registrations.

Counted in the history, which is written anyway: a counter of its own would cost every
registration three more writes, in the very second in which a thousand people want one lock.
"""

from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts import limits
from accounts.models import User
from accounts.requests import View
from excursions.models import Event

MOST_STEPS = 60
PERIOD = timedelta(hours=1)


def is_too_often(user: User, at: datetime) -> bool:
    """Whether this person has changed something about their own places that often lately."""
    own = Event.objects.filter(actor=user, registration__user=user, at__gt=at - PERIOD)
    return own.order_by()[:MOST_STEPS].count() >= MOST_STEPS


def not_too_often(view: View) -> View:
    """Answers 429 to a press, as long as there were too many.

    For the ways in. Giving a place back and withdrawing a consent are always open.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user if request.method == "POST" else None
        if isinstance(user, User) and is_too_often(user, timezone.now()):
            return limits.refused(request)
        return view(request, *args, **kwargs)

    return guarded
