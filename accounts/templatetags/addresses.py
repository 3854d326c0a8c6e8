"""Addresses in templates."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts import addresses

register = template.Library()
register.filter("shortened", addresses.shortened)


@register.filter
def breakable(address: str) -> SafeString:
    """In a narrow column the line ends before the @, not somewhere in a word."""
    name, at, domain = address.rpartition("@")
    return format_html("{}<wbr>{}{}", name, at, domain)
