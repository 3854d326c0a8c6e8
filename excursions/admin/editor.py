"""The editor, one page with a check list; and the list of excursions."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.forms.models import BaseModelFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import contact
from accounts.requests import key, person
from excursions import actions, checklist, delivery, desk, rules
from excursions.admin import announcements, changes, conflict, decision, overview, people, steps
from excursions.admin.consequences import Before
from excursions.admin.forms import ExcursionForm, LocalDateTimeInput
from excursions.admin.stops import StopInline
from excursions.models import Excursion, Stop

# The first class of a section is its anchor on the page; checklist.py jumps to some of them.
FIELDSETS: Any = (
    (gettext_lazy("Basics"), {"fields": ("title", "lead"), "classes": ("basics",)}),
    (
        gettext_lazy("Dates & deadlines"),
        {
            "fields": (
                ("starts_at", "ends_at"),
                ("meets_at", "meeting_point"),
                ("registration_opens_at", "registration_closes_at"),
                ("has_reminder", "reminder_days"),
            ),
            "classes": ("dates",),
        },
    ),
    (
        gettext_lazy("Seats"),
        {"fields": ("capacity", "accept_fewer", "has_waitlist"), "classes": ("seats-part",)},
    ),
    (
        gettext_lazy("Texts & notes"),
        {
            "fields": ("counts_as_work", "work_note", "bring", "access_note"),
            "classes": ("texts",),
        },
    ),
    (
        gettext_lazy("Contact"),
        {
            "fields": ("contact_name", ("contact_phone", "contact_email")),
            "classes": ("contact",),
        },
    ),
    (gettext_lazy("Team"), {"fields": ("team", "escorts"), "classes": ("team",)}),
    (gettext_lazy("Web address"), {"fields": ("slug",), "classes": ("address", "collapse")}),
)


@admin.register(Excursion)
class ExcursionAdmin(overview.Overview):
    form = ExcursionForm
    inlines = [StopInline]
    fieldsets = FIELDSETS
    formfield_overrides = {
        models.DateTimeField: {"form_class": forms.DateTimeField, "widget": LocalDateTimeInput},
    }

    def get_urls(self) -> list[URLPattern]:
        own = [*steps.urls(self), *people.urls(self), *announcements.urls(self)]
        return [*own, *super().get_urls()]

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Excursion | None:
        """One that this person organizes; the others are answered like those that do not exist.

        On saving the row is locked first, so that what is compared and counted stays true.
        """
        pk = key(object_id)
        if request.method == "POST" and pk is not None:
            actions.lock(pk)
        found = super().get_object(request, object_id, from_field)
        if found is None or not found.is_managed:
            raise Http404
        return found

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Saves, or asks first; then everything has been rolled back when the page is drawn."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except decision.Undecided as undecided:
            return decision.page(self, request, undecided)

    def has_delete_permission(self, request: HttpRequest, obj: Excursion | None = None) -> bool:
        """Only a draft nobody was entered for; everything else is called off, not deleted."""
        return (
            obj is not None
            and self.has_change_permission(request, obj)
            and obj.status == Excursion.Status.DRAFT
            and not obj.registrations.exists()
        )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The contact is whoever writes, until somebody else is named."""
        user, team = person(request), contact.team()
        return {
            "contact_name": user.name or team["name"],
            "contact_phone": user.phone or team["phone"],
            "contact_email": user.email,
        }

    def save_model(
        self, request: HttpRequest, obj: Excursion, form: "forms.ModelForm[Excursion]", change: bool
    ) -> None:
        if change:
            assert isinstance(form, ExcursionForm)
            form.before = Before.of(obj.pk) if obj.is_public else None
            obj.version += 1
        obj.save()

    def save_related(
        self,
        request: HttpRequest,
        form: "forms.ModelForm[Excursion]",
        formsets: "list[BaseModelFormSet[Stop, Any]]",
        change: bool,
    ) -> None:
        super().save_related(request, form, formsets, change)
        excursion = form.instance
        if not change:
            excursion.team.add(person(request))
        actions.renumber_stops(excursion)
        at = timezone.now()
        moved_up = change and actions.fill_seats(excursion, at=at)
        if isinstance(form, ExcursionForm) and form.before:
            decision.settle(request, form.before, excursion, at=at)
        if moved_up:
            for sentence in changes.who_moved_up(excursion, at):
                self.message_user(request, sentence, messages.SUCCESS)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """One sentence, in words; the history shows it as it is."""
        if add:
            return _("Created")
        described, decided = changes.describe(form, formsets), decision.of(request)
        return f"{described} {decided.entry()}" if decided else described

    def response_add(
        self, request: HttpRequest, obj: Excursion, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self.response_change(request, obj)

    def response_change(self, request: HttpRequest, obj: Excursion) -> HttpResponse:
        """Stays in the editor, beside the check list; „Veröffentlichen“ goes on to its page."""
        if "_publish" in request.POST:
            return redirect("admin:excursions_excursion_publish", obj.pk)
        if not Excursion.objects.managed_by(person(request)).filter(pk=obj.pk).exists():
            text = _("Saved. You are no longer in the team of this excursion.")
            self.message_user(request, text, messages.SUCCESS)
            return redirect("admin:excursions_excursion_changelist")
        decided = decision.of(request)
        if decided:
            decision.announce(self, request, decided)
        elif obj.status == Excursion.Status.DRAFT:
            text = _("Saved. The draft can be seen by the organizing team only.")
            self.message_user(request, text, messages.SUCCESS)
        else:
            self.message_user(request, _("Saved."), messages.SUCCESS)
        return redirect("admin:excursions_excursion_change", obj.pk)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Excursion | None = None,
    ) -> HttpResponse:
        """Adds the check list of what is stored; the object itself may hold unsaved input."""
        form = context["adminform"].form
        stops = (
            context["inline_admin_formsets"][0].formset
            if any(context["inline_admin_formsets"])
            else None
        )
        context |= {"title": _("New excursion"), "subtitle": None, "stops": stops}
        if obj:
            saved = Excursion.objects.with_seats().with_stops().get(pk=obj.pk)
            context |= {
                "title": saved.title,
                "saved": saved,
                "checks": checklist.checks(saved),
                "delivery_text": delivery.delivery_text(saved),
                "last_change": conflict.last_change(saved),
                "steps": steps.offered(saved),
                "pill": desk.status_pill(saved),
                "seats_text": desk.seats_text(saved.seats),
                "reminder_at": rules.reminder_at(saved) if saved.has_reminder else None,
                "participants_url": reverse("admin:excursions_excursion_people", args=[obj.pk]),
                "differences": conflict.differences(form, stops)
                if getattr(form, "outdated", False)
                else [],
            }
        return super().render_change_form(request, context, add, change, form_url, obj)
