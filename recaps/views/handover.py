"""Everything of a public recap as one ZIP, for the city's own website or the press."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from recaps import handover
from recaps.access import editors_only, recap_or_404


@editors_only
@require_safe
def package(request: HttpRequest, slug: str) -> FileResponse:
    recap = recap_or_404(request, slug)
    if not recap.is_public:
        raise Http404
    return FileResponse(handover.package(recap), as_attachment=True, filename=f"{slug}.zip")
