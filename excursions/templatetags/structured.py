"""excursions.structured for templates, and how such data stands safely in a page."""

from typing import Any

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe

from excursions import structured

register = template.Library()

register.simple_tag(structured.event, name="event")


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """A block of JSON-LD: <, > and & stand in it as \\u escapes, so that no text ends it early."""
    script = json_script(data)
    return mark_safe(script.replace('"application/json"', '"application/ld+json"', 1))  # noqa: S308
