"""Writing a mail to participants: to whom, subject, text; errors at their fields, nothing lost."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from excursions import actions
from excursions.models import Announcement, Excursion
from jobs import mails

Audience = Announcement.Audience
# Offered only when somebody is in it.
RARE = (Audience.ASKED, Audience.CANCELLED)

if TYPE_CHECKING:
    Base = forms.ModelForm[Announcement]
else:
    Base = forms.ModelForm


class PlainText(forms.CharField):
    """Several lines: browsers send each line break as two characters, and count it as one."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class AnnouncementForm(Base):
    """A draft. `seen` names the state of it that the person who writes has read."""

    audience = forms.MultipleChoiceField(
        label=gettext_lazy("Who gets the message?"),
        required=False,
        help_text=gettext_lazy("A draft can be saved before this is decided."),
        widget=forms.CheckboxSelectMultiple,
    )
    text = PlainText(
        label=gettext_lazy("Text"),
        max_length=4000,
        help_text=gettext_lazy(
            "A blank line begins a new paragraph, web addresses become links. The greeting and "
            "your contact details are added by the software."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": gettext_lazy("Please write what people shall know.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Announcement
        fields = ("audience", "subject", "text")
        labels = {"subject": gettext_lazy("Subject")}
        help_texts = {"subject": gettext_lazy("One line, without names of people.")}
        error_messages = {"subject": {"required": gettext_lazy("Please write a subject.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outdated = False
        self.initial["seen"] = self._stored
        groups = cast(forms.MultipleChoiceField, self.fields["audience"])
        groups.choices = self._groups(self.instance.excursion)
        groups.widget.is_required = True  # for sending: no "optional" beside it
        self.fields["subject"].widget.attrs["autocomplete"] = "off"

    @property
    def _stored(self) -> str:
        return self.instance.changed_at.isoformat() if self.instance.pk else ""

    def _groups(self, excursion: Excursion) -> list[tuple[str, str]]:
        """The groups with how many people are in them now."""
        numbers = {group: actions.members(excursion, [group]).count() for group in Audience}
        ticked = {*(self["audience"].value() or ())}
        return [
            (group.value, f"{group.label} ({n})")
            for group, n in numbers.items()
            if n or group in ticked or group not in RARE
        ]

    def clean_audience(self) -> list[str]:
        """Each group once, in the order in which they are offered."""
        return [group for group in Audience.values if group in self.cleaned_data["audience"]]

    def clean_subject(self) -> str:
        """Whatever line breaks somebody pasted: a subject is one line."""
        subject = mails.one_line(self.cleaned_data["subject"])
        if not subject:
            raise forms.ValidationError(_("Please write a subject."))
        return subject

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "preview" in self.data and not cleaned.get("audience") and "audience" in cleaned:
            self.add_error("audience", _("Please choose who gets the message."))
        if self.instance.pk and cleaned.get("seen") != self._stored:
            self.ask_before_overwriting()
        return cleaned

    def ask_before_overwriting(self) -> None:
        """Somebody saved meanwhile: shows it once; the next press is a knowing one."""
        self.outdated = True
        data = cast(QueryDict, self.data).copy()
        data["seen"] = self._stored
        self.data = data
        self.add_error(None, _("Somebody changed this draft meanwhile. Please compare."))
