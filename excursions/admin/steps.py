"""Publish, close, reopen, copy, call off: each asks on a page of its own; the press does it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.requests import person
from excursions import actions, checklist
from excursions.admin import changes, consequences, frame
from excursions.admin.access import guarded
from excursions.models import Excursion
from excursions.rules import Refused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Status = Excursion.Status


class ReasonForm(forms.Form):
    """Why the excursion is called off: everybody reads this."""

    reason = forms.CharField(
        label=gettext_lazy("Reason and alternative"),
        max_length=300,
        help_text=gettext_lazy(
            "Stands on the page of the excursion and in the e-mail: why, and what people can do "
            "instead."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Please tell people why.")},
    )


@dataclass(frozen=True)
class Step:
    """One change of state: when it is offered, what it does, and what is said about it."""

    name: str
    slug: str  # German, part of the address
    label: "StrOrPromise"
    question: "StrOrPromise"
    texts: "tuple[StrOrPromise, ...]"
    statuses: frozenset[str]
    do: Callable[[Excursion, User, str], Excursion]
    done: "StrOrPromise"
    # Written into the history; the state it leads to.
    entry: "StrOrPromise"
    asks_reason: bool = False
    add: bool = False  # needs the right to add excursions

    @property
    def right(self) -> str:
        return "add_excursion" if self.add else "change_excursion"


def _publish(excursion: Excursion, actor: User, reason: str) -> Excursion:
    return actions.publish(excursion)


def _close(excursion: Excursion, actor: User, reason: str) -> Excursion:
    return actions.close(excursion)


def _reopen(excursion: Excursion, actor: User, reason: str) -> Excursion:
    return actions.reopen(excursion)


def _copy(excursion: Excursion, actor: User, reason: str) -> Excursion:
    return actions.copy(excursion, at=timezone.now())


def _cancel(excursion: Excursion, actor: User, reason: str) -> Excursion:
    actions.cancel(excursion, actor=actor, reason=reason)
    return excursion


STEPS = (
    Step(
        name="publish",
        slug="veroeffentlichen",
        label=gettext_lazy("Publish"),
        question=gettext_lazy("Publish this excursion?"),
        texts=(
            gettext_lazy("From then on everybody sees its page, and it stands in the list."),
            gettext_lazy("It cannot become a draft again, but you can go on changing it."),
        ),
        statuses=frozenset({Status.DRAFT}),
        do=_publish,
        done=gettext_lazy("The excursion is published."),
        entry=gettext_lazy("Published"),
    ),
    Step(
        name="close",
        slug="schliessen",
        label=gettext_lazy("Close registration"),
        question=gettext_lazy("Close the registration?"),
        texts=(
            gettext_lazy("Nobody can register any more, and nobody moves up from the waitlist."),
            gettext_lazy("Whoever has a seat keeps it. You can open the registration again."),
        ),
        statuses=frozenset({Status.PUBLISHED}),
        do=_close,
        done=gettext_lazy("Registration is closed."),
        entry=gettext_lazy("Registration closed"),
    ),
    Step(
        name="reopen",
        slug="oeffnen",
        label=gettext_lazy("Open registration"),
        question=gettext_lazy("Open the registration again?"),
        texts=(
            gettext_lazy("People can register again until the deadline."),
            gettext_lazy("Seats that are free now go to the people on the waitlist."),
        ),
        statuses=frozenset({Status.CLOSED}),
        do=_reopen,
        done=gettext_lazy("Registration is open again."),
        entry=gettext_lazy("Registration opened"),
    ),
    Step(
        name="copy",
        slug="kopieren",
        label=gettext_lazy("Copy"),
        question=gettext_lazy("Copy this excursion?"),
        texts=(
            gettext_lazy("A new draft takes over the texts, the stations and the settings."),
            gettext_lazy(
                "People are not copied. The dates move to the same weekday in some weeks."
            ),
        ),
        statuses=frozenset(Status.values),
        do=_copy,
        done=gettext_lazy("This is the copy. Please check dates and deadlines."),
        entry=gettext_lazy("Created as a copy"),
        add=True,
    ),
    Step(
        name="cancel",
        slug="absagen",
        label=gettext_lazy("Call off"),
        question=gettext_lazy("Call off this excursion?"),
        texts=(gettext_lazy("The page stays online, with the reason. This cannot be undone."),),
        statuses=frozenset({Status.PUBLISHED, Status.CLOSED}),
        do=_cancel,
        done=gettext_lazy("The excursion is called off."),
        entry=gettext_lazy("Called off"),
        asks_reason=True,
    ),
)


def urls(model_admin: "admin.ModelAdmin[Excursion]") -> list[URLPattern]:
    def view(step: Step) -> Callable[..., HttpResponse]:
        return guarded(model_admin, partial(_page, step=step), step.right)

    return [
        path(f"<int:pk>/{step.slug}/", view(step), name=f"excursions_excursion_{step.name}")
        for step in STEPS
    ]


def offered(excursion: Excursion) -> "list[tuple[str, StrOrPromise, str]]":
    """Name, label and address of what can be done with the excursion now."""
    over = excursion.is_over(timezone.now())
    return [
        (
            step.name,
            step.label,
            reverse(f"admin:excursions_excursion_{step.name}", args=[excursion.pk]),
        )
        for step in STEPS
        if excursion.status in step.statuses and not (over and step.name != "copy")
    ]


def _page(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, pk: int, step: Step
) -> HttpResponse:
    """Shows what will happen and asks; a POST does it or tells why not."""
    excursion = get_object_or_404(Excursion.objects.with_seats().with_stops(), pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = ReasonForm(posted) if step.asks_reason else None
    refusal = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            return _done(model_admin, request, excursion, step, form)
        except Refused as refused:
            refusal = refused.refusal.text
    elif excursion.status not in step.statuses:
        status = excursion.get_status_display()
        refusal = _("This is not possible now. State of the excursion: %(status)s.") % {
            "status": status
        }
    context = {
        "title": step.question,
        "step": step,
        "button": step.label,
        "form": form,
        "refusal": refusal,
        "possible": excursion.status in step.statuses,
        "back": reverse("admin:excursions_excursion_change", args=[pk]),
        "missing": checklist.blocking(excursion) if step.name == "publish" else [],
    }
    if step.asks_reason:
        context |= _who_will_know(request, excursion)
    return frame.page(model_admin, request, excursion, "step", **context)


def _done(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    excursion: Excursion,
    step: Step,
    form: forms.Form | None,
) -> HttpResponse:
    reason = form.cleaned_data["reason"] if form else ""
    at = timezone.now()
    result = step.do(excursion, person(request), reason)
    entry = f"{step.entry}: {reason}" if reason else str(step.entry)
    if step.add:
        model_admin.log_addition(request, result, entry)
    else:
        model_admin.log_change(request, result, entry)
    model_admin.message_user(request, step.done, messages.SUCCESS)
    for sentence in changes.who_moved_up(result, at):
        model_admin.message_user(request, sentence, messages.SUCCESS)
    return redirect("admin:excursions_excursion_change", result.pk)


def _who_will_know(request: HttpRequest, excursion: Excursion) -> dict[str, Any]:
    """Who gets a mail about it, and who has to be called; the button carries the number."""
    people = consequences.reachable(excursion.registrations.live())
    number = len(people.by_mail)
    label = ngettext("Call off and inform %(n)s person", "Call off and inform %(n)s people", number)
    return {
        "people": people,
        "to_call": people.to_call,
        "may_see_people": request.user.has_perm("excursions.view_registration"),
        "button": label % {"n": number} if number else _("Call off now"),
    }
