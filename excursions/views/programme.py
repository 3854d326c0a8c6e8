"""The public pages of the programme."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from excursions import marks, standing
from excursions.models import Excursion, Registration

PAST_ON_LIST = 3


@login_not_required
@require_safe
def excursion_list(request: HttpRequest) -> HttpResponse:
    """What comes next, and the last three."""
    at = timezone.now()
    last = Excursion.objects.public().past(at).values("pk")[:PAST_ON_LIST]
    excursions = list(
        Excursion.objects.public()
        .filter(Q(ends_at__gt=at) | Q(pk__in=last))
        .order_by("starts_at", "pk")
        .with_seats()
        .with_stops()
        .with_recap_card()
    )
    own = own_live(request)
    for excursion in excursions:
        excursion.standing = standing.of(excursion, own.get(excursion.pk), at)
    upcoming = [excursion for excursion in excursions if not excursion.is_over(at)]
    past = [excursion for excursion in reversed(excursions) if excursion.is_over(at)]
    context = {
        "upcoming": upcoming,
        "asked": [one for one in upcoming if one.standing.key == "new_day"],
        "told": [excursion for excursion in past if excursion.is_told],
        "past": [excursion for excursion in past if not excursion.is_told],
    }
    return render(request, "excursions/list.html", context)


@login_not_required
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The excursion with its stations, and the one thing one can do now."""
    visible = Excursion.objects.visible_to(request.user)
    excursion = get_object_or_404(visible.with_seats().with_stops().with_recap(), slug=slug)
    own = own_live(request).get(excursion.pk)
    at, stops = timezone.now(), list(excursion.stops.all())
    changed = marks.of(excursion, stops, at)
    context = {
        "excursion": excursion,
        "stops": stops,
        "visits": list(zip(stops, changed.visits, strict=True)),
        "marks": changed,
        "standing": standing.of(excursion, own, at),
        "registration": own,
        # Who tells afterwards: named here for the template, so that no other app is imported.
        "organizes": Excursion.objects.managed_by(request.user).filter(pk=excursion.pk).exists(),
    }
    return render(request, "excursions/detail.html", context)


def own_live(request: HttpRequest) -> dict[int, Registration]:
    """The visitor's live registrations by excursion; nobody's without logging in."""
    if not isinstance(request.user, User):
        return {}
    own = Registration.objects.live().of(request.user).with_position()
    return {registration.excursion_id: registration for registration in own}
