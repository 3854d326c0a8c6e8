"""What has to be said when a recap moves on."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StepForm(forms.Form):
    """Drawn inside a page's own form element."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.disable_csrf = True


class NoteForm(StepForm):
    """A word to the communications team, if there is one."""

    comment = forms.CharField(
        label=_("Note to the communications team"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SendBackForm(StepForm):
    """What has to be changed."""

    comment = forms.CharField(
        label=_("What should be changed?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say what should be changed.")},
    )


class WithdrawForm(StepForm):
    """Why the article goes; only the history shows it."""

    comment = forms.CharField(
        label=_("Why?"),
        help_text=_("Only the history shows this."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Please give a reason.")},
    )


class MomentForm(StepForm):
    """When the worker publishes."""

    moment = forms.DateTimeField(
        label=_("Publish on"),
        input_formats=["%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": _("Please choose a day and a time."),
            "invalid": _("Please enter day and time, for example 12.09.2025 09:00."),
        },
    )

    def clean_moment(self) -> datetime:
        moment: datetime = self.cleaned_data["moment"]
        if moment <= timezone.now():
            raise forms.ValidationError(_("This moment is over. Choose a later one."))
        return moment
