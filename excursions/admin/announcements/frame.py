"""What the pages about announcements have in common."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from excursions import actions
from excursions.models import Announcement, Excursion
from excursions.rules import Refused

# On one page; whoever looks for more finds everybody in the list of participants.
MOST_NAMES = 20


def find(pk: int, announcement_pk: int) -> Announcement:
    """The announcement of this excursion, or 404."""
    found = Announcement.objects.select_related("excursion", "author")
    return get_object_or_404(found, pk=announcement_pk, excursion=pk)


def refused(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    announcement: Announcement,
    refusal: Refused,
) -> HttpResponse:
    """It was sent or deleted meanwhile: says so where one sees what there is now."""
    model_admin.message_user(request, refusal.refusal.text, messages.ERROR)
    if refusal.refusal.code == "deleted":
        return redirect("admin:excursions_excursion_announcements", announcement.excursion_id)
    return redirect(announcement)


def groups_text(announcement: Announcement) -> str:
    """„Dabei, Warteliste“; empty as long as nobody is chosen."""
    return ", ".join(str(Announcement.Audience(group).label) for group in announcement.audience)


def reach(announcement: Announcement) -> dict[str, Any]:
    """How many people get it, and who of the groups does not: to be called, or not wanting any.

    Of a sent one: as things are now with those who belonged to the groups by then.
    """
    groups = announcement.audience
    members = actions.members(announcement.excursion, groups)
    reached = actions.audience(announcement.excursion, groups)
    if announcement.sent_at:
        members = members.filter(created_at__lte=announcement.sent_at)
        reached = reached.filter(created_at__lte=announcement.sent_at)
    no_address = Q(user=None, email="")
    n = members.aggregate(all=Count("pk"), to_call=Count("pk", filter=no_address))
    n_reached = reached.count()
    return {
        "reached": n_reached,
        "n_to_call": n["to_call"],
        "to_call": list(members.filter(no_address).order_by("name", "pk")[:MOST_NAMES]),
        "more_to_call": max(0, n["to_call"] - MOST_NAMES),
        "refusing": n["all"] - n["to_call"] - n_reached,
    }
