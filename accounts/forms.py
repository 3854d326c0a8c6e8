"""Logging in with an address and a code or with a password, and what belongs to the account."""

from typing import Any, cast

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import ConfirmLoginCodeForm as AllauthConfirmLoginCodeForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import RequestLoginCodeForm as AllauthRequestLoginCodeForm
from allauth.account.forms import SetPasswordForm as AllauthSetPasswordForm
from allauth.core import context
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import access_codes
from accounts.addresses import may_have_account
from accounts.models import Unit, User

STAY_LOGGED_IN = _("Stay logged in on this device")
STAY_LOGGED_IN_HINT = _("Please only on a device that nobody else uses.")


def _describe_password(field: forms.Field, *, autocomplete: str) -> None:
    field.widget.attrs = {"autocomplete": autocomplete}
    field.error_messages["required"] = _("Please enter your password.")


def _describe_email(field: forms.Field, *, autocomplete: str) -> None:
    field.label = _("Your e-mail address")
    field.widget.attrs = {"autocomplete": autocomplete, "inputmode": "email"}
    field.error_messages |= {
        "required": _("Please enter your e-mail address."),
        "invalid": _("Please check the e-mail address. It looks like this: name@example.org"),
    }


def _describe_code(field: forms.Field) -> None:
    field.label = _("Code from the e-mail")
    field.help_text = _("Six digits")
    field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
    field.error_messages["required"] = _("Please enter the code from the e-mail.")


class RequestLoginCodeForm(AllauthRequestLoginCodeForm):
    """One field. The answer is the same for known, unknown and foreign addresses."""

    _user: User | None
    stay_logged_in = forms.BooleanField(
        label=STAY_LOGGED_IN, help_text=STAY_LOGGED_IN_HINT, required=False
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _describe_email(self.fields["email"], autocomplete="email")

    def clean_email(self) -> str:
        """The address in lower case. A new colleague gets an account on the way, unusable until
        the code that went to the mailbox is confirmed; `privacy.rules` removes it otherwise.

        The same statements for every address of the city, and for every other one: nobody learns
        from time or text whether somebody has an account.
        """
        email = cast(str, self.cleaned_data["email"]).strip().lower()
        if may_have_account(email):
            User.objects.prepare(email)
        self.cleaned_data["email"] = email
        super().clean_email()
        return email

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        context.request.session["stay_logged_in"] = bool(cleaned.get("stay_logged_in"))
        return cast("dict[str, object]", cleaned)


class AccessCodeForm(forms.Form):
    """For addresses outside the city: the code of the unit, which is needed the first time."""

    access_code = forms.CharField(
        label=_("Access code of your unit"),
        help_text=_("It stands on the poster, for example KSJ-7F4K-29PQ"),
        max_length=40,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["access_code"]
        field.widget.attrs = {"autocomplete": "off", "autocapitalize": "characters"}
        self.unit: Unit | None = None

    def clean_access_code(self) -> str:
        typed = cast(str, self.cleaned_data["access_code"])
        if typed.strip():
            self.unit = access_codes.unit_of(typed)
            if self.unit is None:
                raise forms.ValidationError(
                    _("This is not a code that is valid now. Please compare it with the poster.")
                )
        return typed


class ConfirmLoginCodeForm(AllauthConfirmLoginCodeForm):
    """The code from the mail; spaces in it do not matter."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _describe_code(self.fields["code"])


class NewAddressForm(forms.Form):
    """Says nothing about other accounts: whether the address is taken, it does not ask."""

    email = forms.EmailField()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        _describe_email(self.fields["email"], autocomplete="email")
        self.fields["email"].label = _("New e-mail address")

    def clean_email(self) -> str:
        email = cast(str, self.cleaned_data["email"]).lower()
        if email == self._user.email:
            raise forms.ValidationError(_("This is your address already."))
        is_private = not may_have_account(self._user.email)  # by an access code
        if not (is_private or may_have_account(email)):
            raise forms.ValidationError(
                _("Please enter an address of the city or one of its enterprises.")
            )
        return email


class MailCodeForm(forms.Form):
    """The code from a mail to the new address, or to one's own."""

    code = forms.CharField(max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_code(self.fields["code"])


class PasswordForm(forms.Form):
    """The password of the own account, once more."""

    password = forms.CharField(widget=forms.PasswordInput, strip=False, label=_("Password"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_password(self.fields["password"], autocomplete="current-password")


class MailChoiceForm(forms.Form):
    """Mails one can do without."""

    reminders = forms.BooleanField(label=_("A reminder before an excursion"), required=False)
    news = forms.BooleanField(
        label=_("Messages of the organizing team and word of new recaps"), required=False
    )


class LoginForm(AllauthLoginForm):
    """Address and password, for those who were given one."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _describe_email(self.fields["login"], autocomplete="username")
        password, remember = self.fields["password"], self.fields["remember"]
        password.label = _("Password")
        _describe_password(password, autocomplete="current-password")
        remember.label, remember.help_text = STAY_LOGGED_IN, STAY_LOGGED_IN_HINT


def _describe_new_password(form: forms.Form) -> None:
    form.fields["password1"].label = _("New password")
    form.fields["password2"].label = _("New password once more")
    for name in ("password1", "password2"):
        _describe_password(form.fields[name], autocomplete="new-password")


class SetPasswordForm(AllauthSetPasswordForm):
    """The first password of an account."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _describe_new_password(self)


class ChangePasswordForm(AllauthChangePasswordForm):
    """A new password for an account that has one."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Present password")
        _describe_password(self.fields["oldpassword"], autocomplete="current-password")
        _describe_new_password(self)
