"""The page of the IT in the admin."""

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from excursions import delivery, desk
from excursions.models import Excursion
from operations import status


@require_safe
@permission_required("operations.view_operations", raise_exception=True)
def status_page(request: HttpRequest) -> HttpResponse:
    """Queue, due work, disk, backups, versions; what needs somebody stands on top."""
    at = timezone.now()
    groups = status.look(at)
    managed = Excursion.objects.managed_by(request.user)
    context = {
        **admin.site.each_context(request),
        "title": _("Operation"),
        "groups": groups,
        "troubles": status.troubles(groups),
        # Where the mails are that did not arrive, for those who may see whose they are.
        "unreached": desk.mails(delivery.numbers(at, registration__excursion__in=managed)),
        "may_see_people": request.user.has_perm("excursions.view_registration"),
        "at": at,
    }
    return render(request, "admin/operations.html", context)
