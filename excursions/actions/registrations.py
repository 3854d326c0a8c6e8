"""Taking a place, waiting for one, giving it back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from excursions import rules, tasks
from excursions.actions import photo_consents
from excursions.actions.answers import Answers
from excursions.actions.frame import lock, locked, record
from excursions.actions.needs import keep_needs
from excursions.models import Event, Excursion, PhotoConsent, Registration, Seats
from excursions.rules import Refusal, Refused, Wish

Status = Registration.Status


@transaction.atomic
def register(
    excursion: Excursion, *, user: User, answers: Answers, wish: Wish, swap: int | None = None
) -> Registration:
    """Gives this person a seat or a place on the waitlist, exactly as wished.

    `swap`: the key of an own overlapping registration, given back once the new seat is firm.
    Raises Refused with the reason when that is not possible (any more).
    """
    # Remembers the answers for the next time, and keeps two tabs of one person apart; in one of
    # them the account may just have been deleted.
    is_there = User.objects.filter(pk=user.pk, is_active=True).update(
        name=answers.name,
        unit=answers.unit,
        other_unit=answers.other_unit,
        phone=answers.phone,
    )
    if not is_there:
        raise Refused(Refusal("no_account", _("This account does not exist any more.")))
    mine = Registration.objects.of(user)
    # Whoever names somebody else's registration swaps nothing.
    swapped = mine.filter(pk=swap).first() if swap else None
    locked = lock(excursion.pk, *([swapped.excursion_id] if swapped else []))
    excursion = locked[excursion.pk]
    at = timezone.now()
    own = list(mine.select_related("excursion", "user").order_by("pk"))
    # What is not in the way is not given back either.
    swapped = next((r for r in own if r == swapped and rules.overlap(excursion, [r])), None)
    seats = count_seats(excursion)
    rules.insist(
        rules.why_not_register(excursion, seats=seats, wish=wish, own=own, at=at, swap=swapped)
    )
    registration = _create(excursion, answers, wish, actor=user, user=user, own=own)
    if swapped and wish is Wish.SEAT:
        end(swapped, actor=user)
        fill_seats(locked[swapped.excursion_id], at=at)
    elif swapped:
        registration.replaces = swapped
        registration.save(update_fields=["replaces"])
    return registration


@transaction.atomic
def register_by_hand(
    excursion: Excursion, *, actor: User, answers: Answers, email: str, wish: Wish
) -> Registration:
    """Enters somebody who phoned, with or without an account or an address of their own."""
    email = email.strip().lower()
    # Held, so that the account is not deleted while the place is given to it.
    held = User.objects.select_for_update(no_key=True).filter(email=email)
    user = held.first() if email else None
    excursion = lock(excursion.pk)[excursion.pk]
    own: list[Registration] = []
    if email:
        mine = Registration.objects.of(user) if user else Registration.objects.filter(email=email)
        own = list(mine.select_related("excursion", "user").order_by("pk"))
    refusal = rules.why_not_register(
        excursion,
        seats=count_seats(excursion),
        wish=wish,
        own=own,
        at=timezone.now(),
        by_organizer=True,
    )
    rules.insist(refusal)
    return _create(excursion, answers, wish, actor=actor, user=user, email=email, own=own)


@transaction.atomic
def withdraw(
    registration: Registration,
    *,
    actor: User | None,
    reason: str = "",
    by_organizer: bool = False,
) -> None:
    """Gives a seat back, or leaves the waitlist. A freed seat goes to the queue at once.

    Organizers may do it for somebody, also after the start; the person is told their `reason`.
    """
    registration = locked(registration)
    at = timezone.now()
    rules.insist(rules.why_not_withdraw(registration, at=at, by_organizer=by_organizer))
    end(registration, actor=actor, reason=reason)
    fill_seats(registration.excursion, at=at)


@transaction.atomic
def move_up(registration: Registration, *, actor: User, reason: str) -> Registration:
    """Gives a waiting person the free seat, or the first place on the list if none is free.

    Jumping the queue is an organizer's decision: the reason is kept.
    """
    registration = locked(registration)
    rules.insist(rules.why_not_move_up(registration, at=timezone.now()))
    if count_seats(registration.excursion).free:
        _confirm(registration, actor=actor, reason=reason)
    else:
        queue = registration.excursion.registrations.waiting()
        first = queue.aggregate(first=Min("queue_order"))["first"]
        if registration.queue_order != first:
            registration.queue_order = first - 1
            registration.save(update_fields=["queue_order"])
            record(registration, Event.Kind.PUT_FIRST, actor=actor, reason=reason)
    return registration


def fill_seats(excursion: Excursion, *, at: datetime) -> int:
    """Moves the waitlist up into free seats, in order; returns how many people got one.

    Call it while the excursion is locked, after anything that may have freed a seat.
    """
    if not rules.moves_by_itself(excursion, at):
        return 0
    free = count_seats(excursion).free
    if not free:
        return 0
    waiting = excursion.registrations.waiting().select_related("user")
    next_in_line = list(waiting.order_by("queue_order")[:free])
    for registration in next_in_line:
        registration.excursion = excursion
        _confirm(registration, actor=None)
    return len(next_in_line)


def count_seats(excursion: Excursion) -> Seats:
    """The seats at this very moment; only under the lock is it still true a moment later."""
    counts = Registration.objects.filter(excursion=excursion).aggregate(
        taken=Count("pk", filter=Q(status__in=Registration.SEATED)),
        waiting=Count("pk", filter=Q(status=Status.WAITING)),
    )
    return Seats(excursion.capacity, counts["taken"], counts["waiting"])


def _create(
    excursion: Excursion,
    answers: Answers,
    wish: Wish,
    *,
    actor: User,
    user: User | None,
    email: str = "",
    own: list[Registration],
) -> Registration:
    waits = wish is Wish.WAITLIST
    registration = Registration(
        excursion=excursion,
        user=user,
        email="" if user else email,
        name=answers.name,
        unit=answers.unit,
        other_unit=answers.other_unit,
        phone=answers.phone,
        status=Status.WAITING if waits else Status.CONFIRMED,
        queue_order=_end_of_queue(excursion) if waits else None,
        told_version=excursion.version,
        agreed_day=timezone.localdate(excursion.starts_at),
    )
    earlier = [one for one in own if one.excursion_id == excursion.pk]
    _take_over_calendar(registration, earlier)
    registration.save()
    keep_needs(registration, answers.needs)
    kind = Event.Kind.JOINED_WAITLIST if waits else Event.Kind.REGISTERED
    record(registration, kind, actor=actor)
    _keep_photo_consent(registration, earlier, answers, actor=actor)
    return registration


def _keep_photo_consent(
    registration: Registration, earlier: list[Registration], answers: Answers, *, actor: User
) -> None:
    """Whoever leaves the box empty says no to the website, also for the time they came before;
    an organizer who leaves it empty says nothing.
    """
    photo_consents.carry_over(registration, earlier)
    everything = [registration, *earlier]
    if answers.photo_consent:
        photo_consents.keep(everything, answers.photo_consent, actor=actor)
    elif earlier and registration.user_id == actor.pk:
        photo_consents.end(everything, PhotoConsent.Use.WEBSITE, actor=actor)


def _end_of_queue(excursion: Excursion) -> int:
    last = excursion.registrations.waiting().aggregate(last=Max("queue_order"))["last"]
    return 1 if last is None else last + 1


def _take_over_calendar(registration: Registration, earlier: list[Registration]) -> None:
    """Who comes back keeps the calendar entry: one UID for ever, the sequence goes on rising."""
    for one in earlier:
        registration.calendar_uid = one.calendar_uid
        registration.calendar_sequence = one.calendar_sequence + 1


def _confirm(registration: Registration, *, actor: User | None, reason: str = "") -> None:
    registration.status = Status.CONFIRMED
    registration.queue_order = None
    registration.agreed_day = timezone.localdate(registration.excursion.starts_at)
    registration.save(update_fields=["status", "queue_order", "agreed_day"])
    record(registration, Event.Kind.MOVED_UP, actor=actor, reason=reason)
    if registration.replaces_id:
        tasks.give_back_replaced.enqueue(registration.pk)


def end(registration: Registration, *, actor: User | None, reason: str = "") -> None:
    """Ends a live registration. Call it while the excursion is locked, and fill the seats then."""
    was_waiting = registration.is_waiting
    if not was_waiting:
        registration.calendar_sequence += 1
    registration.status = Status.WITHDRAWN
    registration.queue_order = None
    registration.reply_by = None
    registration.save(update_fields=["status", "queue_order", "reply_by", "calendar_sequence"])
    kind = Event.Kind.LEFT_WAITLIST if was_waiting else Event.Kind.WITHDRAWN
    record(registration, kind, actor=actor, reason=reason)
