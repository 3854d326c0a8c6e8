"""What organizers do with one registration: give a seat, take it back. Both ask first."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.requests import person
from excursions import actions, rules
from excursions.admin.frame import page
from excursions.models import Excursion, Registration
from excursions.rules import Refused


class MoveUpForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Only the organizing team reads it, in the history."),
        error_messages={"required": gettext_lazy("Please say why this person comes first.")},
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("The person reads it in the e-mail."),
    )


def move_up(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int, registration_pk: int
) -> HttpResponse:
    """„Platz geben“ when one is free, else „Vorziehen“ to the first place on the list."""
    registration = find(request, pk, registration_pk)
    form = MoveUpForm(request.POST if request.method == "POST" else None)
    refusal = rules.why_not_move_up(registration, at=timezone.now())
    if request.method == "POST" and form.is_valid():
        try:
            moved = actions.move_up(
                registration, actor=person(request), reason=form.cleaned_data["reason"]
            )
        except Refused as refused:
            refusal = refused.refusal
        else:
            if moved.is_confirmed:
                text = _("%(name)s has a seat now.")
            else:
                text = _("%(name)s is first on the waitlist now.")
            return _back(model_admin, request, registration, text)
    free = registration.excursion.seats.free
    if free:
        button, question = _("Give a seat"), _("Give %(name)s a seat?")
        text = _("A seat is free. %(name)s gets it at once, also past others on the waitlist.")
    else:
        button, question = _("Put first"), _("Put %(name)s first on the waitlist?")
        text = _("No seat is free. %(name)s gets the next one, before everybody else.")
    return _page(
        model_admin,
        request,
        registration,
        form,
        refusal,
        question=question,
        texts=[text],
        button=button,
        is_told=bool(free),  # who is put first hears of it when there is a seat
    )


def withdraw(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int, registration_pk: int
) -> HttpResponse:
    """„Platz zurückgeben“ or „Von der Warteliste nehmen“ for somebody who phoned."""
    registration = find(request, pk, registration_pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    at = timezone.now()
    refusal = rules.why_not_withdraw(registration, at=at, by_organizer=True)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(
                registration,
                actor=person(request),
                reason=form.cleaned_data["reason"],
                by_organizer=True,
            )
        except Refused as refused:
            refusal = refused.refusal
        else:
            if registration.is_waiting:
                text = _("%(name)s is no longer on the waitlist.")
            else:
                text = _("The seat of %(name)s is given back.")
            return _back(model_admin, request, registration, text)
    if registration.is_waiting:
        button, question = _("Take off the waitlist"), _("Take %(name)s off the waitlist?")
        texts = [_("Everybody behind moves one place up.")]
    else:
        button, question = _("Give the seat back"), _("Give back the seat of %(name)s?")
        texts = [_what_becomes_of_the_seat(registration.excursion)]
    return _page(
        model_admin,
        request,
        registration,
        form,
        refusal,
        question=question,
        texts=texts,
        button=button,
        is_told=True,
    )


def _what_becomes_of_the_seat(excursion: Excursion) -> str:
    if not excursion.seats.waiting:
        return _("Nobody is waiting: the seat is free for everybody again.")
    if excursion.seats.too_many:
        return _("More seats are taken than there are: nobody moves up for this one.")
    if rules.moves_by_itself(excursion, timezone.now()):
        return _("The seat goes to the first person on the waitlist at once.")
    return _("People are waiting, but nobody moves up by itself any more: please call them.")


def window_title(registration: Registration, step: str = "") -> str:
    """With the number in place of the name, which browsers would keep in their history."""
    of = _("Registration %(n)s") % {"n": registration.pk}
    return f"{step} – {of}" if step else of


def find(request: HttpRequest, pk: int, registration_pk: int) -> Registration:
    """The registration, of this excursion, for somebody who may change it."""
    if not request.user.has_perm("excursions.change_registration"):
        raise PermissionDenied
    found = Registration.objects.with_position().select_related("user")
    registration = get_object_or_404(found, pk=registration_pk, excursion=pk)
    registration.excursion = Excursion.objects.with_seats().get(pk=pk)
    return registration


def _page(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    registration: Registration,
    form: forms.Form,
    refusal: rules.Refusal | None,
    *,
    question: str,
    texts: list[str],
    button: str,
    is_told: bool,
) -> HttpResponse:
    if not registration.address:
        texts = [*texts, _("%(name)s has no e-mail address: please call, %(phone)s.")]
    elif is_told:
        texts = [*texts, _("%(name)s gets an e-mail.")]
    who = {"name": registration.name, "phone": registration.phone or _("no number known")}
    return page(
        model_admin,
        request,
        registration.excursion,
        "step",
        title=question % who,
        window_title=window_title(registration, button),
        texts=[text % who for text in texts],
        button=button,
        form=form,
        refusal=refusal.text if refusal else "",
        possible=refusal is None,
        back=_back_url(request, registration),
        back_label=registration.name if _is_from_person(request) else _("Participants"),
    )


def _back(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    registration: Registration,
    text: str,
) -> HttpResponse:
    model_admin.message_user(request, text % {"name": registration.name}, messages.SUCCESS)
    return redirect(_back_url(request, registration))


def _is_from_person(request: HttpRequest) -> bool:
    """Who came from the person's page goes back there, else to the table."""
    return request.GET.get("from") == "person"


def _back_url(request: HttpRequest, registration: Registration) -> str:
    if _is_from_person(request):
        return person_url(registration)
    return reverse("admin:excursions_excursion_people", args=[registration.excursion_id])


def person_url(registration: Registration) -> str:
    """The page of one person in the administration."""
    pks = [registration.excursion_id, registration.pk]
    return reverse("admin:excursions_excursion_person", args=pks)
