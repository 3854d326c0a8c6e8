"""The addresses of the demo, which a real installation does not have."""

from django.urls import include, path

from config.urls import handler400, handler500, urlpatterns

__all__ = ["handler400", "handler500", "urlpatterns"]

urlpatterns = [*urlpatterns, path("demo/", include("demo.urls"))]
