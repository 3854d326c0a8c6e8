"""What everybody reads: the archive, the articles, their pictures."""

import hashlib
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import contact
from accounts.models import User
from recaps import cards, content, images, rules, structured
from recaps.feed import Feed
from recaps.models import Publication, Recap, RecapPhoto
from recaps.models.photo import folder
from recaps.share_image import draw as draw_share_image
from stations.models import Station

__all__ = ["Feed", "archive", "article", "article_page", "file_response", "picture", "share_image"]

PER_PAGE = 12
MORE = 3


@login_not_required
@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """All recaps, latest first; `?station=` those that led to one place."""
    places = list(Station.objects.filter(publications__in=Publication.objects.live()).distinct())
    place = _chosen(places, request.GET.get("station", ""))
    live = Publication.objects.live().select_related("recap")
    page = _page(live.at(place) if place else live, request.GET.get("seite", "1"))
    shown = cards.of(list(page))
    # The latest of all is the large one; on the pages behind it every card is alike.
    feature = shown.pop(0) if shown and page.number == 1 else None
    context = {
        "page": page,
        "feature": feature,
        "cards": shown,
        "places": places,
        "place": place,
        "query": _query(place, page.number),
        "newer": _query(place, page.number - 1),
        "older": _query(place, page.number + 1),
        "may_write": isinstance(request.user, User) and rules.may_write(request.user),
    }
    return render(request, "recaps/archive.html", context)


def _chosen(places: list[Station], slug: str) -> Station | None:
    """The place the list is limited to; only those that have recaps can be chosen."""
    if not slug:
        return None
    place = next((place for place in places if place.slug == slug), None)
    if place is None:
        raise Http404
    return place


def _page(live: QuerySet[Publication], number: str) -> Page[Publication]:
    try:
        return Paginator(live, PER_PAGE).page(number)
    except InvalidPage as nowhere:
        raise Http404 from nowhere


def _query(place: Station | None, number: int) -> str:
    """The end of the address of this page of the list; the first page has the plain address."""
    query = {"station": place.slug} if place else {}
    if number > 1:
        query["seite"] = str(number)
    return f"?{urlencode(query)}" if query else ""


@login_not_required
@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """The article as it was published, with those photos that may be shown now."""
    recap = _published_or_404(slug)
    publication = recap.publication
    if publication.content is None:
        return _gone(request)
    others = Publication.objects.live().exclude(pk=publication.pk).select_related("recap")
    more = list(others[:MORE])
    showable = cards.showable_in([publication, *more])
    return article_page(
        request,
        recap,
        content.article(publication.content, showable=showable),
        publication=publication,
        more=[cards.card(one, showable) for one in more],
    )


def article_page(
    request: HttpRequest,
    recap: Recap,
    article: content.Article,
    *,
    publication: Publication | None = None,
    more: list[cards.Card] | None = None,
    strip: str = "",
) -> HttpResponse:
    """The page of an article; a preview has no publication but a `strip` that says what it is."""
    context = {
        "recap": recap,
        "article": article,
        "publication": publication,
        "image_url": structured.share_url(recap, publication) if publication else "",
        "press": contact.press(),
        "more": more or [],
        "strip": strip,
    }
    response = render(request, "recaps/article.html", context)
    patch_cache_control(response, no_cache=True)  # withdrawn means gone, wherever it was kept
    return response


@login_not_required
@require_safe
def share_image(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The picture that other services show beside a link to the article."""
    frozen = _published_or_404(slug).publication.content
    if frozen is None:
        return _gone(request)
    kicker = " · ".join(filter(None, [_("Recap"), frozen["date_line"]]))
    data = draw_share_image(frozen["title"], kicker, tuple(content.station_names(frozen)))
    etag = f'"{hashlib.sha256(data).hexdigest()[:20]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        data, content_type="image/png"
    )
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # chats draw it themselves
    return _asked_for_at_every_use(response, etag)


@login_not_required
@require_safe
def picture(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """A photo in one width and format, for everybody while it is public, for editors before."""
    if photo := RecapPhoto.objects.showable().filter(key=key).first():
        path = _path_or_404(photo, name)
        etag = f'"{key}-{name}"'  # for ever: a photo never changes under its address
        response = get_conditional_response(request, etag=etag) or _file(path)
        return _asked_for_at_every_use(response, etag)
    if not isinstance(request.user, User):
        raise Http404
    photos = RecapPhoto.objects.filter(recap__in=Recap.objects.written_by(request.user))
    response = file_response(get_object_or_404(photos, key=key, taken_down_at=None), name)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _asked_for_at_every_use(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """Caches may keep it, but ask each time before they show it: what was taken down must be
    gone from every page at once. The answer is usually an empty 304.
    """
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return response


def file_response(photo: RecapPhoto, name: str) -> FileResponse:
    """The file of this name (`960.avif`), if the photo has it. Who may see it was asked before."""
    return _file(_path_or_404(photo, name))


def _path_or_404(photo: RecapPhoto, name: str) -> str:
    width, _dot, extension = name.partition(".")
    if extension not in images.EXTENSIONS or width not in map(str, photo.widths):
        raise Http404
    return f"{folder(photo.key)}/{name}"


def _file(path: str) -> FileResponse:
    try:
        file = default_storage.open(path)
    except FileNotFoundError as gone:  # taken down this very moment
        raise Http404 from gone
    return FileResponse(file, content_type=images.EXTENSIONS[path.rpartition(".")[2]])


def _published_or_404(slug: str) -> Recap:
    """A recap that is or was public."""
    recaps = Recap.objects.select_related("publication").filter(publication__isnull=False)
    return get_object_or_404(recaps, slug=slug)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "recaps/gone.html", status=410)
