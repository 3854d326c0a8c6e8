"""Logging in with an address and a code."""

from typing import cast

from allauth.account.forms import RequestLoginCodeForm as AllauthRequestLoginCodeForm
from allauth.core import context
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.adapter import may_have_account
from accounts.models import User


class RequestLoginCodeForm(AllauthRequestLoginCodeForm):
    """One field. The answer is the same for known, unknown and foreign addresses."""

    stay_logged_in = forms.BooleanField(label=_("Stay logged in on this device"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your e-mail address")
        self.fields["email"].widget.attrs = {"autocomplete": "username", "inputmode": "email"}

    def clean_email(self) -> str:
        """The address in lower case; a new colleague gets an account on the way.

        It is empty and unusable until the code that went to the mailbox is confirmed;
        `forget_unused_accounts` removes it otherwise.
        """
        email = cast(str, self.cleaned_data["email"]).strip().lower()
        self.cleaned_data["email"] = email
        super().clean_email()
        if self._user is None and may_have_account(email):
            self._user = User.objects.filter(email=email).first() or User.objects.create_user(email)
            if not self._user.is_active:
                self._user = None
        return email

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        context.request.session["stay_logged_in"] = bool(cleaned.get("stay_logged_in"))
        return cast("dict[str, object]", cleaned)
