"""Mails about accounts, their end, and reported barriers."""

from django.conf import settings

from accounts import mails
from demo.mails.sample import PLAYS, Play, Written, sample
from demo.mails.stage import Stage
from pages import tasks as page_tasks
from pages.models import BarrierReport
from privacy.own import tasks as own_tasks

CODE = "472913"


def _about(template: str, **context: str) -> Play:
    """A mail about Kim's account that shows this."""
    return lambda stage: (template, mails.compose(template, stage.kim.email, context))


PLAYS.update(
    {
        "login-code": _about("login_code", code=CODE),
        "fresh-code": _about("fresh_code", code=CODE),
        "factor-changed": _about("factor_changed", change="added"),
        "factor-reset": _about("factor_changed", change="reset"),
        "address-code": _about("address_code", code=CODE),
        "address-changed": _about("address_changed", new_address="kim.neu@mails.invalid"),
        "account-ends": _about("account_ends", day="31.08.2027", url=settings.SITE_URL),
    }
)


@sample
def account_deleted(stage: Stage) -> Written:
    return "account_deleted", own_tasks.compose(stage.kim.email, [stage.excursion.title])


@sample
def barrier(stage: Stage) -> Written:
    where = stage.excursion.get_absolute_url()
    what = "Mit der Tastatur komme ich nicht zum Knopf „Platz sichern“."
    report = BarrierReport.objects.create(what=what, where=where, email=stage.kim.email)
    return "barrier", page_tasks.compose(report)
