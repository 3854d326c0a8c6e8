"""The registration form, for people themselves and for organizers who enter somebody."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from excursions import consents
from excursions.actions import Answers, Consent, Needs
from excursions.models import AccessNeeds, Excursion, PhotoConsent, Registration
from jobs.mails import one_line

# Kept with every consent; a new wording is a new text, never a changed old one.
NEEDS_CONSENT = _(
    "I consent that the organizing team of this excursion sees this and uses it so that I can take "
    "part well. On the day those who accompany the excursion see that I need something, not what."
)
NEEDS_CONSENT_PHONE = _(
    "Said on the phone: the organizing team of this excursion may see this and use it so that the "
    "person can take part well. On the day those who accompany the excursion may see that the "
    "person needs something, not what."
)
NEEDS_HELP = _(
    "For example a step-free way, sign language, a companion, an intolerance; no reason and no "
    "diagnosis. Only the organizing team reads this. On the day those who accompany the excursion "
    "see that there is something, not what. It is deleted {days} days after the excursion."
)


class AnswersForm(forms.Form):
    """What somebody tells about themselves for one excursion."""

    unit_missing = _("Please choose your department or enterprise, or enter it below.")
    needs_consent_missing = _(
        "Please tick this box, or leave the field above empty. We may keep what you need only with "
        "your consent."
    )

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please enter your name.")},
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Department or municipal enterprise"),
        required=False,
        empty_label=_("Please choose"),
        error_messages={"invalid_choice": _("Please choose a unit from the list.")},
    )
    other_unit = forms.CharField(
        label=_("Not in the list?"),
        max_length=120,
        required=False,
        help_text=_("Then please enter your unit here."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    phone = forms.CharField(
        label=_("Phone on the day"),
        max_length=40,
        required=False,
        help_text=_("Only in case something changes at short notice."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    needs = forms.CharField(
        label=_("What do you need?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    needs_consent = forms.BooleanField(
        label=NEEDS_CONSENT,
        required=False,
        help_text=_(
            "Only needed if you wrote something above. Voluntary; when you withdraw it, what you "
            "wrote is deleted at once."
        ),
    )
    photo_consent = forms.BooleanField(
        label=consents.WORDINGS[PhotoConsent.Use.WEBSITE],
        required=False,
        help_text=_(
            "Voluntary, can be withdrawn at any time, without disadvantage. Under “Photos of me” "
            "you can allow more, for example the intranet."
        ),
    )

    def __init__(self, *args: Any, excursion: Excursion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["unit"]
        assert isinstance(units, forms.ModelChoiceField)
        units.queryset = Unit.objects.filter(is_active=True)
        # The unit is needed, though either of two fields may hold it: no "optional" beside it.
        units.widget.is_required = True
        self.fields["needs"].help_text = format_lazy(
            "{} {} {}",
            format_lazy(NEEDS_HELP, days=settings.KEEP_DAYS["needs"]),
            _("Rather talk about it?"),
            f"{excursion.contact_name}, {excursion.contact_phone}",
        )
        self.helper = FormHelper()
        self.helper.disable_csrf = True
        self.helper.layout = self.layout()

    def layout(self) -> Layout:
        return Layout(
            Fieldset(_("Your details"), "name", "unit", "other_unit", "phone"),
            Fieldset(_("So that you can take part well"), "needs", "needs_consent"),
            Fieldset(_("Photos"), "photo_consent"),
        )

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if not name:  # nothing but invisible characters
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name

    def clean_other_unit(self) -> str:
        return one_line(self.cleaned_data["other_unit"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("unit"):
            cleaned["other_unit"] = ""  # one of the two: what was chosen counts
        elif not cleaned.get("other_unit") and not self.errors.keys() & {"unit", "other_unit"}:
            self.add_error("unit", self.unit_missing)
        self._clean_needs(cleaned)
        return cleaned

    def _clean_needs(self, cleaned: dict[str, Any]) -> None:
        """Nothing without consent; whoever takes the tick away from what they consented to before
        withdraws it.
        """
        text = cleaned.get("needs", "").strip()
        cleaned["needs"] = text
        if not text or cleaned.get("needs_consent"):
            return
        if self.initial.get("needs_consent") and text == self.initial.get("needs"):
            cleaned["needs"] = ""
        else:
            self.add_error("needs_consent", self.needs_consent_missing)

    def answers(self) -> Answers:
        """The cleaned answers as the actions take them."""
        ticked = self.cleaned_data.get("photo_consent")
        return Answers(
            name=self.cleaned_data["name"],
            unit=self.cleaned_data["unit"],
            other_unit=self.cleaned_data["other_unit"],
            phone=one_line(self.cleaned_data["phone"]),
            needs=self.consented_needs(),
            photo_consent=self.photo_consent_given() if ticked else None,
        )

    def photo_consent_given(self) -> Consent:
        """What the tick means."""
        return consents.own(PhotoConsent.Use.WEBSITE)

    def consented_needs(self) -> Needs | None:
        """What was said and consented to, if anything."""
        text = self.cleaned_data["needs"]
        return Needs(text, str(NEEDS_CONSENT)) if text else None


class ByHandForm(AnswersForm):
    """Somebody phoned: an organizer enters them, with or without an e-mail address."""

    unit_missing = _("Please choose the department or enterprise, or enter it below.")
    needs_consent_missing = _(
        "Please ask the person and tick this box, or leave the field above empty. It may be kept "
        "only with their consent."
    )

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Without it the person gets no mails; please call them instead."),
    )

    def __init__(self, *args: Any, excursion: Excursion, **kwargs: Any) -> None:
        super().__init__(*args, excursion=excursion, **kwargs)
        # Somebody else's details: the browser must not fill in the organizer's own.
        for field in self.fields.values():
            if not isinstance(field.widget, forms.CheckboxInput):
                field.widget.attrs["autocomplete"] = "off"
        self.fields["name"].error_messages["required"] = _("Please enter the name.")
        self.fields["other_unit"].help_text = _("Then please enter the unit here.")
        self.fields["needs"].label = _("What does the person need?")
        self.fields["needs"].help_text = format_lazy(NEEDS_HELP, days=settings.KEEP_DAYS["needs"])
        self.fields["needs_consent"].label = _(
            "Consents that the organizing team sees and uses it, and that those who accompany the "
            "excursion see on the day that there is something, not what"
        )
        self.fields["needs_consent"].help_text = _(
            "Only if the person said so. It is noted that it was on the phone."
        )
        self.fields["photo_consent"].label = _("Consents to photos in the recap")
        self.fields["photo_consent"].help_text = _(
            "Only if the person said so. It is noted that it was on the phone: photos can be "
            "published once the person confirms it in the account or signs a form."
        )

    def layout(self) -> Layout:
        return Layout(
            Fieldset(_("Person"), "name", "email", "unit", "other_unit", "phone"),
            Fieldset(_("So that they can take part well"), "needs", "needs_consent"),
            Fieldset(_("Photos"), "photo_consent"),
        )

    def consented_needs(self) -> Needs | None:
        text = self.cleaned_data["needs"]
        channel = AccessNeeds.Channel.PHONE
        return Needs(text, str(NEEDS_CONSENT_PHONE), channel) if text else None

    def photo_consent_given(self) -> Consent:
        return consents.on_the_phone()


class ChangeForm(AnswersForm):
    """The same answers later on. Photos have a page of their own, where nothing is ticked."""

    photo_consent = None  # type: ignore[assignment]

    def layout(self) -> Layout:
        return Layout(*super().layout().fields[:-1])


def initial_of(user: User) -> dict[str, Any]:
    """What the person told the last time, so that nothing is asked twice."""
    return {
        "name": user.name,
        "unit": user.unit_id,
        "other_unit": user.other_unit,
        "phone": user.phone,
    }


def initial_of_registration(registration: Registration) -> dict[str, Any]:
    """The present answers, to be changed."""
    needs = AccessNeeds.objects.filter(registration=registration).first()
    return {
        "name": registration.name,
        "unit": registration.unit_id,
        "other_unit": registration.other_unit,
        "phone": registration.phone,
        "needs": needs.text if needs else "",
        # A consent to a former wording is asked for anew: nobody agrees by a tick that is there.
        "needs_consent": needs is not None and needs.may_be_hinted_at,
    }


class WalkInForm(forms.Form):
    """Somebody came without a registration: the name is enough."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        # Somebody else's name: the browser must not fill in that of who stands at the door.
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please enter the name.")},
    )

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])
