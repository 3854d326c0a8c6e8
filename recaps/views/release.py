"""Handing in, sending back, scheduling, publishing, withdrawing: one page, one press each."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.requests import person, read_or_press
from excursions.rules import Refusal, Refused
from recaps import actions, handover, notices, rules
from recaps.access import editors_only, recap_or_404, work_page
from recaps.models import Recap
from recaps.release_forms import MomentForm, NoteForm, SendBackForm, StepForm, WithdrawForm
from recaps.views import preview

Step = Callable[[Recap, User, dict[str, Any]], Recap]

# Every step: what it asks, what it does, what it says afterwards.
STEPS: dict[str, tuple[type[StepForm], Step, Any]] = {
    "submit": (
        NoteForm,
        lambda recap, who, data: actions.submit(recap, actor=who, comment=data["comment"]),
        gettext_lazy("Handed in. The communications team gets an e-mail."),
    ),
    "take_back": (
        StepForm,
        lambda recap, who, _data: actions.take_back(recap, actor=who),
        gettext_lazy("Taken back. You can go on writing."),
    ),
    "send_back": (
        SendBackForm,
        lambda recap, who, data: actions.send_back(recap, actor=who, comment=data["comment"]),
        gettext_lazy("Sent back. Whoever handed it in gets your comment by e-mail."),
    ),
    "schedule": (
        MomentForm,
        lambda recap, who, data: actions.schedule(recap, actor=who, moment=data["moment"]),
        gettext_lazy("Scheduled. At that moment everything is checked once more."),
    ),
    "unschedule": (
        StepForm,
        lambda recap, who, _data: actions.unschedule(recap, actor=who),
        gettext_lazy("The schedule is lifted. The recap is in review again."),
    ),
    "publish": (
        StepForm,
        lambda recap, who, _data: actions.publish(recap, actor=who),
        gettext_lazy("The recap is public."),
    ),
    "withdraw": (
        WithdrawForm,
        lambda recap, who, data: actions.withdraw(recap, actor=who, reason=data["comment"]),
        gettext_lazy("The recap is not public any more."),
    ),
}


@editors_only
@read_or_press
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the recap stands, and what this person can do with it now."""
    recap = recap_or_404(request, slug)
    if request.method != "POST":
        return _page(request, recap)
    step = request.POST.get("step", "")
    if step not in STEPS:
        return _page(request, recap)
    form_class, act, done = STEPS[step]
    form = form_class(request.POST)
    if not form.is_valid():
        return _page(request, recap, {step: form})
    try:
        act(recap, person(request), form.cleaned_data)
    except Refused as refused:
        return _page(request, recap_or_404(request, slug), {step: form}, refusal=refused.refusal)
    messages.success(request, str(done))
    return redirect("recaps:release", slug)


def _page(
    request: HttpRequest,
    recap: Recap,
    bound: dict[str, StepForm] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """`bound`: the form that was sent and has an error, by its step."""
    user = person(request)
    forms = {step: form_class() for step, (form_class, _act, _done) in STEPS.items()} | (
        bound or {}
    )
    # The moment is chosen first; then the button can say it (wagtail's users asked for that).
    asked = MomentForm(request.GET) if "moment" in request.GET else None
    if asked:
        forms["schedule"] = asked
    moment = asked.cleaned_data["moment"] if asked and asked.is_valid() else None
    selections = handover.selections(recap) if recap.is_public else []
    context = {
        **{f"{step}_form": form for step, form in forms.items()},
        "failed": [form for form in forms.values() if form.errors],
        "moment": moment,
        "refusal": refusal,
        "may": _may(recap, user),
        "publish_refusal": rules.why_not_publish(recap, user=user),
        "submit_refusal": rules.why_not_submit(recap),
        "selections": selections,
        "all_photos": len(selections[0].photos) + len(selections[0].left_out) if selections else 0,
        "told": notices.untold(recap).count(),
        "preview_link": settings.SITE_URL + preview.link(recap),
        "preview_until": timezone.now() + preview.LINK_VALID,
    }
    return work_page(request, "recaps/release.html", recap, "release", context)


def _may(recap: Recap, user: User) -> dict[str, bool]:
    """Which steps the page offers; what only the check list forbids is offered and explained."""
    publisher = rules.may_publish(user)
    moving = recap.status in {Recap.Status.DRAFT, Recap.Status.REVIEW}
    return {
        "submit": recap.status in {Recap.Status.DRAFT, Recap.Status.WITHDRAWN},
        "take_back": rules.why_not_take_back(recap) is None and not publisher,
        "send_back": rules.why_not_send_back(recap, user=user) is None,
        "publish": publisher and recap.status != Recap.Status.PUBLISHED,
        "schedule": publisher and moving,
        "unschedule": rules.why_not_unschedule(recap, user=user) is None,
        "withdraw": rules.why_not_withdraw(recap, user=user) is None,
    }
