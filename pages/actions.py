"""The only writers of pages and of reported barriers."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from pages import tasks
from pages.models import BarrierReport, Page, PageVersion


@transaction.atomic
def save(page: Page, *, text: str, reviewed_on: date | None, actor: User) -> None:
    """Shows this text from now on; an empty one is the default text again."""
    page = Page.objects.select_for_update(no_key=True).get(pk=page.pk)
    if text != page.text:
        PageVersion.objects.create(page=page, text=text, by=actor)
    page.text = text
    page.reviewed_on = reviewed_on
    page.save()


def show(version: PageVersion, *, actor: User) -> None:
    """Brings a former text back. What stood there in between stays in the history."""
    page = version.page
    save(page, text=version.text, reviewed_on=page.reviewed_on, actor=actor)


@transaction.atomic
def report_barrier(*, what: str, where: str, email: str, phone: str) -> BarrierReport:
    """Keeps what somebody could not do, and has the team told: both or neither."""
    report = BarrierReport.objects.create(what=what, where=where, email=email.lower(), phone=phone)
    tasks.tell_team.enqueue(report.pk)
    return report


def mark_answered(report: BarrierReport, *, is_answered: bool) -> None:
    """Done, or open again; the moment of the first answer stays."""
    if is_answered:
        BarrierReport.objects.filter(pk=report.pk, answered_at=None).update(
            answered_at=timezone.now()
        )
    else:
        BarrierReport.objects.filter(pk=report.pk).update(answered_at=None)
