"""The history of one registration: every change of state and every message, the latest first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from excursions import delivery
from excursions.models import Event, Message, NeedsReading, Registration

State = Message.State

TONES = {
    State.QUEUED: "offer",
    State.SENT: "ok",
    State.SKIPPED: "done",
    State.FAILED: "bad",
    State.UNDELIVERABLE: "bad",
}


@dataclass(frozen=True)
class Entry:
    """One line: when, who, what; a message also says what became of it."""

    at: datetime
    who: str
    what: str
    details: list[str]
    message: Message | None = None
    state: str = ""
    tone: str = ""


def of(registration: Registration, messages: list[Message], at: datetime) -> list[Entry]:
    """`messages`: all of this registration, with actor, announcement and `is_late`."""
    events = registration.events.select_related("actor")
    entries = [_of_event(event) for event in events]
    readings = registration.needs_readings.select_related("reader")
    entries += [_of_reading(reading) for reading in readings]
    entries += [_of_message(registration, message, at) for message in messages]
    # At the same moment the message is the answer to the change.
    entries.sort(key=lambda entry: (entry.at, entry.message is not None), reverse=True)
    return entries


def _of_event(event: Event) -> Entry:
    details = [
        f"{label}: {text}"
        for label, text in (
            (_("What for"), event.get_use_display()),
            (_("How"), event.get_channel_display()),
            (_("Reason"), event.reason),
            (_("Wording"), event.wording),
        )
        if text
    ]
    return Entry(event.at, _who(event), event.get_kind_display(), details)


def _of_reading(reading: NeedsReading) -> Entry:
    who = str(reading.reader) if reading.reader else _("somebody whose account is deleted")
    return Entry(reading.at, who, _("Access needs looked at"), [])


def _of_message(registration: Registration, message: Message, at: datetime) -> Entry:
    what = message.get_kind_display()
    if message.announcement:
        what = f"{what}: {message.announcement.subject}"
    state = State(message.state)
    details = [_way(registration, message, at)]
    if message.error:
        details.append(_("Answer: %(text)s") % {"text": message.error})
    return Entry(
        at=message.created_at,
        who=_who(message),
        what=_("E-mail: %(what)s") % {"what": what},
        details=[detail for detail in details if detail],
        message=message,
        state=str(state.label),
        tone=_tone(message, state),
    )


def _tone(message: Message, state: Message.State) -> str:
    if message.is_late:
        return "bad"
    if state is State.QUEUED and message.tries:
        return "wait"
    return TONES[state]


def _way(registration: Registration, message: Message, at: datetime) -> str:
    """Where it went and when, or when it will."""
    address = message.address or registration.address
    known = {"address": address, **delivery.moment(message.sent_at or message.due_at)}
    if message.state == State.SENT:
        return _("To %(address)s, %(day)s, %(time)s") % known
    if message.state != State.QUEUED:
        return _("To %(address)s") % known if address else ""
    if message.tries:
        text = ngettext(
            "To %(address)s, %(n)s try so far, the next one: %(day)s, %(time)s",
            "To %(address)s, %(n)s tries so far, the next one: %(day)s, %(time)s",
            message.tries,
        )
        return text % {**known, "n": message.tries}
    if message.due_at > at:
        return _("To %(address)s, goes out: %(day)s, %(time)s") % known
    return _("To %(address)s") % known


def _who(entry: Event | Message) -> str:
    return str(entry.actor) if entry.actor else _("by itself")
