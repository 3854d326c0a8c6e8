"""Which device a browser says it runs on, in words that people use."""

import re

from django.utils.translation import gettext as _

# The first that fits counts: nearly every browser also claims to be Safari, and Edge to be Chrome.
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS|Chromium", "Chrome"),
    ("Safari", "Safari"),
]
SYSTEMS = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh|Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
]


def name(user_agent: str) -> str:
    """„Firefox auf Windows“, or what of it can be told."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown device")


def _first(kinds: list[tuple[str, str]], user_agent: str) -> str:
    return next((said for pattern, said in kinds if re.search(pattern, user_agent)), "")
