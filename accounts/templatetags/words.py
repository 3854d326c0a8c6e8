"""Words where Django's administration has pictures."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

PICTURE = re.compile(r'<img [^>]*alt="(True|False|None)">')


@register.filter
def yes_and_no(cell: SafeString) -> SafeString:
    """A cell of a list: „Ja“ and „Nein“ instead of pictures that are called True and False."""
    words = {"True": _("Yes"), "False": _("No"), "None": "–"}
    return mark_safe(PICTURE.sub(lambda found: words[found[1]], cell))  # noqa: S308 (Django's own)
