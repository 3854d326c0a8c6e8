"""When an excursion changes after people have registered: what is kept, who is told and asked."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from excursions import facts, rules
from excursions.actions.frame import lock, locked, record
from excursions.actions.registrations import end, fill_seats
from excursions.facts import Facts
from excursions.models import Change, Event, Excursion, Message, Registration

# Several savings within this time become one message.
MERGE_WITHIN = timedelta(minutes=15)
# Then there is no time to lose.
SOON = timedelta(hours=3)

Kind = Message.Kind


def keep_change(
    excursion: Excursion,
    *,
    before: Facts,
    actor: User,
    tell: bool,
    reason: str = "",
    at: datetime,
) -> Change | None:
    """Notes what people would notice of a saving, and has them told if they shall be.

    Call it while the excursion is locked and after its new version is stored. Returns nothing
    when there is nothing to notice, or when the excursion is not public.
    """
    after = facts.of(excursion)
    if not excursion.is_public or not facts.differences(before, after):
        return None
    if not before.is_same_in_calendar(after):
        excursion.calendar_sequence += 1
        excursion.save(update_fields=["calendar_sequence"])
    change = Change.objects.create(
        excursion=excursion,
        version=excursion.version,
        at=at,
        actor=actor,
        before=before.as_json(),
        is_told=tell,
        reason=reason,
    )
    if before.day != after.day:
        # Nobody was asked about this day yet: only silence after a question gives a place back.
        excursion.registrations.exclude(reply_by=None).update(reply_by=None)
    if tell and is_news(excursion, at):
        _tell(excursion, who_is_told(excursion), Kind.CHANGED, actor=actor, at=at)
        _tell(excursion, lost_to_a_move(excursion), Kind.OLD_DAY_AGAIN, actor=actor, at=at)
    return change


def is_news(excursion: Excursion, at: datetime) -> bool:
    """Whether anybody has to hear of a change: not once it is over or called off."""
    return excursion.status != Excursion.Status.CANCELLED and not excursion.is_over(at)


def who_is_told(excursion: Excursion) -> QuerySet[Registration]:
    """Who gets a mail when the programme changes; whoever has no address is called."""
    return excursion.registrations.live().reachable()


def lost_to_a_move(excursion: Excursion) -> QuerySet[Registration]:
    """Who gave a place back while the excursion stood on a day they had not agreed to, and would
    find it on the agreed one now.
    """
    day = timezone.localdate(excursion.starts_at)
    moves = Change.objects.filter(excursion=excursion).order_by("-version")
    left_at = next((m.at for m in moves if Facts.from_json(m.before).day == day), None)
    back_at = next((m.at for m in moves if Facts.from_json(m.before).day != day), None)
    if left_at is None or back_at is None or back_at < left_at:
        return excursion.registrations.none()
    gone = Event.objects.filter(kind=Event.Kind.WITHDRAWN, at__range=(left_at, back_at))
    came_back = excursion.registrations.live()
    return (
        excursion.registrations.filter(
            agreed_day=day, status=Registration.Status.WITHDRAWN, pk__in=gone.values("registration")
        )
        .reachable()
        .exclude(user__in=came_back.filter(user__isnull=False).values("user"))
        .exclude(email__in=came_back.exclude(email="").values("email"))
    )


@transaction.atomic
def accept_new_day(registration: Registration, *, actor: User, seen: date | None = None) -> None:
    """The day to which the excursion was moved suits: the place is as firm as before.

    `seen`: the day the answer is about, so that nobody says yes to another one.
    """
    registration = locked(registration)
    rules.insist(rules.why_not_answer(registration, at=timezone.now(), seen=seen))
    registration.agreed_day = timezone.localdate(registration.excursion.starts_at)
    registration.reply_by = None
    registration.save(update_fields=["agreed_day", "reply_by"])
    record(registration, Event.Kind.NEW_DAY_SUITS, actor=actor)


@transaction.atomic
def decline_new_day(registration: Registration, *, actor: User, seen: date | None = None) -> None:
    """The day to which the excursion was moved does not suit: the place is given back."""
    registration = locked(registration)
    at = timezone.now()
    rules.insist(rules.why_not_answer(registration, at=at, seen=seen))
    end(registration, actor=actor)
    fill_seats(registration.excursion, at=at)


@transaction.atomic
def give_back_unanswered(excursion: Excursion, *, at: datetime) -> int:
    """The stated rule for silence: after the deadline the place goes to somebody else.

    Only who got the question has a deadline. Returns how many places were given back.
    """
    excursion = lock(excursion.pk)[excursion.pk]
    # „bis 23:59 Uhr“ includes the whole minute.
    silent = excursion.registrations.seated().filter(reply_by__lte=at - timedelta(minutes=1))
    given_back = 0
    for registration in silent.select_related("user"):
        registration.excursion = excursion
        if rules.new_day_is_open(registration):
            end(registration, actor=None, reason=_("No answer to the new day"))
            given_back += 1
    if given_back:
        fill_seats(excursion, at=at)
    return given_back


def _tell(
    excursion: Excursion,
    people: QuerySet[Registration],
    kind: Message.Kind,
    *,
    actor: User,
    at: datetime,
) -> None:
    """One message each; one that waits already tells this as well."""
    due_at = at if excursion.starts_at - at < SOON else at + MERGE_WITHIN
    messages = [
        Message(
            registration_id=pk,
            kind=kind,
            actor=actor,
            created_at=at,
            due_at=due_at,
            occasion=f"{excursion.version}" if kind == Kind.OLD_DAY_AGAIN else "",
        )
        for pk in people.values_list("pk", flat=True)
    ]
    Message.objects.bulk_create(messages, batch_size=500, ignore_conflicts=True)
