"""Showing and setting up the second factor: allauth's forms in our words."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


def _describe(form: forms.Form, label: Any, hint: Any) -> None:
    field = form.fields["code"]
    field.label, field.help_text = label, hint
    field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
    field.error_messages["required"] = _("Please enter the code.")


class FactorLoginForm(AuthenticateForm):
    """The second step of logging in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self, _("Code from your app"), _("Six digits. A recovery code works as well."))


class FactorForm(ReauthenticateForm):
    """The same factor once more, in a session that is open already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self, _("Code from your app"), _("Six digits. A recovery code works as well."))


class PasskeyProofForm(ReauthenticateWebAuthnForm):
    """A passkey once more; the script of the page fills it in."""


class ActivateForm(ActivateTOTPForm):
    """The first code of an app proves that it has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self, _("Code that the app shows now"), _("Six digits"))


class PasskeyForm(AddWebAuthnForm):
    """A new passkey; the script of the page brings what the browser made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label = _("Name of the passkey")
        name.help_text = _("So that you know it again, for example „Laptop in the office“")
        name.max_length = 60
