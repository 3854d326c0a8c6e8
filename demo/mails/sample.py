"""What a sample is: a play on a stage, and the mail that comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from email import policy

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from demo.mails.stage import Stage
from excursions import notices, outbox
from excursions.models import Message


@dataclass(frozen=True)
class Sample:
    """One mail; `template` is its file in templates/mails/."""

    name: str
    template: str
    mail: EmailMultiAlternatives

    @property
    def files(self) -> dict[str, bytes]:
        """Its parts by the ending of their files; .eml is what goes to the mail server."""
        parts = {
            "txt": str(self.mail.body).encode(),
            "eml": self.mail.message(policy=policy.SMTP).as_bytes(),
        }
        for content, mimetype in self.mail.alternatives:
            ending = "ics" if mimetype.startswith("text/calendar") else "html"
            parts[ending] = str(content).encode()
        return parts


type Written = tuple[str, EmailMultiAlternatives]
type Play = Callable[[Stage], Message | Written]

PLAYS: dict[str, Play] = {}


def sample(play: Play) -> Play:
    """Adds a play under its name; it returns the message to write, or the mail itself."""
    PLAYS[play.__name__.replace("_", "-")] = play
    return play


def write(name: str) -> Sample:
    """Plays it. Call it in a transaction that is rolled back."""
    played = PLAYS[name](Stage())
    if isinstance(played, Message):
        loaded = outbox.load(played.pk)
        assert notices.is_still_true(loaded, timezone.now()), name
        return Sample(name, loaded.kind, notices.compose(loaded))
    return Sample(name, *played)
