"""A key as somebody carries it, and what a browser sends for it, with its PIN or without."""

import hashlib
import json
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from accounts.models import User

HOST = "testserver"
FLAG = AuthenticatorData.FLAG


class Passkey:
    """Belongs to one person, who has set it up."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.name = f"key-of-{user.pk}".encode()
        self._secret = ec.generate_private_key(ec.SECP256R1())
        Authenticator.objects.create(
            user=user,
            type=Authenticator.Type.WEBAUTHN,
            data={"name": "Passkey", "credential": self._registration()},
        )

    def answer(self, challenge: str, *, with_pin: bool) -> str:
        """To this challenge; somebody has touched the key, and typed its PIN or not."""
        flags = FLAG.UP | FLAG.UV if with_pin else FLAG.UP
        data = AuthenticatorData.create(self._site, flags, 1)
        asked = self._asked("webauthn.get", challenge)
        signed = data + hashlib.sha256(asked).digest()
        response = {
            "clientDataJSON": websafe_encode(asked),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(self._secret.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": websafe_encode(user_pk_to_url_str(self.user).encode()),
        }
        return json.dumps(self._named(response))

    def _registration(self) -> dict[str, Any]:
        key = ES256.from_cryptography_key(  # type: ignore[no-untyped-call]
            self._secret.public_key()
        )
        made = AttestedCredentialData.create(Aaguid.NONE, self.name, key)
        data = AuthenticatorData.create(self._site, FLAG.UP | FLAG.UV | FLAG.AT, 0, made)
        return self._named(
            {
                "clientDataJSON": websafe_encode(self._asked("webauthn.create", "")),
                "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
            }
        )

    @property
    def _site(self) -> bytes:
        return hashlib.sha256(HOST.encode()).digest()

    def _asked(self, kind: str, challenge: str) -> bytes:
        found = {"type": kind, "challenge": challenge, "origin": f"https://{HOST}"}
        return json.dumps(found).encode()

    def _named(self, response: dict[str, Any]) -> dict[str, Any]:
        name = websafe_encode(self.name)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}
