"""The real page before it is public: for editors, and by link for a week."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from recaps import content
from recaps.access import editors_only, recap_or_404
from recaps.models import Recap, RecapPhoto
from recaps.views import public

LINK_VALID = timedelta(days=7)
SALT = "recaps.preview"


def link(recap: Recap) -> str:
    """The path of a preview that anybody may see who has it, for a week from now."""
    return reverse("recaps:shared", args=[signing.dumps(recap.pk, salt=SALT)])


@editors_only
@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, recap_or_404(request, slug), base="")


@login_not_required
@require_safe
@never_cache
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """For colleagues without rights; the link ends after a week."""
    recap = _recap_of(token)
    response = _page(request, recap, base=f"{request.path}bilder/")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@login_not_required
@require_safe
@never_cache
def shared_picture(request: HttpRequest, token: str, key: str, name: str) -> FileResponse:
    """A picture of such a preview."""
    photos = RecapPhoto.objects.presentable().filter(recap=_recap_of(token))
    return public.file_response(get_object_or_404(photos, key=key), name)


def _recap_of(token: str) -> Recap:
    try:
        pk = signing.loads(token, salt=SALT, max_age=LINK_VALID)
    except signing.BadSignature as bad:
        raise Http404 from bad
    recaps = Recap.objects.select_related("excursion", "publication")
    return get_object_or_404(recaps, pk=pk)


def _page(request: HttpRequest, recap: Recap, *, base: str) -> HttpResponse:
    presentable = RecapPhoto.objects.presentable().filter(recap=recap)
    showable = set(presentable.values_list("pk", flat=True))
    drawn = content.article(content.of(recap), showable=showable, base=base)
    return public.article_page(request, recap, drawn, strip=_("Preview, not public"))
