"""The page of a station. It lives here because a station does not know who goes there."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from excursions import standing
from excursions.models import Excursion
from excursions.views.programme import own_live
from stations.models import Station


@login_not_required
@require_safe
def station_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The place, how to get in, and every excursion that leads or led there."""
    place = get_object_or_404(Station, slug=slug)
    visits = Excursion.objects.public().leading_to(place).order_by("starts_at", "pk")
    excursions = list(visits.with_seats().with_stops().with_recap())
    if not excursions and not _may_preview(request):
        raise Http404  # nobody learns from here where a draft will lead
    at, own = timezone.now(), own_live(request)
    for excursion in excursions:
        excursion.standing = standing.of(excursion, own.get(excursion.pk), at)
    context = {
        "station": place,
        "upcoming": [excursion for excursion in excursions if not excursion.is_over(at)],
        "past": [excursion for excursion in reversed(excursions) if excursion.is_over(at)],
    }
    return render(request, "excursions/station.html", context)


def _may_preview(request: HttpRequest) -> bool:
    """Organizers see the page before its first excursion is published."""
    return request.user.is_staff and request.user.has_perm("stations.view_station")
