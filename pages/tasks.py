"""The mail about a reported barrier."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.tasks import task
from django.urls import reverse

from accounts import contact
from jobs import mails
from jobs.delivery import Answer, Delivery
from pages.models import BarrierReport


@task
def tell_team(report_id: int) -> bool:
    """Tells the team that somebody could not get on. Without a mail server the worker tries again.

    The mail holds neither address nor phone number: who answers reads them in the administration.
    """
    report = BarrierReport.objects.filter(pk=report_id, answered_at=None).first()
    if report is None:
        return False
    with Delivery() as delivery:
        outcome = delivery.hand_over(compose(report))
    if outcome.answer in (Answer.LATER, Answer.NO_SERVER):
        raise OSError(outcome.said)
    return outcome.answer is Answer.TAKEN


def compose(report: BarrierReport) -> EmailMultiAlternatives:
    """The mail to the team, ready to send."""
    path = reverse("admin:pages_barrierreport_change", args=[report.pk])
    context = {
        "site_name": settings.SITE_NAME,
        "contact": contact.team(),
        "report": report,
        "url": f"{settings.SITE_URL}{path}",
    }
    written = mails.render("barrier", context)
    return mails.compose(written, to=settings.CONTACT_EMAIL, reply_to=settings.CONTACT_EMAIL)
