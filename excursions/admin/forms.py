"""The form of the editor: native date inputs, errors at their fields, nothing lost."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from excursions import actions
from excursions.actions.programme import free_slug
from excursions.admin import conflict, consequences, decision
from excursions.models import Excursion

# The database speaks of the whole row; people need the sentence at the field they can mend.
FIELDS_OF_CONSTRAINT: dict[str, tuple[str | None, ...]] = {
    "excursion_ends_after_start": ("ends_at",),
    "excursion_registration_closes_before_start": ("registration_closes_at",),
    "excursion_registration_opens_before_it_closes": ("registration_opens_at",),
    "excursion_meets_before_start": ("meets_at",),
    "excursion_public_has_contact": ("contact_name", "contact_phone"),
    "excursion_reminds_in_time": ("reminder_days",),
}


class LocalDateTimeInput(forms.DateTimeInput):
    """The browser's own input for date and time, in Jena's time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    Base = forms.ModelForm[Excursion]
else:
    Base = forms.ModelForm


class ExcursionForm(Base):
    """Everything about an excursion but its stations and its state."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    accept_fewer = forms.BooleanField(
        label=_("Yes, save it like this"), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Excursion
        # The sections of the editor decide (editor.FIELDSETS); the rest is not for typing.
        exclude = ("status", "cancellation_reason", "version", "calendar_sequence")
        widgets = dict.fromkeys(("team", "escorts"), forms.CheckboxSelectMultiple)
        error_messages = {"team": {"required": _("Somebody must look after the excursion.")}}
        # Who sees what changes more often than a column: said here, it is no migration.
        help_texts = {
            "team": _("Only they see all details, write to people and change the excursion."),
            "escorts": _(
                "On the day they see names and units, who wants no photo and who needs something, "
                "not what. No phone numbers, no addresses."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outdated = False
        # What is stored, until the saving is through; set by the editor.
        self.before: consequences.Before | None = None
        self.initial["seen_version"] = self.instance.version
        if "slug" not in self.fields:
            return  # somebody may look, but not change
        self.fields["slug"].required = False
        self._offer(
            "team", User.objects.holding("excursions.change_excursion").filter(is_staff=True)
        )
        self._offer("escorts", User.objects.holding("excursions.check_in"))
        # Whoever creates an excursion joins its team by that.
        self.fields["team"].required = self.instance.pk is not None
        self.fields["team"].widget.is_required = True  # no "optional" beside it
        self._limit("capacity", _("An excursion needs at least one seat."), 1)
        self._limit("reminder_days", _("Between one and ten working days before."), 1, 10)
        for name in ("title", "meeting_point", "contact_name", "contact_phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        if self.instance.status != Excursion.Status.DRAFT:
            for name in ("contact_name", "contact_phone"):
                self.fields[name].widget.is_required = True

    def _offer(self, name: str, people: "QuerySet[User]") -> None:
        """Only people whose role allows it; whoever lost it is no longer a choice."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = people

    def _limit(self, name: str, text: "StrOrPromise", low: int, high: int | None = None) -> None:
        """The sentence of this house instead of Django's."""
        field = self.fields[name]
        others = [one for one in field.validators if not isinstance(one, MinValueValidator)]
        field.validators = [*others, MinValueValidator(low, text)]
        field.widget.attrs["min"] = low
        if high is not None:
            field.validators.append(MaxValueValidator(high, text))
            field.widget.attrs["max"] = high

    def is_valid(self) -> bool:
        """„Zurück zum Bearbeiten“ shows the form as it was typed and saves nothing."""
        return super().is_valid() and not self.goes_back

    @property
    def goes_back(self) -> bool:
        return self.data.get(decision.DECISION) == decision.BACK

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("slug") and cleaned.get("title") and cleaned.get("starts_at"):
            cleaned["slug"] = self.instance.slug or free_slug(
                cleaned["title"], cleaned["starts_at"]
            )
        self._check_years(cleaned)
        if self.instance.pk:
            self._meet_on_the_new_day(cleaned)
            self._refuse_overwriting(cleaned.get("seen_version"))
            self._ask_before_lowering(cleaned.get("capacity"))
            self._keep_waitlist_in_use(cleaned.get("has_waitlist"))
        return cleaned

    def _meet_on_the_new_day(self, cleaned: dict[str, Any]) -> None:
        """Who moves the excursion to another day moves the meeting along, like the stations."""
        if "meets_at" in self.changed_data or not cleaned.get("meets_at"):
            return
        old, new = self.initial["starts_at"], cleaned.get("starts_at")
        meets_at = timezone.localtime(cleaned["meets_at"])
        if new and meets_at.date() == timezone.localdate(old) != timezone.localdate(new):
            moved = datetime.combine(timezone.localdate(new), meets_at.time())
            cleaned["meets_at"] = timezone.make_aware(moved)

    def _check_years(self, cleaned: dict[str, Any]) -> None:
        """Who types 26 for the year into the browser's own input sends the year 0026."""
        for name, value in list(cleaned.items()):
            if isinstance(value, datetime) and not 2000 <= value.year < 2100:
                self.add_error(name, _("Please check the year."))

    def _refuse_overwriting(self, seen_version: int | None) -> None:
        """Somebody saved meanwhile: shows it once; the next press is a knowing one."""
        if seen_version == self.instance.version:
            return
        self.outdated = True
        self._retype(seen_version=str(self.instance.version))
        self.add_error(None, conflict.who_and_when(self.instance))

    def _ask_before_lowering(self, capacity: int | None) -> None:
        """More people have a seat than there shall be: nobody loses it, but say so first."""
        if capacity is None or capacity >= self.initial["capacity"]:
            return
        taken = actions.count_seats(self.instance).taken
        if capacity >= taken:
            return
        # The yes is to these numbers; if they change meanwhile, the question comes again.
        answer = f"{taken}-{capacity}"
        self.fields["accept_fewer"].widget = forms.CheckboxInput(attrs={"value": answer})
        if self.data.get("accept_fewer") == answer:
            return
        self._retype(accept_fewer="")
        text = _(
            "%(taken)s seats are taken, %(too_many)s more than there will be (%(capacity)s). "
            "Nobody loses their seat; “free” stays at 0, and nobody moves up until enough seats "
            "were given back."
        )
        numbers = {"taken": taken, "too_many": taken - capacity, "capacity": capacity}
        self.add_error("capacity", ValidationError(text % numbers, code="fewer_than_taken"))

    def _keep_waitlist_in_use(self, has_waitlist: bool | None) -> None:
        """A waitlist on which people stand is not switched off under their feet."""
        waiting = actions.count_seats(self.instance).waiting if has_waitlist is False else 0
        if waiting:
            text = ngettext(
                "%(n)s person is on the waitlist. Move them up or take them off it first.",
                "%(n)s people are on the waitlist. Move them up or take them off it first.",
                waiting,
            )
            self.add_error("has_waitlist", ValidationError(text % {"n": waiting}, code="in_use"))

    def _retype(self, **values: str) -> None:
        """What the page shall send next time, whatever it sent now."""
        data = cast(QueryDict, self.data).copy()
        for name, value in values.items():
            data[name] = value
        self.data = data

    def validate_constraints(self) -> None:
        """Like Django's, but each sentence goes to the field where it can be mended."""
        # Not in the form, but the contact is only required once the excursion is public.
        unchecked: set[str] = self._get_validation_exclusions()  # type: ignore[attr-defined]
        exclude = unchecked - {"status", "cancellation_reason"}
        for constraint in Excursion._meta.constraints:
            try:
                constraint.validate(Excursion, self.instance, exclude=exclude)
            except ValidationError as error:
                for name in FIELDS_OF_CONSTRAINT.get(constraint.name, (None,)):
                    if (
                        name is None
                        or not name.startswith("contact_")
                        or not getattr(self.instance, name)
                    ):
                        self.add_error(name, error.messages)
