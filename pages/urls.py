"""The pages every footer leads to."""

from django.urls import path

from pages import views

app_name = "pages"
urlpatterns = [
    path("datenschutz/", views.page, {"key": "privacy"}, name="privacy"),
    path("barrierefreiheit/", views.page, {"key": "accessibility"}, name="accessibility"),
    path("leichte-sprache/", views.page, {"key": "plain"}, name="plain"),
    path("hilfe/", views.page, {"key": "help"}, name="help"),
    path("impressum/", views.page, {"key": "imprint"}, name="imprint"),
    path("barriere-melden/", views.report_barrier, name="report_barrier"),
    path("barriere-melden/danke/", views.barrier_reported, name="barrier_reported"),
]
