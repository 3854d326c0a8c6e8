"""Mails: one template per mail holds its subject, plain text and HTML; sent by the worker only."""

from dataclasses import dataclass
from typing import Any

from css_inline import CSSInliner
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

# Many mail programs ignore a style sheet in the head, so its rules go to the elements they mean.
# What an attribute cannot say (dark mode, phones) stays in a `<style data-css-inline="keep">`.
_inliner = CSSInliner(load_remote_stylesheets=False, minify_css=True)


@dataclass(frozen=True)
class Mail:
    """A rendered mail."""

    subject: str
    text: str
    html: str


def one_line(text: str) -> str:
    """Titles and names come from people: control characters in one, such as line breaks, must not
    reach a mail header or a calendar program. They become spaces.
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def render(name: str, context: dict[str, Any]) -> Mail:
    """Renders `templates/mails/<name>.html`, which defines the partials subject, text and html."""

    def part(partial: str) -> str:
        return render_to_string(f"mails/{name}.html#{partial}", context).strip()

    return Mail(one_line(part("subject")), part("text"), _inliner.inline(part("html")))


def compose(
    mail: Mail, *, to: str, reply_to: str, message_id: str = "", unsubscribe: str = ""
) -> EmailMultiAlternatives:
    """A message ready to send. `message_id` (without brackets) makes a repeated sending visible
    as the same message to the mail programs that receive it twice; `unsubscribe` is the address
    that ends mails of this kind, for those that go to many (RFC 2369, RFC 8058).
    """
    headers = {"Auto-Submitted": "auto-generated"}
    if unsubscribe:
        headers["List-Unsubscribe"] = f"<{unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if message_id:
        headers["Message-ID"] = f"<{message_id}>"
    message = EmailMultiAlternatives(
        mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [to], headers=headers
    )
    message.reply_to = [reply_to]
    message.attach_alternative(mail.html, "text/html")
    return message
