"""Mails about recaps: to those who took part, and to those who write."""

from datetime import timedelta

from django.utils import timezone

from demo.mails.sample import Written, sample
from demo.mails.stage import Stage
from excursions.models import Message
from recaps import actions, notices, tasks
from recaps.models import Recap


@sample
def recap(stage: Stage) -> Message:
    stage.registered()
    return _to_participants(stage)


@sample
def recap_without_account(stage: Stage) -> Message:
    stage.phoned()
    return _to_participants(stage)


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
def recap_use_withdrawn(stage: Stage) -> Written:
    return _to_editors(stage, "use_withdrawn", stage.recap(), "Intranet: Im Showroom des JEDI")


def _to_participants(stage: Stage) -> Message:
    published = actions.publish(stage.recap(), actor=stage.editor)
    tasks.tell_participants.func(published.pk)
    return stage.latest(Message.Kind.RECAP)


def _to_editors(stage: Stage, name: str, about: Recap, detail: str) -> Written:
    assert notices.is_still_true(name, about), name
    return f"recap_{name}", notices.to_editor(name, about, stage.editor, detail, line=1)
