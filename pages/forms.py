"""Reporting a barrier."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jobs.mails import one_line


class BarrierForm(forms.Form):
    """What did not work, and where; an address only for who wants an answer."""

    what = forms.CharField(
        label=_("What did not work?"),
        max_length=4000,
        help_text=_(
            "In your own words. Please write nothing about your health: we do not need it."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Please describe in a few words what did not work."),
            "max_length": _("Please shorten this to 4,000 characters, or call us."),
        },
    )
    where = forms.CharField(
        label=_("On which page?"),
        max_length=300,
        required=False,
        help_text=_("The address of the page, or what it was about."),
        error_messages={"max_length": _("Please shorten this to 300 characters.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("If you want an answer. You can also report a barrier without a name."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Please check the e-mail address. It looks like this: name@example.org")
        },
    )
    phone = forms.CharField(
        label=_("Your phone number"),
        max_length=40,
        required=False,
        help_text=_("If you would rather be called."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"max_length": _("Please shorten this to 40 characters.")},
    )

    def clean_where(self) -> str:
        return one_line(self.cleaned_data["where"])

    def clean_phone(self) -> str:
        return one_line(self.cleaned_data["phone"])
