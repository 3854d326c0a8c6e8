"""Sends what waits in the table of messages: the worker's round.

Delivery is at least once. Whoever sends messages first moves their `due_at` on. If the worker is
killed in the middle, they are due again a while later: the one that was just handed over goes out
a second time with the same Message-ID, the others for the first time.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import mail_choice
from accounts.models import User
from excursions import notices, rules
from excursions.actions.changes import MERGE_WITHIN
from excursions.models import Excursion, Message, Registration
from jobs.delivery import PAUSES, Answer, Delivery, Outcome

logger = logging.getLogger("streifzug.outbox")

Kind, State = Message.Kind, Message.State
# What a worker takes in hand at once: between two of these it looks after other work, for
# somebody may wait for a code to log in.
ROUND = 50
FEW = 10  # read at once
FRESH = timedelta(seconds=2)  # and how long that may be relied on
LEASE = timedelta(minutes=5)
# Longer than any mail takes: a mail server that hangs is given up after 20 seconds per answer.
LONGEST = timedelta(minutes=2)
NO_SERVER_PAUSE = timedelta(seconds=10)

# Of this process alone: while there is no server, no message is tried.
_silent_until: datetime | None = None


def send_due(goes_on: Callable[[], bool]) -> int:
    """Sends a part of what is due now, in order; returns how many messages it dealt with."""
    global _silent_until
    at = timezone.now()
    if _silent_until and at < _silent_until:
        return 0
    mine = _claim(at)
    if not mine:
        return 0
    _prepare_links(mine)
    done = 0
    with Delivery() as delivery:
        for message in _a_few_at_a_time(mine):
            if not goes_on() or timezone.now() > at + LEASE - LONGEST:
                break
            outcome = _send(message, delivery)
            if outcome and outcome.answer is Answer.NO_SERVER:
                logger.warning("No mail server: %s", outcome.said)
                _silent_until = timezone.now() + NO_SERVER_PAUSE
                break
            done += 1
    _release(mine[done:], at)
    return done


def _a_few_at_a_time(pks: list[int]) -> Iterator[Message]:
    """Reads them just before they are sent: what is read long before may be no longer true."""
    known: dict[tuple[int, int], Excursion] = {}
    left = pks
    while left:
        few, read_at = _load(left[:FEW], known), timezone.now()
        left_then = left[FEW:]
        for message in few:
            yield message
            if timezone.now() - read_at > FRESH:  # the mail server is slow: read the others again
                left_then = left[left.index(message.pk) + 1 :]
                break
        left = left_then


@transaction.atomic
def _claim(at: datetime) -> list[int]:
    """Makes the next ones ours: nobody else finds them due for the time of the lease."""
    due = Message.objects.due(at).select_for_update(skip_locked=True, no_key=True)
    mine = list(due.values_list("pk", flat=True)[:ROUND])
    Message.objects.filter(pk__in=mine).update(due_at=at + LEASE)
    return mine


def _release(rest: list[int], at: datetime) -> None:
    """What was not tried is due again at once."""
    if rest:
        untouched = Message.objects.queued().filter(pk__in=rest, due_at=at + LEASE)
        untouched.update(due_at=at)


def _prepare_links(pks: list[int]) -> None:
    """Mails to many carry a link to end them: made for the whole round, not one by one."""
    many = Message.objects.filter(pk__in=pks, is_bulk=True).select_related("registration__user")
    addresses = {message.registration.address for message in many} - {""}
    if addresses:
        mail_choice.prepare(addresses)


def load(pk: int) -> Message:
    """The message with all that a mail shows, as of now."""
    return _load([pk], {})[0]


def _load(pks: list[int], known: dict[tuple[int, int], Excursion]) -> list[Message]:
    """A few messages in this order. `known`: excursions read a moment ago, by key and version."""
    found = (
        Message.objects.filter(pk__in=pks)
        .select_related("event", "announcement", "registration__user")
        .annotate(version=F("registration__excursion__version"))
    )
    by_pk = {message.pk: message for message in found}
    people: dict[int, Registration] = {}
    for message in by_pk.values():
        # One object per person: what the first message tells them the second one knows.
        registration = people.setdefault(message.registration_id, message.registration)
        message.registration = registration
        key = (registration.excursion_id, message.version)
        if key not in known:
            known[key] = Excursion.objects.with_stops().get(pk=registration.excursion_id)
        registration.excursion = known[key]
    return [by_pk[pk] for pk in pks if pk in by_pk]


def _send(message: Message, delivery: Delivery) -> Outcome | None:
    """Sends one message if it is still true, and notes what became of it."""
    if message.state != State.QUEUED:  # stopped meanwhile
        return None
    registration = message.registration
    at = timezone.now()
    message.address = registration.address
    try:
        if not notices.is_still_true(message, at):
            _note_skipped(message, at)
            return None
        mail = notices.compose(message)
    except Exception:
        logger.exception("Message %s (%s) could not be written", message.pk, message.kind)
        _put_back(message, at, "")
        return None
    outcome = delivery.hand_over(mail)
    match outcome.answer:
        case Answer.TAKEN:
            _note_sent(message, at)
        case Answer.LATER:
            _put_back(message, at, outcome.said)
        case Answer.NO_SERVER:
            # Not the message's fault: it keeps all its tries.
            _note(message, due_at=at + NO_SERVER_PAUSE, error=outcome.said)
        case Answer.REFUSED:
            _note(message, state=State.FAILED, error=outcome.said)
        case Answer.UNKNOWN_ADDRESS:
            _note(message, state=State.UNDELIVERABLE, error=outcome.said)
            _note_account(registration, arrives=False)
    return outcome


@transaction.atomic
def _note_skipped(message: Message, at: datetime) -> None:
    _hold(message)
    _note(message, state=State.SKIPPED)
    _tell_what_came_meanwhile(message, at)


@transaction.atomic
def _note_sent(message: Message, at: datetime) -> None:
    """Now the person knows the excursion as it was read for this mail, and what it asks."""
    _hold(message)
    # Whatever became of it in the table meanwhile: the mail is out.
    Message.objects.filter(pk=message.pk).update(
        state=State.SENT, sent_at=timezone.now(), address=message.address, error=""
    )
    registration = message.registration
    _note_account(registration, arrives=True)
    _tell_what_came_meanwhile(message, at)
    if message.kind not in notices.TELLS_PROGRAMME:
        return
    excursion = registration.excursion
    registration.told_version = max(registration.told_version, excursion.version)
    Registration.objects.filter(pk=registration.pk, told_version__lt=excursion.version).update(
        told_version=excursion.version
    )
    if rules.new_day_is_open(registration):
        # Neither answered nor moved again while the mail went out.
        Registration.objects.seated().filter(
            pk=registration.pk,
            agreed_day=registration.agreed_day,
            excursion__starts_at=excursion.starts_at,
        ).update(reply_by=rules.reply_deadline(excursion, at))


def _hold(message: Message) -> None:
    """Keeps the excursion as it is while it is decided what the person knows of it."""
    if message.kind == Kind.CHANGED:
        pk = message.registration.excursion_id
        Excursion.objects.select_for_update(no_key=True).get(pk=pk)


def _tell_what_came_meanwhile(message: Message, at: datetime) -> None:
    """A saving made no message of its own, because this one was still waiting; but it had been
    read already.
    """
    excursion = message.registration.excursion
    if message.kind != Kind.CHANGED or not excursion.changes.filter(
        version__gt=excursion.version, is_told=True
    ):
        return
    follows = Message(
        registration=message.registration, kind=Kind.CHANGED, due_at=at + MERGE_WITHIN
    )
    Message.objects.bulk_create([follows], ignore_conflicts=True)


def _put_back(message: Message, at: datetime, said: str) -> None:
    """Tries again after a growing pause, unless it was tried often enough."""
    tries = message.tries + 1
    if tries > len(PAUSES):
        _note(message, state=State.FAILED, tries=tries, error=said)
    else:
        _note(message, tries=tries, due_at=at + PAUSES[tries - 1], error=said)


def _note(message: Message, **values: object) -> None:
    """Only if it still waits: an organizer may have stopped it meanwhile."""
    values["address"] = message.address
    Message.objects.queued().filter(pk=message.pk).update(**values)


def _note_account(registration: Registration, *, arrives: bool) -> None:
    """Whether the pages have to say that mails do not arrive at the address of the account."""
    user = registration.user
    if user and arrives != (user.mail_fails_since is None):
        since = None if arrives else timezone.now()
        User.objects.filter(pk=user.pk, email=user.email).update(mail_fails_since=since)
