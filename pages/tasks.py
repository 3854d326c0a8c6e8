"""The mail about a reported barrier."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.tasks import task
from django.urls import reverse

from accounts import mails
from jobs.delivery import hand_over
from pages.models import BarrierReport


@task
def tell_team(report_id: int) -> bool:
    """Tells the team that somebody could not get on. Without a mail server the worker tries again.

    The mail holds neither address nor phone number: who answers reads them in the administration.
    """
    report = BarrierReport.objects.filter(pk=report_id, answered_at=None).first()
    return report is not None and hand_over(compose(report))


def compose(report: BarrierReport) -> EmailMultiAlternatives:
    """The mail to the team, ready to send."""
    url = settings.SITE_URL + reverse("admin:pages_barrierreport_change", args=[report.pk])
    return mails.compose("barrier", settings.CONTACT_EMAIL, {"report": report, "url": url})
