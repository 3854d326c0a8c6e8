"""Mails by organizers to the participants of one excursion: written, looked at, sent, followed."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from excursions.admin.announcements import preview, reading, writing
from excursions.models import Excursion

View = Callable[..., HttpResponse]


def urls(model_admin: "admin.ModelAdmin[Excursion]") -> list[URLPattern]:
    """Under /verwaltung/excursions/excursion/<pk>/teilnehmende/nachrichten/."""

    def view(function: View, right: str = "change") -> View:
        def inner(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(f"excursions.{right}_registration"):
                raise PermissionDenied
            return function(model_admin, request, **kwargs)

        return model_admin.admin_site.admin_view(never_cache(inner))

    start = "<int:pk>/teilnehmende/nachrichten/"
    one = start + "<int:announcement_pk>/"
    name = "excursions_excursion_announcement{}".format
    return [
        path(start, view(reading.announcements, "view"), name=name("s")),
        path(start + "neu/", view(writing.add), name=name("_add")),
        path(one, view(reading.announcement, "view"), name=name("")),
        path(one + "vorschau/", view(preview.preview, "view"), name=name("_preview")),
        path(one + "vorschau/html/", view(preview.html, "view"), name=name("_html")),
        path(one + "senden/", view(preview.send), name=name("_send")),
        path(one + "stoppen/", view(reading.stop), name=name("_stop")),
        path(one + "kopieren/", view(writing.copy), name=name("_copy")),
        path(one + "loeschen/", view(writing.delete), name=name("_delete")),
    ]
