"""Calendar files to download, calendars to subscribe to, and the address of one's own."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import calendar_address
from accounts.limits import limited
from accounts.models import User
from accounts.requests import person, read_or_press
from excursions import calendar, feeds
from excursions.models import Excursion

FRESH = 15 * 60  # seconds


@login_not_required
@require_safe
def download_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """For anybody; who holds a place gets the entry that came by mail once more, not a second."""
    excursion = get_object_or_404(Excursion.objects.public().with_stops(), slug=slug)
    own = None
    if isinstance(request.user, User):
        own = feeds.in_calendar(request.user).filter(excursion=excursion).last()
    if own is None:
        return _download(calendar.download(excursion), slug)
    own.excursion = excursion
    answer = _download(calendar.own_download(own), slug)
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@login_not_required
@require_safe
def download_opening(request: HttpRequest, slug: str) -> HttpResponse:
    excursion = get_object_or_404(Excursion.objects.public(), slug=slug)
    if excursion.registration_opens_at is None:
        raise Http404
    return _download(calendar.opening(excursion), f"{slug}-anmeldung")


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """The programme, for everybody who subscribes to it."""
    file = feeds.programme(timezone.now())
    return _subscribed(request, file, public=True, max_age=FRESH)


@login_not_required  # calendar programs do not log in; the token is the key
@require_safe
def feed_own(request: HttpRequest, token: str) -> HttpResponseBase:
    """The places of the person who has this address, as long as it is valid."""
    user = get_object_or_404(User, calendar_token=token, is_active=True)
    file = feeds.places(user, timezone.now())
    return _subscribed(request, file, private=True, no_cache=True)


@read_or_press
@never_cache
@limited("calendar_address")
def own_calendar(request: HttpRequest) -> HttpResponse:
    """The address of the own calendar: made, renewed and deleted by a press, never by looking."""
    user = person(request)
    if request.method == "POST":
        _address_posted(request, user)
        return redirect("excursions:own_calendar")
    token = user.calendar_token
    address = settings.SITE_URL + reverse("excursions:feed_own", args=[token]) if token else ""
    context = {"address": address, "webcal": f"webcal:{address.partition(':')[2]}"}
    return render(request, "excursions/own_calendar.html", context)


def _address_posted(request: HttpRequest, user: User) -> None:
    """Does what the button said; a stale one, which asks for what is the case, does nothing."""
    wanted, has_address = request.POST.get("address"), user.calendar_token is not None
    if wanted == "create" and not has_address:
        calendar_address.renew(user)
    elif wanted == "renew" and has_address:
        calendar_address.renew(user)
        messages.success(request, _("This is your new address. The old one no longer works."))
    elif wanted == "delete" and has_address:
        calendar_address.revoke(user)
        messages.success(request, _("The address is deleted. It no longer works."))


def _download(file: calendar.File, name: str) -> HttpResponse:
    answer = _calendar(file)
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


def _subscribed(
    request: HttpRequest, file: calendar.File, **caching: bool | int
) -> HttpResponseBase:
    """Whoever has it already as it is now gets a short answer."""
    answer = _calendar(file)
    answer["ETag"] = feeds.etag(file)
    patch_cache_control(answer, **caching)
    found = get_conditional_response(request, etag=answer["ETag"], response=answer)
    assert found
    return found


def _calendar(file: calendar.File) -> HttpResponse:
    return HttpResponse(
        file.data, content_type=f"text/calendar; charset=utf-8; method={file.method}"
    )
