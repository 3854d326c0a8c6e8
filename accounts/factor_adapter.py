"""How allauth's second factors behave here."""

import base64
import hashlib
from typing import Any

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from qrcode.image.svg import SvgPathImage

# What `encrypt` was asked for, by allauth's names: of the app, and of the recovery codes.
ENCRYPTED = {"secret", "seed"}
WRONG = gettext_lazy(
    "This code does not match. Please type the one that your app shows now, or a recovery code."
)


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG}

    def get_totp_issuer(self) -> str:
        return f"{settings.SITE_NAME}, {settings.ORGANISATION_NAME}"

    def build_totp_svg(self, url: str) -> str:
        """As a part of the page, in its colours: no file, and nothing that a CSP would stop."""
        picture = qrcode.make(url, image_factory=SvgPathImage, border=2)
        return str(picture.to_string(encoding="unicode"))

    def _get_site_name(self) -> str:
        """What the browser shows when it makes a passkey."""
        return settings.SITE_NAME

    def generate_authenticator_name(
        self,
        user: Any,
        type: Authenticator.Type,  # noqa: A002  allauth's name
    ) -> str:
        """How a passkey is called when nobody gives it a name."""
        return _("Passkey %(number)s") % {
            "number": Authenticator.objects.filter(user=user, type=type).count() + 1
        }

    def encrypt(self, text: str) -> str:
        """Whoever reads the database alone cannot make codes."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


@transaction.atomic
def encrypt_anew() -> int:
    """Afterwards the present secret key alone reads all secrets: former ones can go.

    Returns how many stay as they are because none of the keys reads them.
    """
    lost = 0
    for factor in Authenticator.objects.select_for_update().order_by("pk"):
        try:
            new = {n: _cipher().rotate(factor.data[n]).decode() for n in ENCRYPTED & {*factor.data}}
        except InvalidToken:
            lost += 1
        else:
            factor.data |= new
            factor.save(update_fields=["data"])
    return lost


def _cipher() -> MultiFernet:
    """The present secret key encrypts; former ones still read."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str | bytes) -> bytes:
    digest = hashlib.sha256(b"accounts.factors." + force_bytes(key)).digest()
    return base64.urlsafe_b64encode(digest)
