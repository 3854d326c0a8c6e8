"""A new address for an account: who asks for it proves with a code that its mailbox is theirs."""

from enum import StrEnum
from typing import cast

from allauth.core import ratelimit
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from accounts import addresses, mail_code, sessions, tasks
from accounts.mail_code import Sent
from accounts.models import User
from accounts.requests import person

SESSION_KEY = "new_address"


class Outcome(StrEnum):
    """What became of a code."""

    CHANGED = "changed"
    WRONG = "wrong"
    ATTEMPTS = "attempts"
    EXPIRED = "expired"
    TAKEN = "taken"


def ask(request: HttpRequest, email: str) -> bool:
    """Has a code sent to this address, unless there were too many already.

    The same happens for an address that is taken: only the worker looks, and then sends nothing.
    """
    if not ratelimit.consume(request, action="change_address", key=email):
        return False
    code, sent = mail_code.make(email)
    request.session[SESSION_KEY] = sent
    tasks.send_address_code.enqueue(email, code, sent["good_until"])
    return True


def asked(request: HttpRequest) -> Sent | None:
    """What this browser has asked for, perhaps too long ago."""
    return cast("Sent | None", request.session.get(SESSION_KEY))


def confirm(request: HttpRequest, asked: Sent, code: str) -> Outcome:
    """Changes the address if the code is right."""
    answer = mail_code.check(request, asked, code)
    if answer is not mail_code.Answer.RIGHT:
        return Outcome(answer)
    try:
        change_and_tell(person(request), asked["email"])
    except IntegrityError:
        return Outcome.TAKEN
    sessions.keep(request)
    return Outcome.CHANGED


def forget(request: HttpRequest) -> None:
    """Nothing is asked for any more."""
    request.session.pop(SESSION_KEY, None)


@transaction.atomic
def change_and_tell(user: User, email: str) -> None:
    """The former mailbox hears of it: whoever has the new address logs in as this person.

    Also when mails did not arrive there: somebody may have said so who wants the account. Raises
    IntegrityError when the address belongs to another account.
    """
    old = user.email
    addresses.change(user, email)
    tasks.tell_former_address.enqueue(old, addresses.shortened(email))
