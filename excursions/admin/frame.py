"""The frame of every page about one excursion in the workplace of the organizing team."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from excursions.models import Excursion


def page(
    model_admin: "admin.ModelAdmin[Excursion]",
    request: HttpRequest,
    excursion: Excursion,
    template: str,
    **context: Any,
) -> HttpResponse:
    """The page of this template, with what all of them show."""
    everywhere = {
        **model_admin.admin_site.each_context(request),
        # Of these two base_site.html makes the way that leads here.
        "opts": model_admin.opts,
        "original": excursion,
        "excursion": excursion,
        "may_change": request.user.has_perm("excursions.change_registration"),
    }
    name = f"admin/excursions/excursion/{template}.html"
    return TemplateResponse(request, name, everywhere | context)
