"""Reading mails the way a mail program does: from the bytes that go to the mail server."""

from email import message_from_bytes, policy
from email.message import EmailMessage as Parsed
from typing import Any

from django.core.mail import EmailMessage
from icalendar import Calendar


def parse(mail: EmailMessage) -> Parsed:
    data = mail.message(policy=policy.SMTP).as_bytes()
    return message_from_bytes(data, policy=policy.default)


def body(mail: EmailMessage, kind: str) -> str:
    """The text/plain or text/html part."""
    part = next(p for p in parse(mail).walk() if p.get_content_type() == f"text/{kind}")
    return str(part.get_content())


def calendar_part(mail: EmailMessage) -> Parsed | None:
    parts = [p for p in parse(mail).walk() if p.get_content_type() == "text/calendar"]
    assert len(parts) <= 1
    return parts[0] if parts else None


def calendar(mail: EmailMessage) -> Any:
    """The calendar file; what its content type says is what it says itself."""
    part = calendar_part(mail)
    if part is None:
        return None
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    assert data.count(b"\n") == data.count(b"\r\n") > 0  # RFC 5545
    found = Calendar.from_ical(data)
    assert part.get_param("method") == found["method"]
    assert part.get_content_charset() == "utf-8"
    return found


def event(of: Any) -> Any:
    """The one entry of a calendar file."""
    (only,) = of.walk("VEVENT")
    return only
