"""Mails about a place: taken, waited for, given back, called off."""

from datetime import timedelta

from django.utils import timezone

from demo.mails.sample import sample
from demo.mails.stage import WEEK, Stage
from excursions import actions
from excursions.models import Message, Registration
from excursions.rules import Wish

Kind = Message.Kind


@sample
def confirmed(stage: Stage) -> Message:
    stage.registered()
    return stage.latest(Kind.CONFIRMED)


@sample
def confirmed_without_account(stage: Stage) -> Message:
    stage.phoned()
    return stage.latest(Kind.CONFIRMED)


@sample
def confirmed_after_a_move(stage: Stage) -> Message:
    registration = stage.registered()
    stage.move(WEEK)
    return actions.send_again(registration, actor=stage.organizer)


@sample
def waiting(stage: Stage) -> Message:
    stage.fill()
    stage.waiting()
    return stage.latest(Kind.WAITING)


@sample
def waiting_without_account(stage: Stage) -> Message:
    stage.fill()
    stage.waiting()
    stage.phoned(Wish.WAITLIST)
    return stage.latest(Kind.WAITING)


@sample
def moved_up(stage: Stage) -> Message:
    first = stage.fill()
    stage.waiting()
    actions.withdraw(first, actor=first.user)
    return stage.latest(Kind.MOVED_UP)


@sample
def withdrawn(stage: Stage) -> Message:
    actions.withdraw(stage.registered(), actor=stage.kim)
    return stage.latest(Kind.WITHDRAWN)


@sample
def withdrawn_by_organizer(stage: Stage) -> Message:
    actions.withdraw(
        stage.registered(),
        actor=stage.organizer,
        reason="Sie haben uns am Telefon gesagt, dass Sie an diesem Tag nicht können.",
        by_organizer=True,
    )
    return stage.latest(Kind.WITHDRAWN)


@sample
def withdrawn_by_silence(stage: Stage) -> Message:
    registration = stage.registered()
    stage.move(WEEK)
    asked = Registration.objects.filter(pk=registration.pk)
    asked.update(reply_by=timezone.now() - timedelta(days=1))
    actions.give_back_unanswered(stage.excursion, at=timezone.now())
    return stage.latest(Kind.WITHDRAWN)


@sample
def left_waitlist(stage: Stage) -> Message:
    stage.fill()
    actions.withdraw(stage.waiting(), actor=stage.kim)
    return stage.latest(Kind.WITHDRAWN)


@sample
def taken_off_waitlist(stage: Stage) -> Message:
    stage.fill()
    actions.withdraw(stage.waiting(), actor=stage.organizer, by_organizer=True)
    return stage.latest(Kind.WITHDRAWN)


@sample
def cancelled(stage: Stage) -> Message:
    stage.registered()
    actions.cancel(stage.excursion, actor=stage.organizer, reason="Sturm über Jena.")
    return stage.latest(Kind.CANCELLED)


@sample
def cancelled_for_waiting(stage: Stage) -> Message:
    stage.fill()
    stage.waiting()
    actions.cancel(stage.excursion, actor=stage.organizer, reason="Sturm über Jena.")
    return stage.latest(Kind.CANCELLED)
