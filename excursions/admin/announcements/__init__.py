"""Mails by organizers to the participants of one excursion: written, looked at, sent, followed."""

from django.contrib import admin
from django.urls import URLPattern, path

from excursions.admin.access import Page, guarded
from excursions.admin.announcements import preview, reading, writing
from excursions.models import Excursion


def urls(model_admin: "admin.ModelAdmin[Excursion]") -> list[URLPattern]:
    """Under /verwaltung/excursions/excursion/<pk>/teilnehmende/nachrichten/."""

    def view(page: Page, right: str = "change") -> Page:
        return guarded(model_admin, page, f"{right}_registration")

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
