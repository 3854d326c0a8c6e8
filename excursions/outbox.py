"""Sends what waits in the table of messages: the worker's round.

Delivery is at least once. Whoever sends a message first moves its `due_at` on; if the worker is
killed in the middle, this one message is due again a while later, with the same Message-ID.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from excursions import notices, rules
from excursions.actions.changes import MERGE_WITHIN
from excursions.models import Excursion, Message, Registration
from jobs.delivery import PAUSES, Answer, Delivery, Outcome

logger = logging.getLogger("streifzug.outbox")

Kind, State = Message.Kind, Message.State
# Longer than any mail takes: a mail server that hangs is given up after 20 seconds per answer.
LEASE = timedelta(minutes=5)
# Between two looks at other work; somebody may wait for a code to log in.
ROUND = 100
NO_SERVER_PAUSE = timedelta(seconds=10)

# Of this process alone: while there is no server, no message is tried.
_silent_until: datetime | None = None


def send_due(goes_on: Callable[[], bool]) -> int:
    """Sends a part of what is due now, in order; returns how many messages it dealt with."""
    global _silent_until
    at = timezone.now()
    if _silent_until and at < _silent_until:
        return 0
    due = list(Message.objects.due(at).values_list("pk", "due_at")[:ROUND])
    done = 0
    known: dict[tuple[int, int], Excursion] = {}
    with Delivery() as delivery:
        for pk, due_at in due:
            if not goes_on():
                break
            if not _claim(pk, due_at):
                continue
            outcome = _send(pk, delivery, known)
            if outcome and outcome.answer is Answer.NO_SERVER:
                _silent_until = timezone.now() + NO_SERVER_PAUSE
                break
            done += 1
    return done


def _claim(pk: int, due_at: datetime) -> bool:
    """Makes it ours: nobody else finds it due for the time of the lease."""
    mine = Message.objects.queued().filter(pk=pk, due_at=due_at)
    return bool(mine.update(due_at=timezone.now() + LEASE))


def load(pk: int, known: dict[tuple[int, int], Excursion] | None = None) -> Message:
    """The message with all that a mail shows, as of now.

    `known`: excursions read a moment ago, by key and version; each version is read once.
    """
    message = (
        Message.objects.select_related("event", "announcement", "registration__user")
        .annotate(version=F("registration__excursion__version"))
        .get(pk=pk)
    )
    known = {} if known is None else known
    registration = message.registration
    key = (registration.excursion_id, message.version)
    if key not in known:
        known[key] = Excursion.objects.with_stops().get(pk=registration.excursion_id)
    registration.excursion = known[key]
    return message


def _send(pk: int, delivery: Delivery, known: dict[tuple[int, int], Excursion]) -> Outcome | None:
    """Sends one message if it is still true, and notes what became of it."""
    message = load(pk, known)
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
