"""The first line of every page about one excursion: the rights of the role, a seat in the team."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from excursions.models import Excursion

Page = Callable[..., HttpResponse]


def guarded(model_admin: "admin.ModelAdmin[Excursion]", page: Page, right: str) -> Page:
    """`page(model_admin, request, pk=…)` for who has this right and organizes excursion `pk`.

    The excursions of others are answered like those that do not exist.
    """

    def inner(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(f"excursions.{right}"):
            raise PermissionDenied
        if not Excursion.objects.managed_by(request.user).filter(pk=pk).exists():
            raise Http404
        return page(model_admin, request, pk=pk, **kwargs)

    return model_admin.admin_site.admin_view(never_cache(inner))
