"""Drafts: written, copied, deleted. Nobody gets anything from these pages."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from accounts.requests import person
from excursions import actions
from excursions.admin.announcements import frame
from excursions.admin.announcements.form import AnnouncementForm
from excursions.admin.frame import page
from excursions.models import Announcement, Excursion
from excursions.rules import Refused


def add(model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int) -> HttpResponse:
    """An empty page; a draft exists once it is saved."""
    excursion = get_object_or_404(Excursion, pk=pk)
    return write(model_admin, request, Announcement(excursion=excursion))


def write(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, draft: Announcement
) -> HttpResponse:
    """To whom, subject and text of a new draft, or of one there is."""
    posted = request.POST if request.method == "POST" else None
    form = AnnouncementForm(posted, instance=draft)
    if request.method == "POST" and form.is_valid():
        try:
            return _save(model_admin, request, form)
        except Refused as refused:
            if refused.refusal.code != "changed":
                return frame.refused(model_admin, request, draft, refused)
            form.ask_before_overwriting()
    stored = frame.find(draft.excursion_id, draft.pk) if form.outdated else None
    return page(
        model_admin,
        request,
        draft.excursion,
        "announcement_form",
        title=_("Message to participants"),
        form=form,
        draft=draft,
        stored=stored,
        stored_groups=frame.groups_text(stored) if stored else "",
    )


def _save(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, form: AnnouncementForm
) -> HttpResponse:
    draft = form.save(commit=False)
    actions.save_draft(draft, actor=person(request))
    if "preview" in request.POST:
        where = "admin:excursions_excursion_announcement_preview"
        return redirect(where, draft.excursion_id, draft.pk)
    text = _("The draft is saved. Nobody has got anything yet.")
    model_admin.message_user(request, text, messages.SUCCESS)
    return redirect(draft)


def copy(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    pk: int,
    announcement_pk: int,
) -> HttpResponse:
    """„Als neuen Entwurf kopieren“: the words, not the people."""
    announcement = frame.find(pk, announcement_pk)
    if request.method != "POST":
        return redirect(announcement)
    text = _("This is the copy, a draft. Please choose who gets it.")
    model_admin.message_user(request, text, messages.SUCCESS)
    return redirect(actions.copy_draft(announcement, actor=person(request)))


def delete(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    pk: int,
    announcement_pk: int,
) -> HttpResponse:
    """Asks first. What was sent stays: people have it."""
    draft = frame.find(pk, announcement_pk)
    refusal = "" if draft.is_draft else _("This message was sent: it stays.")
    if request.method == "POST" and not refusal:
        try:
            actions.delete_draft(draft)
        except Refused as refused:
            return frame.refused(model_admin, request, draft, refused)
        model_admin.message_user(request, _("The draft is deleted."), messages.SUCCESS)
        return redirect("admin:excursions_excursion_announcements", pk)
    return page(
        model_admin,
        request,
        draft.excursion,
        "step",
        title=_("Delete this draft?"),
        texts=[_("“%(subject)s” is deleted for good.") % {"subject": draft.subject}],
        button=_("Delete draft"),
        form=None,
        refusal=refusal,
        possible=draft.is_draft,
        back=draft.get_absolute_url(),
        back_label=_("Back to the message"),
    )
