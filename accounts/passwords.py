"""Which passwords are too easy to guess here."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What stands on every page of ours and in every town hall.
WORDS = ("jena", "streifzug", "exkursion", "rathaus", "stadt", "passwort", "password", "verwaltung")


class ContextValidator:
    """Refuses passwords that are little else than words from around here."""

    def validate(self, password: str, user: object = None) -> None:
        left = password.lower()
        for word in sorted((*WORDS, *settings.SITE_NAME.lower().split()), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < len(password) and len(left) < 8:
            raise ValidationError(_("This is easy to guess here. Please take other words."))

    def get_help_text(self) -> str:
        return _("Please no words that everybody here would try first, such as the city’s name.")
