"""The pages every footer leads to, and the form for a barrier."""

from datetime import timedelta

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import read_or_press
from pages import actions, text
from pages.defaults import text_of
from pages.forms import BarrierForm
from pages.models import Page

ANSWER_WITHIN = timedelta(days=30)


@login_not_required
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The text as somebody has edited it, or the default text."""
    shown = Page.objects.filter(key=key).first() or Page(key=key)
    source = text_of(shown)
    context = {"page": shown, "text": text.safe(source), "gaps": text.gaps(source)}
    return render(request, f"pages/{key}.html", context)


@login_not_required
@read_or_press
@never_cache
def report_barrier(request: HttpRequest) -> HttpResponse:
    """Asks what did not work; the address of the page comes along with the link."""
    form = BarrierForm(request.POST if request.method == "POST" else None, initial=_known(request))
    if form.is_valid():
        if ratelimit.consume(request, action="report_barrier"):
            actions.report_barrier(**form.cleaned_data)
            return redirect("pages:barrier_reported")
        form.add_error(
            None, _("These were many reports in a short time. Please wait a while, or call us.")
        )
    return render(request, "pages/report_barrier.html", {"form": form})


def _known(request: HttpRequest) -> dict[str, str]:
    """Where the person comes from, and how to answer somebody who is logged in."""
    where = request.GET.get("seite", "")[:300]
    return {"where": where, "email": getattr(request.user, "email", "")}


@login_not_required
@require_safe
@never_cache
def barrier_reported(request: HttpRequest) -> HttpResponse:
    """What happens next, and until when."""
    answer_by = timezone.localdate() + ANSWER_WITHIN
    return render(request, "pages/barrier_reported.html", {"answer_by": answer_by})
