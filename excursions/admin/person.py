"""One person on one excursion: how things stand, what can be done, and all that happened."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import requests, security
from accounts.security import Event
from excursions import actions, delivery, rules
from excursions.admin import frame, moves, table, timeline
from excursions.admin.table import Person
from excursions.models import Excursion, Message, Registration
from excursions.rules import Refused


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        # Somebody else's address: the browser must not fill in the organizer's own.
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Please enter the e-mail address.")},
    )


def page(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int, registration_pk: int
) -> HttpResponse:
    """Who it is, what was sent, what happened; who may change registrations finds it here."""
    if request.method not in ("GET", "HEAD"):
        return redirect(request.path)
    at = timezone.now()
    excursion = get_object_or_404(Excursion.objects.with_seats(), pk=pk)
    found = table.everybody(excursion, at, pk=registration_pk)
    if not found:
        raise Http404
    registration = found[0].registration
    all_messages = registration.messages.select_related("actor", "announcement")
    sent = list(all_messages.annotate(**delivery.judged(at)))
    return frame.page(
        model_admin,
        request,
        excursion,
        "person_page",
        title=registration.name,
        window_title=moves.window_title(registration),
        person=found[0],
        one=registration,
        entries=timeline.of(registration, sent, at),
        **_what_helps(request, found[0], sent),
    )


def _what_helps(request: HttpRequest, person: Person, sent: list[Message]) -> dict[str, Any]:
    """Which of the buttons are offered, and what to do where one is not."""
    one = person.registration
    may_change = request.user.has_perm("excursions.change_registration")
    over = one.excursion.is_over(timezone.now())
    fixed = rules.why_not_correct_address(one)
    arrived = any(m.state == Message.State.SENT and m.address == one.address for m in sent)
    return {
        "may_send": may_change and bool(one.address) and not over,
        "may_correct": may_change and not over and fixed is None,
        "fixed_address": fixed.text if fixed else "",
        "may_report": may_change and arrived,
    }


def send_again(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int, registration_pk: int
) -> HttpResponse:
    """„E-Mail erneut senden“: how things are now."""
    done = _("The e-mail to %(name)s is on its way.")
    return _press(model_admin, request, pk, registration_pk, actions.send_again, done)


def accept_new_day(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int, registration_pk: int
) -> HttpResponse:
    """„Neuer Termin passt“, as said on the phone."""
    done = _("%(name)s comes on the new day.")
    return _press(model_admin, request, pk, registration_pk, actions.accept_new_day, done)


def note_call(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int, registration_pk: int
) -> HttpResponse:
    """„Am Telefon erreicht“: the message that did not arrive is settled."""
    done = _("Noted: %(name)s knows.")
    return _press(model_admin, request, pk, registration_pk, actions.note_call, done)


def report_bounce(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int, registration_pk: int
) -> HttpResponse:
    """„Unzustellbar melden“: a mail came back to the mailbox of the team."""
    done = _("Noted: the e-mail to %(name)s did not arrive. Please call.")
    return _press(model_admin, request, pk, registration_pk, actions.report_bounce, done)


def _press(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    pk: int,
    registration_pk: int,
    do: Callable[..., object],
    done: str,
) -> HttpResponse:
    """Does it, and shows the person again; looking at the address of a button does nothing."""
    registration = moves.find(request, pk, registration_pk)
    if request.method == "POST":
        try:
            do(registration, actor=request.user)
        except Refused as refused:
            model_admin.message_user(request, _sentence(refused), messages.ERROR)
        else:
            text = done % {"name": registration.name}
            model_admin.message_user(request, text, messages.SUCCESS)
    return redirect("admin:excursions_excursion_person", pk, registration_pk)


def _sentence(refused: Refused) -> str:
    """The rules speak to the person about some things; here somebody else reads it."""
    if refused.refusal.code == "not_asked":
        return _("There is nothing to answer any more: the place is firm.")
    return refused.refusal.text


def correct_address(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int, registration_pk: int
) -> HttpResponse:
    """„Adresse berichtigen“, of somebody without an account."""
    registration = moves.find(request, pk, registration_pk)
    refusal = rules.why_not_correct_address(registration)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not refusal and form.is_valid():
        try:
            actions.correct_address(
                registration, email=form.cleaned_data["email"], actor=requests.person(request)
            )
        except Refused as refused:
            form.add_error("email", refused.refusal.text)
        else:
            security.note(Event.ADDRESS_CHANGED, request, of=registration)
            text = _("The address of %(name)s is corrected.") % {"name": registration.name}
            model_admin.message_user(request, text, messages.SUCCESS)
            return redirect("admin:excursions_excursion_person", pk, registration_pk)
    return frame.page(
        model_admin,
        request,
        registration.excursion,
        "step",
        title=_("Correct the address of %(name)s") % {"name": registration.name},
        window_title=moves.window_title(registration, _("Correct the address")),
        texts=_what_it_means(registration),
        button=_("Correct the address"),
        form=form,
        refusal=refusal.text if refusal else "",
        possible=refusal is None,
        back=moves.person_url(registration),
    )


def _what_it_means(registration: Registration) -> list[str]:
    texts = []
    if registration.address:
        texts.append(_("So far: %(address)s") % {"address": registration.address})
    if rules.why_not_change(registration, at=timezone.now()) is None:
        texts.append(_("Then we send how things are now to the new address."))
    return texts
