"""Whom to tell about a weakness, where people look for it (RFC 9116)."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

# As long as the software runs, the settings say who is there to be told.
VALID = timedelta(days=180)


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Made anew every day, so it never expires while somebody runs the site."""
    today = timezone.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{settings.SECURITY_EMAIL}",
        f"Expires: {_moment(today + VALID)}",
        "Preferred-Languages: de, en",
        f"Canonical: {settings.SITE_URL}{reverse('security_txt')}",
        "",
    ]
    answer = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    patch_cache_control(answer, public=True, max_age=24 * 60 * 60)
    return answer


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


urlpatterns = [path(".well-known/security.txt", security_txt, name="security_txt")]
