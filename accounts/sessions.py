"""Where somebody is logged in, and how that ends.

The digest that every session carries holds the address, the password and a salt. A new salt ends
all sessions at once, wherever they are kept.
"""

from allauth.account.authentication import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from accounts.models import User
from accounts.requests import person

NO_ADDRESS = "::"  # allauth wants to store one; nobody here needs it


def note(request: HttpRequest) -> None:
    """A new session: which device it is stays, from which address of the network does not."""
    own = UserSession.objects.filter(session_key=request.session.session_key)
    own.update(ip=NO_ADDRESS)


def end_all(user: User) -> None:
    """The person is logged out everywhere."""
    user.session_salt = get_random_string(22)
    user.save(update_fields=["session_salt"])
    for session in UserSession.objects.filter(user=user):
        session.end()


def end_others(request: HttpRequest) -> None:
    """The person is logged out everywhere but here."""
    user = person(request)
    own = UserSession.objects.filter(session_key=request.session.session_key)
    own_pk = own.values_list("pk", flat=True).first()
    for session in UserSession.objects.filter(user=user).exclude(pk=own_pk):
        session.end()
    user.session_salt = get_random_string(22)
    user.save(update_fields=["session_salt"])
    keep(request)


def keep(request: HttpRequest) -> None:
    """This session goes on after all were ended; it gets a new key on the way."""
    old = request.session.session_key
    update_session_auth_hash(request, person(request))
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def forget_proofs(request: HttpRequest, method: str) -> None:
    """This session was not logged in that way any more."""
    records = get_authentication_records(request, person(request))
    others = [record for record in records if record["method"] != method]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = others
