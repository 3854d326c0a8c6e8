"""A public recap as one ZIP, for one use: another website, the intranet, the press."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from excursions.models import PhotoConsent
from recaps import handover
from recaps.access import editors_only, recap_or_404


@editors_only
@require_safe
def package(request: HttpRequest, slug: str, use: str) -> FileResponse:
    recap = recap_or_404(request, slug)
    if not recap.is_public or use not in PhotoConsent.Use:
        raise Http404
    made = handover.package(recap, PhotoConsent.Use(use))
    return FileResponse(made, as_attachment=True, filename=f"{slug}-{use}.zip")
