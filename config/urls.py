from django.conf import settings
from django.contrib import admin
from django.urls import include, path

handler400 = "config.views.bad_request"
handler403 = "config.views.forbidden"
handler429 = "config.views.too_many_requests"
handler500 = "config.views.server_error"

urlpatterns = [
    path("", include("excursions.urls")),
    path("", include("pages.urls")),
    path("rueckblicke/", include("recaps.urls")),
    path("", include("config.sitemaps")),
    path("", include("config.security_txt")),
    path("konto/", include("accounts.urls")),
    path("konto/meine-daten/", include("privacy.own.urls")),
    path("verwaltung/", admin.site.urls),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("demo.urls")))
