"""What the worker does for excursions beside sending: reminders, deadlines, swaps."""

from contextlib import suppress
from datetime import timedelta

from django.tasks import task
from django.utils import timezone

from excursions import notices, rules
from excursions.models import Event, Excursion, Message, Registration
from excursions.rules import Refused

# Which excursions are looked at: a reminder that is late is recorded as skipped for so long, and
# none is due earlier (ten working days, with holidays between).
REMIND_LATE = timedelta(days=7)
REMIND_EARLY = timedelta(days=30)


@task
def give_back_replaced(registration_id: int) -> bool:
    """„Platz tauschen“ from a waitlist: the new seat is firm, so the old place is given back."""
    # The import would be circular at the top: actions enqueue tasks.
    from excursions import actions

    registration = Registration.objects.select_related("replaces", "user").get(pk=registration_id)
    if not (registration.is_confirmed and registration.replaces):
        return False
    try:
        actions.withdraw(registration.replaces, actor=registration.user)
    except Refused:
        return False  # given back already, or under way: nothing left to do
    return True


@task
def remind() -> int:
    """Has everybody reminded who holds a place on an excursion whose time has come; returns how
    many. Repeated, late or beside another worker: one reminder per person and start.
    """
    at = timezone.now()
    public = Excursion.objects.public().exclude(status=Excursion.Status.CANCELLED)
    near = public.filter(
        has_reminder=True, starts_at__gt=at - REMIND_LATE, starts_at__lt=at + REMIND_EARLY
    )
    return sum(_remind(excursion) for excursion in near if rules.reminder_at(excursion) <= at)


def _remind(excursion: Excursion) -> int:
    """Who got the place after the moment of the reminder was told the same just now."""
    moment = rules.reminder_at(excursion)
    occasion = notices.reminder_occasion(excursion)
    newly = Event.objects.filter(kind__in=notices.INVITES, at__gte=moment)
    reminded = Message.objects.filter(kind=Message.Kind.REMINDER, occasion=occasion)
    people = (
        excursion.registrations.seated()
        .reachable()
        .exclude(pk__in=newly.values("registration"))
        .exclude(pk__in=reminded.values("registration"))
    )
    reminders = [
        Message(registration_id=pk, kind=Message.Kind.REMINDER, occasion=occasion, is_bulk=True)
        for pk in people.values_list("pk", flat=True)
    ]
    Message.objects.bulk_create(reminders, batch_size=500, ignore_conflicts=True)
    return len(reminders)


@task
def give_back_unanswered() -> int:
    """Places of people who did not answer whether the new day suits; returns how many."""
    from excursions import actions  # circular, as above

    at = timezone.now()
    silent = Registration.objects.seated().filter(reply_by__lt=at)
    excursions = Excursion.objects.filter(pk__in=silent.values("excursion"))
    return sum(actions.give_back_unanswered(excursion, at=at) for excursion in excursions)


@task
def send_to_corrected() -> int:
    """Who has another address than the one a message did not reach gets the present state there,
    once; returns how many people.
    """
    from excursions import actions  # circular, as above

    lost = Message.objects.filter(
        state=Message.State.UNDELIVERABLE,
        registration__status__in=Registration.CONCERNED,
        registration__excursion__ends_at__gt=timezone.now(),
    ).select_related("registration__user")
    sent = 0
    for registration in {m.registration for m in lost if m.address != m.registration.address}:
        last = registration.messages.exclude(state=Message.State.SKIPPED).last()
        if last and last.state == Message.State.UNDELIVERABLE:
            with suppress(Refused):
                actions.send_again(registration, actor=None)
                sent += 1
    return sent
