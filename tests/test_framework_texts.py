"""What Django and allauth say is German, says „Sie“, and uses our words."""

import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
from babel.messages.pofile import read_po
from django.apps import apps
from django.utils import translation

# The same in German: names, and words that everybody uses.
SAME = {
    *("Browser", "Code", "Filter", "IPv4", "IPv6", "MFA", "Passkey", "Text", "URL", "WebAuthn"),
    *("TOTP Authenticator", "April", "August", "September", "November"),
    *(
        "Jan.",
        "Feb.",
        "Aug.",
        "Sept.",
        "Nov.",
        "%(class_name)s %(instance)s",
        "%(truncated_text)s…",
    ),
    *("%s KB", "%s MB", "%s GB", "%s TB", "%s PB"),
}
# Nobody here is a „Benutzer“, nothing is „ungültig“, and „anmelden“ is for excursions.
NOT_OUR_WORDS = re.compile(
    r"\b(du|dein\w*|dir|dich|benutzer\w*|nutzer|ungültig\w*|abmeld\w*|anmelde\w*)\b", re.IGNORECASE
)


def _catalogues() -> Iterator[Path]:
    """Every text there is stands in one of these, translated or not."""
    yield Path(django.__file__).parent / "conf/locale/en/LC_MESSAGES/django.po"
    for app in apps.get_app_configs():
        if app.name.startswith("django."):
            yield from Path(app.path).glob("locale/en/LC_MESSAGES/django.po")
    yield Path(allauth.__file__).parent / "locale/de/LC_MESSAGES/django.po"


def texts() -> Iterator[tuple[str, str]]:
    """Each text of the frameworks, and what people read; the names of languages are left out."""
    for path in _catalogues():
        with path.open("rb") as file:
            for message in read_po(file):
                text = message.id if isinstance(message.id, str) else message.id[0]
                if not text or ("conf/global_settings.py" in dict(message.locations)):
                    continue
                if message.context:
                    yield text, translation.pgettext(message.context, text)
                else:
                    yield text, translation.gettext(text)


def test_every_text_is_german() -> None:
    same = {text for text, read in texts() if text == read and re.search(r"\w", text)}
    assert same == SAME


def test_every_text_uses_our_words() -> None:
    found = {read for _text, read in texts() if NOT_OUR_WORDS.search(read)}
    assert found == set()
