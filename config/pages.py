"""The pages every footer leads to."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path
from django.views.generic import TemplateView

app_name = "pages"


def _page(name: str) -> Callable[..., HttpResponse]:
    return login_not_required(TemplateView.as_view(template_name=f"pages/{name}.html"))


urlpatterns = [
    path("datenschutz/", _page("privacy"), name="privacy"),
    path("barrierefreiheit/", _page("accessibility"), name="accessibility"),
    path("impressum/", _page("imprint"), name="imprint"),
]
