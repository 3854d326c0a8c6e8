"""The text of a page as long as nobody has written another one."""

from django.conf import settings
from django.template.loader import render_to_string

from accounts import contact
from pages import text
from pages.models import Page


def default_text(key: str) -> str:
    """The default text with the names of this installation, in the form in which it is edited."""
    context = {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "organisation_name": settings.ORGANISATION_NAME,
        "privacy_officer": settings.PRIVACY_OFFICER,
        "contact": contact.team(),
        "keep": settings.KEEP_DAYS,
    }
    return text.clean(render_to_string(f"pages/texts/{key}.html", context))


def text_of(page: Page) -> str:
    """What the page says now."""
    return page.text or default_text(page.key)
