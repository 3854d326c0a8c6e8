"""What the pages and the reported barriers ask of the team, for the start page of the admin."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from pages import text
from pages.defaults import text_of
from pages.models import BarrierReport, Page

# (EU) 2018/1523: the declaration is looked through at least once a year.
REVIEW_AFTER = timedelta(days=365)
ANSWER_SOON = timedelta(days=21)


@dataclass(frozen=True)
class Errand:
    """One thing to do, and the page that helps."""

    text: str
    url: str
    tone: str = "wait"


def errands(user: User, at: datetime) -> list[Errand]:
    """What this person may do something about."""
    found = []
    if user.has_perm("pages.change_barrierreport"):
        found += _barriers(at)
    if user.has_perm("pages.change_page"):
        for page in Page.objects.all():
            found += _of_page(page, at)
    return found


def is_review_due(page: Page, at: datetime) -> bool:
    """Whether nobody has compared the declaration with the website for a year."""
    if page.key != Page.Key.ACCESSIBILITY:
        return False
    return page.reviewed_on is None or page.reviewed_on < timezone.localdate(at) - REVIEW_AFTER


def _barriers(at: datetime) -> list[Errand]:
    open_ones = BarrierReport.objects.filter(answered_at=None)
    number = open_ones.count()
    if not number:
        return []
    oldest = open_ones.earliest("at").at
    text = ngettext(
        "%(n)s reported barrier waits for an answer.",
        "%(n)s reported barriers wait for an answer.",
        number,
    )
    url = reverse("admin:pages_barrierreport_changelist") + "?state=open"
    tone = "bad" if oldest < at - ANSWER_SOON else "wait"
    return [Errand(text % {"n": number}, url, tone)]


def _of_page(page: Page, at: datetime) -> list[Errand]:
    found = []
    url = reverse("admin:pages_page_change", args=[page.pk])
    gaps = len(text.gaps(text_of(page)))
    if gaps:
        sentence = ngettext(
            "Page “%(page)s”: %(n)s place still has to be filled in.",
            "Page “%(page)s”: %(n)s places still have to be filled in.",
            gaps,
        )
        found.append(Errand(sentence % {"page": page, "n": gaps}, url))
    if is_review_due(page, at):
        if page.reviewed_on:
            sentence = _("The declaration of accessibility was last reviewed more than a year ago.")
        else:
            sentence = _("The declaration of accessibility has not been reviewed yet.")
        found.append(Errand(sentence, url, "bad" if page.reviewed_on else "wait"))
    return found
