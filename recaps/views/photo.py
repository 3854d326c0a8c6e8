"""One photo of a recap: what is on it, who is on it, and taking it out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.requests import person, read_or_press
from excursions.rules import Refusal, Refused
from recaps import actions, checklist, rules
from recaps.access import editors_only, recap_or_404, who_saved, work_page
from recaps.models import Recap
from recaps.photo_board import Board, Card
from recaps.photo_forms import PhotoForm, places, with_choices


@editors_only
@read_or_press
def describe(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One photo large beside what is said about it."""
    board, card = _on_the_board(recap_or_404(request, slug), pk)
    if request.method == "POST":
        return _described(request, board, card)
    return _page(request, board, card, PhotoForm(photo=card.photo))


def _on_the_board(recap: Recap, pk: int) -> tuple[Board, Card]:
    """The photo among the others; one that was removed or belongs to another recap is not there."""
    board = Board(recap)
    for card in board.cards:
        if card.photo.pk == pk:
            return board, card
    raise Http404


def _described(request: HttpRequest, board: Board, card: Card) -> HttpResponse:
    data = with_choices(request.POST, card.photo)
    form = PhotoForm(data, photo=card.photo)
    if not form.is_valid():
        return _page(request, board, card, form)
    try:
        actions.describe_photo(
            card.photo,
            description=form.description(),
            version=form.cleaned_data["version"],
            actor=person(request),
        )
    except actions.Changed:
        return _described_by_two(request, board.recap.slug, card.photo.pk, data)
    except Refused as refused:
        # With the form, so that what was typed is not lost.
        return _page(request, board, card, form, refusal=refused.refusal, status=409)
    messages.success(request, _("Saved."))
    following = card.number < len(board.cards) and "next" in request.POST
    goal = board.cards[card.number] if following else card
    return redirect("recaps:photo", board.recap.slug, goal.photo.pk)


def _described_by_two(request: HttpRequest, slug: str, pk: int, data: QueryDict) -> HttpResponse:
    """Somebody else saved meanwhile: both versions, and nothing is overwritten."""
    board, card = _on_the_board(recap_or_404(request, slug), pk)
    data["version"] = str(card.photo.version)
    form = PhotoForm(data, photo=card.photo)
    form.full_clean()
    who, fields = who_saved(board.recap, person(request)), places(form, theirs=card.photo)
    return _page(request, board, card, form, fields=fields, who_saved=who, status=409)


def _page(
    request: HttpRequest,
    board: Board,
    card: Card,
    form: PhotoForm,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    cards, number = board.cards, card.number
    context = {
        "card": card,
        "photo": card.photo,
        "form": form,
        "fields": places(form),
        "all": len(cards),
        "before": cards[number - 2] if number > 1 else None,
        "after": cards[number] if number < len(cards) else None,
        "missing": list(checklist.missing(card.photo)),
        "refusal": refusal,
        "may_write": rules.why_not_write(board.recap, user=person(request)) is None,
        "who_saved": "",
        **extra,
    }
    template = "recaps/photo_edit.html"
    return work_page(request, template, board.recap, "photos", context, status=status)


@editors_only
@read_or_press
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Asks first; the press takes the photo out."""
    board, card = _on_the_board(recap_or_404(request, slug), pk)
    refusal = rules.why_not_write(board.recap, user=person(request))
    if request.method == "POST":
        try:
            actions.remove_photo(card.photo, actor=person(request))
        except Refused as refused:
            refusal = refused.refusal
        else:
            messages.success(request, _("The photo is removed."))
            return redirect("recaps:photos", slug)
    context = {"recap": board.recap, "card": card, "photo": card.photo, "refusal": refusal}
    return render(request, "recaps/photo_remove.html", context)
