"""Before a change is saved that people would notice: a page shows what it brings, and asks."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import typed
from accounts.requests import person
from excursions import actions
from excursions.admin import consequences, frame
from excursions.admin.consequences import Before, Consequences
from excursions.models import Excursion

# The button that was pressed, in the POST of the editor.
DECISION = "decision"
TELL, QUIET, BACK = "tell", "quiet", "back"
DECIDING = (DECISION, "reason")  # the fields of the page itself
# Where the request keeps what was decided, until the answer is written.
_KEPT = "excursions.decided"


class QuietForm(forms.Form):
    """Why nobody is told of a change of time, place or route."""

    reason = forms.CharField(
        label=gettext_lazy("Why is nobody informed?"),
        max_length=300,
        help_text=gettext_lazy("Only the organizing team reads it, in the history."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Please say briefly why nobody is informed.")},
    )


@dataclass(frozen=True)
class Decided:
    """What was decided, for the history and for whoever decided it."""

    found: Consequences
    reason: str  # empty: people are told

    def entry(self) -> str:
        """For the history of the excursion."""
        if self.reason:
            return _("Nobody informed: %(reason)s") % {"reason": self.reason}
        number = self.found.number
        return ngettext("%(n)s person informed.", "%(n)s people informed.", number) % {"n": number}

    def sentence(self) -> str:
        """What happens now."""
        if self.reason:
            if self.found.queued:
                return _("Saved. The e-mail that waits already tells this change as well.")
            return _("Saved. Nobody is informed.")
        if not self.found.number:
            return _("Saved. Nobody gets an e-mail.")
        text = ngettext(
            "Saved. %(n)s person gets an e-mail %(when)s.",
            "Saved. %(n)s people get an e-mail %(when)s.",
            self.found.number,
        )
        saved = text % {"n": self.found.number, "when": self.found.when}
        if self.found.is_urgent:
            return saved
        again = _("Anything else to change? Until then it all becomes one message.")
        return f"{saved} {again}"


class Undecided(Exception):  # noqa: N818 (a question, not an error)
    """Raised inside the saving when somebody has to decide first: nothing of it is kept."""

    def __init__(self, found: Consequences, form: QuietForm) -> None:
        super().__init__()
        self.found = found
        self.form = form


def settle(request: HttpRequest, before: Before, excursion: Excursion, *, at: datetime) -> None:
    """Keeps the change as it was decided, or raises Undecided to have it asked.

    Call it at the end of the saving, in its transaction.
    """
    pressed = request.POST.get(DECISION)
    form = QuietForm(request.POST if pressed == QUIET else None, initial=_typed_reason(request))
    reason = form.cleaned_data["reason"] if pressed == QUIET and form.is_valid() else ""
    change = actions.keep_change(
        excursion, before=before.facts, actor=person(request), tell=not reason, reason=reason, at=at
    )
    if change is None:
        return
    found = consequences.of(excursion, before, at=at)
    if not found.concerns_somebody:
        return
    if not (pressed == TELL or reason):
        raise Undecided(found, form)
    request.META[_KEPT] = Decided(found, reason)


def of(request: HttpRequest) -> Decided | None:
    """What was decided in this request, if there was something to decide."""
    decided: Decided | None = request.META.get(_KEPT)
    return decided


def announce(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, decided: Decided
) -> None:
    """Says what happens now, and who has to be called."""
    model_admin.message_user(request, decided.sentence(), messages.SUCCESS)
    to_call = decided.found.to_call
    if to_call and not decided.reason:
        text = ngettext(
            "%(n)s person cannot be reached by e-mail, please call",
            "%(n)s people cannot be reached by e-mail, please call",
            len(to_call),
        ) % {"n": len(to_call)}
        if request.user.has_perm("excursions.view_registration"):
            names = ", ".join(f"{one.name} {one.phone}".strip() for one in to_call)
            text = f"{text}: {names}"
        model_admin.message_user(request, f"{text}.", messages.WARNING)


def page(
    model_admin: "admin.ModelAdmin[Excursion]", request: HttpRequest, undecided: Undecided
) -> HttpResponse:
    """Old and new, who is told, what collides. All that was typed travels along."""
    return frame.page(
        model_admin,
        request,
        undecided.found.before.excursion,
        "consequences",
        title=_("What changes for participants"),
        found=undecided.found,
        people=undecided.found.people,
        to_call=undecided.found.to_call,
        may_see_people=request.user.has_perm("excursions.view_registration"),
        form=undecided.form,
        typed=[(name, value) for name, value in typed.fields(request) if name not in DECIDING],
    )


def _typed_reason(request: HttpRequest) -> dict[str, str]:
    return {"reason": request.POST.get("reason", "")}
