"""What a change brings for people who have registered: who is told, who is asked, who collides.

Asked inside the saving, when everything is stored, so that it speaks of what would be the case.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from excursions import actions, facts, rules
from excursions.admin import doubts
from excursions.facts import Difference, Facts
from excursions.models import Change, Excursion, Message, Registration

Kind, State = Message.Kind, Message.State


@dataclass(frozen=True)
class People:
    """Some registrations: who can be written to, and who has to be called."""

    by_mail: list[Registration] = field(default_factory=list)
    to_call: list[Registration] = field(default_factory=list)

    @property
    def states(self) -> str:
        """„33 dabei, 5 auf der Warteliste“: those who get a mail."""
        waiting = sum(one.is_waiting for one in self.by_mail)
        texts = (
            (len(self.by_mail) - waiting, _("%(n)s with a place")),
            (waiting, _("%(n)s on the waitlist")),
        )
        return ", ".join(text % {"n": n} for n, text in texts if n)


@dataclass(frozen=True)
class Before:
    """An excursion as it is stored until the saving is through."""

    excursion: Excursion
    facts: Facts
    # Whom a mail about an earlier change waits for, and until when.
    queued: dict[int, datetime]
    # Who has to answer whether another day suits.
    asked: list[Registration]

    @classmethod
    def of(cls, pk: int) -> Self:
        """Call it while the excursion is locked and before anything of it is stored."""
        excursion = Excursion.objects.get(pk=pk)
        queued = dict(_queued(excursion).values_list("registration", "due_at"))
        asked = excursion.registrations.exclude(reply_by=None)
        return cls(excursion, facts.of(excursion), queued, list(asked))


@dataclass(frozen=True)
class Collision:
    """Another excursion at the new time, and who has registered for both: their other rows."""

    excursion: Excursion
    people: list[Registration]


@dataclass(frozen=True)
class Consequences:
    """Everything the page shows before the decision."""

    before: Before
    differences: list[Difference]
    people: People
    # Gave their place back because of the day that is left again now.
    lost: People
    # Were told exactly this already, and get no mail.
    knows: int
    # Get one about an earlier change anyway.
    queued: int
    # Whether the new day suits: who has to say so, until when, and who no longer has to.
    asked: int
    reply_by: datetime | None
    released: int
    collisions: list[Collision]
    doubts: list[str]
    # Whether there is anybody to think of, before or after the saving.
    concerns_somebody: bool
    goes_out_at: datetime
    at: datetime

    @property
    def number(self) -> int:
        """Who gets a mail: the number on the button."""
        return len(self.people.by_mail) + len(self.lost.by_mail)

    @property
    def to_call(self) -> list[Registration]:
        return self.people.to_call + self.lost.to_call

    @property
    def colliding(self) -> int:
        """How many people have another registration at the new time."""
        return len({other.address for one in self.collisions for other in one.people})

    @property
    def moves(self) -> bool:
        """To another day."""
        return any(one.part == facts.Part.DAY for one in self.differences)

    @property
    def enters_calendars(self) -> bool:
        """Whether entries in calendars change along."""
        inside = (facts.Part.ROUTE, facts.Part.VISIT)
        changes = any(one.part not in inside for one in self.differences)
        return changes and any(one.is_confirmed for one in self.people.by_mail)

    @property
    def is_urgent(self) -> bool:
        """The mails go out at once."""
        return not _minutes(self.goes_out_at - self.at)

    @property
    def when(self) -> str:
        """When the mails go out: „in etwa 15 Minuten“."""
        return _in(self.goes_out_at - self.at)

    @property
    def queued_when(self) -> str:
        """When those go out that wait already."""
        return _in(min(self.before.queued.values(), default=self.at) - self.at)

    @property
    def button(self) -> str:
        if not self.number:
            return _("Save")
        text = ngettext("Save and inform %(n)s person", "Save and inform %(n)s people", self.number)
        return text % {"n": self.number}


def of(excursion: Excursion, before: Before, *, at: datetime) -> Consequences:
    """What this saving means. Call it after `actions.keep_change`."""
    after = facts.of(excursion)
    is_news = actions.is_news(excursion, at)
    people = reachable(excursion.registrations.live())
    lost = reachable(actions.lost_to_a_move(excursion))
    everybody = [*people.by_mail, *people.to_call, *lost.by_mail, *lost.to_call]
    knowing = _versions_as_now(excursion, after)
    told = [one for one in people.by_mail if one.told_version not in knowing]
    asked = [one for one in told if _is_asked(one, excursion)]
    goes_out_at = _goes_out_at(excursion, at)
    return Consequences(
        before=before,
        differences=facts.differences(before.facts, after),
        people=People(told if is_news else [], people.to_call),
        lost=lost if is_news else People(),
        knows=len(people.by_mail) - len(told) if is_news else 0,
        queued=sum(one.pk in before.queued for one in told),
        asked=len(asked) if is_news else 0,
        reply_by=rules.reply_deadline(excursion, goes_out_at),
        released=sum(one.agreed_day == after.day for one in before.asked),
        collisions=_collisions(excursion, before, people),
        doubts=doubts.of(before.excursion, excursion, at),
        concerns_somebody=bool(everybody) and (is_news or actions.is_news(before.excursion, at)),
        goes_out_at=goes_out_at,
        at=at,
    )


def reachable(registrations: QuerySet[Registration]) -> People:
    """Who gets a mail, and who does not: without an address, or where mails do not arrive."""
    answers: dict[tuple[int, str], str] = {}
    tried = Message.objects.filter(registration__in=registrations, registration__user=None)
    rows = tried.filter(state__in=[State.SENT, State.UNDELIVERABLE]).order_by("pk")
    for pk, address, state in rows.values_list("registration", "address", "state"):
        answers[pk, address] = state
    people = People()
    for one in registrations.select_related("user").order_by("name", "pk"):
        fails = one.user is not None and one.user.mail_fails_since is not None
        fails = fails or answers.get((one.pk, one.address)) == State.UNDELIVERABLE
        (people.by_mail if one.address and not fails else people.to_call).append(one)
    return people


def _is_asked(registration: Registration, excursion: Excursion) -> bool:
    registration.excursion = excursion
    return rules.new_day_is_open(registration)


def _versions_as_now(excursion: Excursion, after: Facts) -> set[int]:
    """At which versions everything was as it is now: who was last told one of them knows it."""
    changes = Change.objects.filter(excursion=excursion).order_by("version")
    same: set[int] = set()
    since = 0
    for change in changes:
        if not facts.differences(Facts.from_json(change.before), after):
            same.update(range(since, change.version))
        since = change.version
    return same | {excursion.version}


def _collisions(excursion: Excursion, before: Before, people: People) -> list[Collision]:
    """Who has something else at the new time: the same person is who has the same address."""
    times = (excursion.starts_at, excursion.ends_at)
    if times == (before.facts.starts_at, before.facts.ends_at):
        return []
    addresses = {one.address for one in (*people.by_mail, *people.to_call)} - {""}
    at_this_time = Excursion.objects.overlapping(*times).exclude(pk=excursion.pk)
    others = Registration.objects.live().filter(excursion__in=at_this_time)
    found: dict[int, Collision] = {}
    for other in others.select_related("excursion", "user").order_by("name", "pk"):
        if other.address in addresses:
            collision = found.setdefault(other.excursion_id, Collision(other.excursion, []))
            collision.people.append(other)
    return list(found.values())


def _queued(excursion: Excursion) -> QuerySet[Message]:
    return Message.objects.queued().filter(
        registration__excursion=excursion, kind__in=[Kind.CHANGED, Kind.OLD_DAY_AGAIN]
    )


def _goes_out_at(excursion: Excursion, at: datetime) -> datetime:
    """When what this saving has queued is sent, or what waited already and tells it as well."""
    found = _queued(excursion).aggregate(
        new=Min("due_at", filter=Q(created_at=at)), old=Min("due_at")
    )
    moment: datetime = found["new"] or found["old"] or at
    return moment


def _in(span: timedelta) -> str:
    minutes = _minutes(span)
    if not minutes:
        return _("right away")
    text = ngettext("in about %(n)s minute", "in about %(n)s minutes", minutes)
    return text % {"n": minutes}


def _minutes(span: timedelta) -> int:
    return max(0, -(-int(span.total_seconds()) // 60))
