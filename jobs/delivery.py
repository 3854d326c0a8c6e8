"""Handing mails to the mail server over one connection, and what its answers mean (RFC 5321)."""

import smtplib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import TracebackType
from typing import Self

from django.core.mail import EmailMessage, mailers

# The pause before each further try. After the last one people have to look.
PAUSES = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
PERMANENT = 500  # answers from here on are final, those from 400 on ask to try again
LONGEST_ANSWER = 300  # characters


class Answer(StrEnum):
    """What became of one mail."""

    TAKEN = "taken"
    LATER = "later"  # try again after a pause
    REFUSED = "refused"  # this mail never
    UNKNOWN_ADDRESS = "unknown_address"  # nothing to this address
    NO_SERVER = "no_server"  # nothing at all at the moment: stop, and begin again later


@dataclass(frozen=True)
class Outcome:
    """The answer, and what the mail server said."""

    answer: Answer
    said: str = ""


class Delivery:
    """One connection for many mails: `with Delivery() as delivery: delivery.hand_over(mail)`."""

    def __init__(self) -> None:
        self._mailer = mailers.default

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._hang_up()

    def hand_over(self, mail: EmailMessage) -> Outcome:
        """Sends one mail to one person. Never raises for what a mail server does."""
        try:
            self._mailer.open()
        except OSError as error:  # smtplib's errors are OSErrors as well
            self._hang_up()
            return Outcome(Answer.NO_SERVER, _brief(error))
        try:
            self._mailer.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            ((code, text),) = error.recipients.values()
            final = Answer.UNKNOWN_ADDRESS if code >= PERMANENT else Answer.LATER
            return Outcome(final, f"{code} {_plain(text)}"[:LONGEST_ANSWER])
        except smtplib.SMTPResponseException as error:
            self._hang_up()
            final = Answer.REFUSED if error.smtp_code >= PERMANENT else Answer.LATER
            return Outcome(final, f"{error.smtp_code} {_plain(error.smtp_error)}"[:LONGEST_ANSWER])
        except OSError as error:  # closed in the middle, or hung
            self._hang_up()
            return Outcome(Answer.LATER, _brief(error))
        except ValueError as error:  # not an address at all
            return Outcome(Answer.UNKNOWN_ADDRESS, _brief(error))
        return Outcome(Answer.TAKEN)

    def _hang_up(self) -> None:
        """Ends the connection; a server that does not even say goodbye is no matter."""
        try:
            self._mailer.close()
        except OSError:
            self._mailer = mailers.default


def hand_over(mail: EmailMessage) -> bool:
    """For a task with one mail: whether the server took it. Raises OSError to be tried again."""
    with Delivery() as delivery:
        outcome = delivery.hand_over(mail)
    if outcome.answer in (Answer.LATER, Answer.NO_SERVER):
        raise OSError(outcome.said)
    return outcome.answer is Answer.TAKEN


def _plain(said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return " ".join(text.split())


def _brief(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:LONGEST_ANSWER]
