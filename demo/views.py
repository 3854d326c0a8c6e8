"""A mailbox to look into: in the demo, mails go into files and to nobody."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from demo import factors

MOST_MAILS = 50
FILE_NAME = re.compile(r"[\w.-]+\.log")
SEPARATOR = b"\n" + b"-" * 79


@dataclass(frozen=True)
class DemoMail:
    """One mail as the mailbox shows it."""

    name: str
    subject: str
    to: str
    date: datetime
    text: str
    code: str
    attachments: list[str]


@login_not_required
@require_safe
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    files = sorted(_folder().glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    mails = [_read(file) for file in files[:MOST_MAILS]]
    context = {"mails": mails, "factors": factors.shown()}
    return render(request, "demo/mailbox.html", context)


@login_not_required
@require_safe
@never_cache
def mail(request: HttpRequest, name: str) -> HttpResponse:
    file = _folder() / name
    if not FILE_NAME.fullmatch(name) or not file.is_file():
        raise Http404
    return render(request, "demo/mail.html", {"mail": _read(file)})


def _folder() -> Path:
    return Path(settings.DEMO_MAIL_DIR)


def _read(file: Path) -> DemoMail:
    raw = file.read_bytes().split(SEPARATOR)[0]
    message = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    code = re.search(r"^\s*(\d{6})\s*$", text, re.MULTILINE)
    return DemoMail(
        name=file.name,
        subject=str(message["Subject"]),
        to=str(message["To"]),
        date=timezone.localtime(
            datetime.fromtimestamp(file.stat().st_mtime, tz=timezone.get_current_timezone())
        ),
        text=text.strip(),
        code=code[1] if code else "",
        attachments=[
            "Termin für den Kalender"
            for part in message.walk()
            if part.get_content_type() == "text/calendar"
        ],
    )
