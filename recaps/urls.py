from django.urls import path

from recaps.views import (
    desk,
    editor,
    handover,
    history,
    photo,
    photos,
    preview,
    public,
    release,
)

app_name = "recaps"
urlpatterns = [
    path("", public.archive, name="archive"),
    path("feed/", public.Feed(), name="feed"),
    path("bilder/<slug:key>/<str:name>", public.picture, name="picture"),
    path("redaktion/", desk.overview, name="desk"),
    path("anlegen/<slug:slug>/", desk.create, name="create"),
    path("vorschau/<str:token>/", preview.shared, name="shared"),
    path(
        "vorschau/<str:token>/bilder/<slug:key>/<str:name>",
        preview.shared_picture,
        name="shared_picture",
    ),
    path("<slug:slug>/", public.article, name="article"),
    path("<slug:slug>/teilen.png", public.share_image, name="share_image"),
    path("<slug:slug>/paket/<str:use>.zip", handover.package, name="handover"),
    path("<slug:slug>/bearbeiten/", editor.edit, name="edit"),
    path("<slug:slug>/fotos/", photos.overview, name="photos"),
    path("<slug:slug>/fotos/hochladen/", photos.upload, name="upload"),
    path("<slug:slug>/fotos/stand/", photos.progress, name="progress"),
    path("<slug:slug>/fotos/<int:pk>/", photo.describe, name="photo"),
    path("<slug:slug>/fotos/<int:pk>/entfernen/", photo.remove, name="remove_photo"),
    path("<slug:slug>/vorschau/", preview.preview, name="preview"),
    path("<slug:slug>/veroeffentlichung/", release.overview, name="release"),
    path("<slug:slug>/verlauf/", history.overview, name="history"),
    path("<slug:slug>/verlauf/<int:number>/", history.version, name="version"),
]
