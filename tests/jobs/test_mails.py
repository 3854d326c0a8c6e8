"""Mails as such: one line of subject, headers that mail programs understand."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from accounts import contact
from accounts.tasks import send_login_code
from jobs import mails
from tests import mailbox


def compose(subject: str = "Betreff", **fields: str) -> EmailMessage:
    mail = mails.Mail(subject, "Text", "<p>Text</p>")
    return mails.compose(mail, to="kim@stadt.example", reply_to="team@stadt.example", **fields)


def test_a_mail_says_that_a_machine_wrote_it() -> None:
    parsed = mailbox.parse(compose(message_id="event-1@stadt.example"))
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert parsed["Message-ID"] == "<event-1@stadt.example>"
    assert parsed["Reply-To"] == "team@stadt.example"


def test_without_an_id_every_mail_has_its_own() -> None:
    assert mailbox.parse(compose())["Message-ID"] != mailbox.parse(compose())["Message-ID"]


def test_text_comes_before_html_so_that_programs_choose_the_better() -> None:
    parts = [part.get_content_type() for part in mailbox.parse(compose()).walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]


def test_a_subject_is_one_line_whatever_stands_in_it() -> None:
    assert mails.one_line("Bcc:\r\n x\n\ty\x00\u2028z \u202e") == "Bcc: x y z"


def test_the_body_is_utf8_and_lines_are_short_enough() -> None:
    mail = mails.Mail("Größe", "Ö" * 3000, "<p>" + "ü" * 3000 + "</p>")
    composed = mails.compose(mail, to="kim@stadt.example", reply_to="team@stadt.example")
    assert max(map(len, composed.message().as_bytes().splitlines())) <= 998
    assert mailbox.body(composed, "plain").strip() == "Ö" * 3000


CODE = {
    "code": "123456",
    "site_name": "Streifzug",
    "contact": {"name": "T", "phone": "0", "email": ""},
}


def test_styles_stand_at_the_elements_and_what_no_attribute_can_say_in_the_head() -> None:
    html = mails.render("login_code", CODE).html
    assert '<p class="code" style="margin:24px 0;font-size:40px;' in html
    head, body = html.split("</head>")
    assert "prefers-color-scheme: dark" in head
    assert "max-width: 480px" in head
    assert ".code {" not in html
    assert "<style" not in body


def test_what_only_outlook_reads_survives_the_inlining() -> None:
    html = mails.render("login_code", CODE).html
    assert html.count("<!--[if mso]>") == html.count("<![endif]-->") == 3
    assert "mso-line-height-rule:exactly" in html


@pytest.mark.django_db
def test_a_code_stands_in_the_subject_or_the_first_lines(mailoutbox: list[EmailMessage]) -> None:
    """Readable in the preview of a phone, without opening the mail."""
    good_until = timezone.now() + timedelta(minutes=15)
    assert send_login_code.call("kim@stadt.example", "123456", good_until.isoformat())
    (mail,) = mailoutbox
    assert "123456" in mail.subject + mailbox.body(mail, "plain")[:300]
    assert contact.team()["phone"] in mailbox.body(mail, "plain")


def test_a_code_that_has_expired_is_not_sent_any_more(mailoutbox: list[EmailMessage]) -> None:
    good_until = timezone.now() - timedelta(seconds=1)
    assert not send_login_code.call("kim@stadt.example", "123456", good_until.isoformat())
    assert mailoutbox == []
