"""The mail as real people would get it, before anybody does; and the press that sends it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csp import csp_override

from accounts import requests
from excursions import actions, notices
from excursions.admin.announcements import frame
from excursions.admin.frame import page
from excursions.models import Announcement, Excursion, Message, Registration
from excursions.models.registration import RegistrationQuerySet
from excursions.rules import Refused

# A mail brings its styles with it. Nothing else of it may do anything, whatever stands in it.
MAIL_CSP: dict[str, Any] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "sandbox": True,
}


class SendForm(forms.Form):
    """What the page with the button has shown: the number, and the state of the draft."""

    expected = forms.IntegerField(min_value=0)
    seen = forms.DateTimeField()


def preview(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    pk: int,
    announcement_pk: int,
) -> HttpResponse:
    """What one person after the other would get, and to how many people it would go."""
    announcement = frame.find(pk, announcement_pk)
    if not announcement.is_draft or request.method not in ("GET", "HEAD"):
        return redirect(announcement)
    return _page(model_admin, request, announcement)


def send(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    pk: int,
    announcement_pk: int,
) -> HttpResponse:
    """Sends what the preview has shown, to as many people as it has said; or shows it anew."""
    announcement = frame.find(pk, announcement_pk)
    if request.method != "POST":
        return redirect("admin:excursions_excursion_announcement_preview", pk, announcement_pk)
    form, expected = SendForm(request.POST), 0
    if form.is_valid():
        announcement.changed_at, expected = form.cleaned_data["seen"], form.cleaned_data["expected"]
    try:
        n = actions.announce(announcement, actor=requests.person(request), expected=expected)
    except Refused as refused:
        if refused.refusal.code in {"sent", "deleted"}:
            return frame.refused(model_admin, request, announcement, refused)
        return _page(model_admin, request, frame.find(pk, announcement_pk), refused)
    text = ngettext("Sent to %(n)s person", "Sent to %(n)s people", n) % {"n": n}
    entry = _("Message “%(subject)s”: %(what)s") % {"subject": announcement.subject, "what": text}
    model_admin.log_change(request, announcement.excursion, entry)
    text = ngettext(
        "The message is on its way to %(n)s person.",
        "The message is on its way to %(n)s people.",
        n,
    )
    model_admin.message_user(request, text % {"n": n}, messages.SUCCESS)
    return redirect(announcement)


@csp_override(MAIL_CSP)
def html(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    pk: int,
    announcement_pk: int,
) -> HttpResponse:
    """The HTML version of the mail, as a page of its own."""
    announcement = frame.find(pk, announcement_pk)
    people = actions.audience(announcement.excursion, announcement.audience)
    person = _person(people, _number(request))
    if person is None:
        raise Http404
    ((content, _type),) = _mail(announcement, person).alternatives
    return HttpResponse(str(content))


def _page(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    announcement: Announcement,
    refused: Refused | None = None,
) -> HttpResponse:
    reach = frame.reach(announcement)
    reached = reach["reached"]
    number = min(_number(request), reached)
    people = actions.audience(announcement.excursion, announcement.audience)
    person = _person(people, number)
    button = ngettext("Send to %(n)s person", "Send to %(n)s people", reached) % {"n": reached}
    return page(
        model_admin,
        request,
        announcement.excursion,
        "announcement_preview",
        title=_("Preview"),
        announcement=announcement,
        groups=frame.groups_text(announcement),
        number=number,
        person=person,
        mail=_mail(announcement, person) if person else None,
        button=button,
        refusal=refused.refusal.text if refused else "",
        **reach,
    )


def _number(request: HttpRequest) -> int:
    """Which person is looked at, counted from 1."""
    typed = request.GET.get("nr", "")
    return max(1, int(typed)) if typed.isdecimal() and len(typed) < 7 else 1


def _person(people: RegistrationQuerySet, number: int) -> Registration | None:
    """Seats first, then the waitlist, each by name."""
    ordered = people.select_related("user", "unit").order_by("status", "name", "pk")
    return ordered[number - 1 : number].first() if number else None


def _mail(announcement: Announcement, person: Registration) -> EmailMultiAlternatives:
    """The mail to this person. Nothing is stored for it."""
    person.excursion = Excursion.objects.with_stops().get(pk=announcement.excursion_id)
    message = Message(
        registration=person,
        kind=Message.Kind.ANNOUNCEMENT,
        announcement=announcement,
        is_bulk=True,
    )
    return notices.compose(message)
