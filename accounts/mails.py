"""Mails in the name of the organizing team, which gets the answers to them."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from accounts import contact
from jobs import mails


def compose(template: str, to: str, context: dict[str, Any]) -> EmailMultiAlternatives:
    """A mail by this template, ready to send."""
    names = {"site_name": settings.SITE_NAME, "contact": contact.team()}
    mail = mails.render(template, names | context)
    return mails.compose(mail, to=to, reply_to=settings.CONTACT_EMAIL)
