"""What there is to read: drafts and sent ones, and whom they reached."""

from collections.abc import Mapping

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from excursions import actions
from excursions.admin.announcements import frame, writing
from excursions.admin.frame import page
from excursions.models import Announcement, Excursion, Message

State = Message.State


def announcements(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int
) -> HttpResponse:
    """All of one excursion, drafts first: to whom, when, by whom, and how they arrived."""
    excursion = get_object_or_404(Excursion, pk=pk)
    counts = {s.value: Count("messages", filter=Q(messages__state=s)) for s in State}
    found = (
        excursion.announcements.select_related("author")
        .annotate(**counts)
        .order_by(F("sent_at").desc(nulls_first=True), "-changed_at", "-pk")
    )
    rows = [
        {
            "announcement": one,
            "groups": frame.groups_text(one),
            "delivery": delivery_text({state: getattr(one, state) for state in counts}),
        }
        for one in found
    ]
    return page(
        model_admin,
        request,
        excursion,
        "announcements",
        title=_("Messages to participants"),
        rows=rows,
    )


def announcement(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int, announcement_pk: int
) -> HttpResponse:
    """A draft to go on writing; or what was sent, and whom it reached."""
    found = frame.find(pk, announcement_pk)
    may_change = request.user.has_perm("excursions.change_registration")
    if found.is_draft and may_change:
        return writing.write(model_admin, request, found)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        text = _("This message was sent already. What you wrote was not stored.")
        model_admin.message_user(request, text, messages.ERROR)
        return redirect(found)
    return _page(model_admin, request, found)


def stop(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int, announcement_pk: int
) -> HttpResponse:
    """„Rest nicht mehr senden“: an emergency brake asks nothing."""
    found = frame.find(pk, announcement_pk)
    if request.method != "POST":
        return redirect(found)
    n = actions.stop(found)
    if n:
        text = ngettext("%(n)s mail is not sent any more.", "%(n)s mails are not sent any more.", n)
        text %= {"n": n}
        entry = _("Message “%(subject)s”: %(what)s") % {"subject": found.subject, "what": text}
        model_admin.log_change(request, found.excursion, entry)
        model_admin.message_user(request, text, messages.SUCCESS)
    else:
        model_admin.message_user(request, _("Nothing was waiting any more."), messages.WARNING)
    return redirect(found)


def delivery_text(counts: Mapping[str, int]) -> str:
    """„38 gesendet, 1 unzustellbar, 2 warten“"""
    n = {state: counts.get(state, 0) for state in State.values}
    waiting = ngettext("%(n)s is waiting", "%(n)s are waiting", n[State.QUEUED])
    sentences = {
        State.SENT: _("%(n)s sent"),
        State.UNDELIVERABLE: _("%(n)s undeliverable"),
        State.FAILED: _("%(n)s failed"),
        State.QUEUED: waiting,
        State.SKIPPED: _("%(n)s not sent"),
    }
    return ", ".join(text % {"n": n[state]} for state, text in sentences.items() if n[state])


def _page(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, found: Announcement
) -> HttpResponse:
    counted = found.messages.order_by().values_list("state").annotate(Count("pk"))
    states = dict.fromkeys(State.values, 0) | dict(counted)
    not_reached = found.messages.unreached().select_related("registration__user")
    n = states[State.FAILED] + states[State.UNDELIVERABLE]
    return page(
        model_admin,
        request,
        found.excursion,
        "announcement",
        title=found.subject,
        announcement=found,
        groups=frame.groups_text(found),
        at=timezone.now(),
        delivery=delivery_text(states),
        states=states,
        not_reached=list(not_reached.order_by("registration__name", "pk")[: frame.MOST_NAMES]),
        more_not_reached=max(0, n - frame.MOST_NAMES),
        **frame.reach(found),
    )
