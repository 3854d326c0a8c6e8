"""The photos of a recap: uploading, ordering, describing, removing."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts import security
from accounts.limits import limited
from accounts.requests import person, read_or_press
from accounts.security import Event
from excursions.rules import Refusal, Refused
from recaps import actions, images, photo_board, rules
from recaps.access import (
    drawn_check_list,
    editors_only,
    recap_or_404,
    wants_json,
    who_saved,
    work_page,
)
from recaps.actions.photos import Place
from recaps.models import Recap
from recaps.photo_board import Board, seen_places, sent_places
from recaps.photo_forms import UploadForm, short_name


@editors_only
@read_or_press
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """All photos, to be added to and put in order. A press saves the order."""
    recap = recap_or_404(request, slug)
    if request.method == "POST":
        return _arranged(request, recap)
    return _board_page(request, recap, Board(recap))


def _board_page(
    request: HttpRequest,
    recap: Recap,
    board: Board,
    *,
    upload: UploadForm | None = None,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    context = {
        "board": board,
        "upload": upload or UploadForm(sections=board.sections, initial=_last_time(board)),
        "progress": photo_board.progress(recap),
        "refusal": rules.why_not_write(recap, user=person(request)),
        "who_saved": "",
        **extra,
    }
    return work_page(request, "recaps/photos.html", recap, "photos", context, status=status)


def _last_time(board: Board) -> dict[str, Any]:
    """Who took the photos that were uploaded last, usually took the next ones as well."""
    credited = [card.photo for card in board.cards if card.photo.credit]
    last = max(credited, key=lambda photo: (photo.uploaded_at, photo.pk), default=None)
    return {"credit": last.credit, "licence": last.licence} if last else {}


def _arranged(request: HttpRequest, recap: Recap) -> HttpResponse:
    wanted = sent_places(Board(recap), request.POST)
    seen = seen_places(request.POST.get("seen", ""))
    try:
        actions.arrange_photos(recap, places=wanted, seen=seen, actor=person(request))
    except actions.Changed:
        return _arranged_by_two(request, recap_or_404(request, recap.slug), wanted)
    except Refused as refused:
        return _not_now(request, recap, refused.refusal)
    text = _("The order is saved.")
    if wants_json(request):
        parts = {"seen": Board(recap).seen, "checklist": drawn_check_list(recap)}
        return JsonResponse({"text": text, **parts})
    messages.success(request, text)
    return redirect("recaps:photos", recap.slug)


def _arranged_by_two(request: HttpRequest, recap: Recap, wanted: list[Place]) -> HttpResponse:
    """Somebody moved photos meanwhile: both orders, and nothing is overwritten."""
    who = who_saved(recap, person(request))
    if wants_json(request):
        text = _("%(who)s Press “Save the order” to see both orders.") % {"who": who}
        return JsonResponse({"text": text}, status=409)
    return _board_page(request, recap, Board(recap, wanted), who_saved=who, status=409)


def _not_now(request: HttpRequest, recap: Recap, refusal: Refusal) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"text": refusal.text}, status=409)
    messages.error(request, refusal.text)
    return redirect("recaps:photos", recap.slug)


@editors_only
@read_or_press
@limited("upload")
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes several files at once; each one is added, or refused with its reason."""
    recap = recap_or_404(request, slug)
    if request.method != "POST":
        return redirect("recaps:photos", slug)
    board = Board(recap)
    form = UploadForm(request.POST, request.FILES, sections=board.sections)
    added = 0
    try:
        if form.is_valid():
            for picture in form.cleaned_data["pictures"]:
                added += _add(request, recap, form, picture)
    except Refused as refused:
        return _not_now(request, recap, refused.refusal)
    if wants_json(request):
        problems = [text for errors in form.errors.values() for text in errors]
        return JsonResponse({"added": added, "refused": problems})
    if added:
        messages.success(request, _added(added))
    if form.errors:
        return _board_page(request, recap_or_404(request, slug), Board(recap), upload=form)
    return redirect("recaps:photos", slug)


def _add(request: HttpRequest, recap: Recap, form: UploadForm, file: UploadedFile[bytes]) -> bool:
    """Whether the file is a photo now. Decoding is slow and holds no lock of the database."""
    try:
        picture = images.take(file, file.size or 0)
    except images.BadPictureError as bad:
        security.note(Event.UPLOAD_REFUSED, request, of=recap, size=file.size or 0)
        form.add_error("pictures", f"{short_name(file)}: {bad}")
        return False
    actions.add_photo(
        recap,
        picture,
        credit=form.cleaned_data["credit"],
        licence=form.cleaned_data["licence"],
        section=form.cleaned_data["section"],
        actor=person(request),
    )
    return True


def _added(number: int) -> str:
    text = ngettext(
        "%(n)s photo added. It is being prepared now.",
        "%(n)s photos added. They are being prepared now.",
        number,
    )
    return text % {"n": number}


@editors_only
@require_safe
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the worker is."""
    return JsonResponse(photo_board.progress(recap_or_404(request, slug)))
