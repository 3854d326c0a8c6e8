"""Photos of one person: a form that was signed, a consent that was withdrawn with a call."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.requests import person
from excursions import actions, consents
from excursions.admin import frame, moves
from excursions.consents import Channel, Use
from excursions.models import Excursion, Registration
from jobs.mails import one_line


class SignedForm(forms.Form):
    """What somebody signed on paper."""

    use = forms.MultipleChoiceField(
        label=gettext_lazy("Signed for"),
        choices=Use.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please tick what was signed.")},
    )
    kept = forms.CharField(
        label=gettext_lazy("Where is the form?"),
        max_length=120,
        help_text=gettext_lazy("So that it can be found as long as a photo is online."),
        error_messages={"required": gettext_lazy("Please say where the form is kept.")},
    )

    def clean_kept(self) -> str:
        kept = one_line(self.cleaned_data["kept"])
        if not kept:
            raise forms.ValidationError(self.fields["kept"].error_messages["required"])
        return kept


def page(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int, registration_pk: int
) -> HttpResponse:
    """Whoever has no account cannot press a button: the team notes it, and that it did."""
    registration = moves.find(request, pk, registration_pk)
    form = SignedForm()
    if ended := consents.uses(request.POST.getlist("withdraw")):
        actions.withdraw_photo_consents(
            registration, ended, actor=person(request), channel=Channel.PHONE
        )
        text = _("Withdrawn from now on: %(name)s.")
        return _again(model_admin, request, registration, text)
    if request.method == "POST":
        form = SignedForm(request.POST)
        if form.is_valid():
            kept, uses = form.cleaned_data["kept"], consents.uses(form.cleaned_data["use"])
            signed = [consents.signed(use, kept=kept) for use in uses]
            actions.give_photo_consents(registration, signed, actor=person(request))
            return _again(model_admin, request, registration, _("Noted: %(name)s signed."))
    rows = consents.rows(registration)
    return frame.page(
        model_admin,
        request,
        registration.excursion,
        "photos",
        one=registration,
        title=_("Photos of %(name)s") % {"name": registration.name},
        window_title=moves.window_title(registration, _("Photos")),
        given=[row for row in rows if row.consent],
        rows=rows,
        form=form,
        back=moves.person_url(registration),
    )


def _again(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    registration: Registration,
    text: str,
) -> HttpResponse:
    model_admin.message_user(request, text % {"name": registration.name}, messages.SUCCESS)
    pks = [registration.excursion_id, registration.pk]
    return redirect("admin:excursions_excursion_photos", *pks)
