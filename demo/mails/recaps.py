"""Mails about recaps, accounts and reported barriers."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts import mails
from demo.mails.sample import Written, sample
from demo.mails.stage import Stage
from excursions.models import Message
from pages import tasks as page_tasks
from pages.models import BarrierReport
from privacy.own import tasks as own_tasks
from recaps import actions, notices, tasks
from recaps.models import Recap

Kind = Message.Kind


@sample
def recap(stage: Stage) -> Message:
    stage.registered()
    published = actions.publish(stage.recap(), actor=stage.editor)
    tasks.tell_participants.func(published.pk)
    return stage.latest(Kind.RECAP)


@sample
def recap_without_account(stage: Stage) -> Message:
    stage.phoned()
    published = actions.publish(stage.recap(), actor=stage.editor)
    tasks.tell_participants.func(published.pk)
    return stage.latest(Kind.RECAP)


@sample
def recap_submitted(stage: Stage) -> Written:
    return _to_editors(stage, "submitted", stage.recap(), "Bitte noch einmal auf den Titel sehen.")


@sample
def recap_sent_back(stage: Stage) -> Written:
    comment = "Der Vorspann darf kürzer sein.\nUnd bitte noch ein Foto vom Showroom."
    sent_back = actions.send_back(stage.recap(), actor=stage.editor, comment=comment)
    return _to_editors(stage, "sent_back", sent_back, sent_back.comment)


@sample
def recap_blocked(stage: Stage) -> Written:
    moment = timezone.now() + timedelta(days=1)
    planned = actions.schedule(stage.recap(), actor=stage.editor, moment=moment)
    Recap.objects.filter(pk=planned.pk).update(lead="")
    actions.publish_scheduled(planned, at=moment)
    planned.refresh_from_db()
    return _to_editors(stage, "blocked", planned, planned.comment)


@sample
def recap_taken_down(stage: Stage) -> Written:
    return _to_editors(stage, "taken_down", stage.recap(), "Im Showroom des JEDI")


@sample
def login_code(stage: Stage) -> Written:
    return _to_account("login_code", stage, code="472913")


@sample
def fresh_code(stage: Stage) -> Written:
    return _to_account("fresh_code", stage, code="472913")


@sample
def factor_changed(stage: Stage) -> Written:
    return _to_account("factor_changed", stage, change="added")


@sample
def factor_reset(stage: Stage) -> Written:
    return _to_account("factor_changed", stage, change="reset")


@sample
def address_code(stage: Stage) -> Written:
    return _to_account("address_code", stage, code="472913")


@sample
def address_changed(stage: Stage) -> Written:
    return _to_account("address_changed", stage, new_address="kim.neu@mails.invalid")


@sample
def account_ends(stage: Stage) -> Written:
    return _to_account("account_ends", stage, day="31.08.2027", url=settings.SITE_URL)


@sample
def barrier(stage: Stage) -> Written:
    where = stage.excursion.get_absolute_url()
    what = "Mit der Tastatur komme ich nicht zum Knopf „Platz sichern“."
    report = BarrierReport.objects.create(what=what, where=where, email=stage.kim.email)
    return "barrier", page_tasks.compose(report)


@sample
def account_deleted(stage: Stage) -> Written:
    mail = own_tasks.compose(stage.kim.email, [stage.excursion.title])
    return "account_deleted", mail


def _to_editors(stage: Stage, name: str, about: Recap, detail: str) -> Written:
    assert notices.is_still_true(name, about), name
    mail = notices.to_editor(name, about, stage.editor, detail, line=1)
    return f"recap_{name}", mail


def _to_account(template: str, stage: Stage, **context: str) -> Written:
    return template, mails.compose(template, stage.kim.email, context)
