"""A small calendar program reads every mail somebody gets, from registering to the call-off."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions, facts, feeds, tasks
from excursions.models import Excursion, Registration, Stop
from tests import calendars, factories, mailbox
from tests.conftest import RunTasks
from tests.excursions import saving
from tests.factories import START

pytestmark = pytest.mark.django_db


class Program:
    """Keeps of each UID what was said last, as RFC 5546 (2.1.5) tells calendar programs to."""

    def __init__(self, user: User, box: list[EmailMessage]) -> None:
        self.user, self.box = user, box
        self.shown: dict[str, Any] = {}
        self.story: list[tuple[str, int]] = []  # method and SEQUENCE of every mail that had one
        self.stamps: dict[str, tuple[int, datetime]] = {}
        self.mails = 0

    def read_mails(self) -> None:
        for mail in self.box:
            if mail.to == [self.user.email]:
                self.mails += 1
                if part := mailbox.calendar_part(mail):
                    data: Any = part.get_payload(decode=True)
                    found = calendars.read(data)
                    assert part.get_param("method") == found["method"]
                    self._take(str(found["method"]), mailbox.event(found))
        self.box.clear()

    def _take(self, method: str, entry: Any) -> None:
        assert entry["attendee"] == f"mailto:{self.user.email}"
        uid, stamp = str(entry["uid"]), (int(entry["sequence"]), entry.decoded("dtstamp"))
        before = self.stamps.get(uid, (-1, stamp[1]))
        self.story.append((method, stamp[0]))
        if method == "REQUEST" and stamp > before:
            self.shown[uid] = entry
        elif method == "CANCEL" and stamp[0] >= before[0]:
            self.shown.pop(uid, None)
        else:
            raise AssertionError("a calendar program would ignore this mail")
        self.stamps[uid] = stamp

    def compare_with_feed(self) -> None:
        """The same entries: no second ones, none that are gone, none out of date."""
        found = calendars.entries(feeds.places(self.user, timezone.now()).data)
        firm = {str(one["uid"]): one for one in found if one["status"] == "CONFIRMED"}
        assert firm.keys() == self.shown.keys()
        for uid, one in firm.items():
            for name in ("sequence", "dtstart", "dtend", "description", "location"):
                assert one[name] == self.shown[uid][name]

    @property
    def entry(self) -> Any:
        (only,) = self.shown.values()
        return only

    @property
    def starts_at(self) -> datetime:
        moment: datetime = self.entry.decoded("dtstart")
        return moment


@pytest.fixture
def program(kim: User, mailoutbox: list[EmailMessage]) -> Program:
    return Program(kim, mailoutbox)


@pytest.fixture
def later(clock: TimeMachineFixture, run_tasks: RunTasks, program: Program) -> Callable[[], None]:
    """A while goes by: the worker sends what is due, and Kim's calendar program reads it."""

    def go_on() -> None:
        clock.shift(timedelta(minutes=16))
        run_tasks()
        program.read_mails()
        program.compare_with_feed()

    return go_on


@pytest.fixture
def trip(excursion: Excursion) -> Excursion:
    """Two seats, two stations."""
    for name in ("Erst", "Dann"):
        factories.stop(excursion, factories.station(name))
    return excursion


def live(user: User) -> Registration:
    return Registration.objects.live().get(user=user)


def turn_around(excursion: Excursion, actor: User) -> None:
    """The stations in the other order, saved as the editor does it."""
    excursion.refresh_from_db()
    before = facts.of(excursion)
    first, second = Stop.objects.filter(excursion=excursion)
    first.station, second.station = second.station, first.station
    Stop.objects.bulk_update([first, second], ["station"])
    excursion.version += 1
    excursion.save()
    actions.keep_change(excursion, before=before, actor=actor, tell=True, at=timezone.now())


def test_from_registering_to_the_call_off(
    trip: Excursion, kim: User, alex: User, program: Program, later: Callable[[], None]
) -> None:
    factories.registration(trip, kim)
    later()
    assert program.starts_at == START
    hour, days = timedelta(hours=1), timedelta(days=2)
    saving.save(trip, alex, ends_at=trip.ends_at + hour)
    later()
    assert program.entry.decoded("dtend") == trip.ends_at + hour
    saving.move(trip, alex, 2)
    later()
    actions.accept_new_day(live(kim), actor=kim)
    later()
    assert program.starts_at == START + days
    before = program.entry
    turn_around(trip, alex)
    later()
    assert program.entry["sequence"] == before["sequence"]
    assert program.entry.decoded("dtstamp") > before.decoded("dtstamp")
    assert program.entry["description"] != before["description"]
    actions.withdraw(live(kim), actor=kim)
    later()
    assert program.shown == {}
    factories.registration(trip, kim)
    later()
    assert program.starts_at == START + days
    actions.cancel(trip, actor=alex, reason="Sturm")
    later()
    assert program.shown == {}
    assert len(program.stamps) == 1
    requests = [("REQUEST", number) for number in (0, 1, 2, 2)]
    assert program.story == [*requests, ("CANCEL", 3), ("REQUEST", 4), ("CANCEL", 5)]


def test_who_waits_has_no_entry_until_a_place_is_there(
    trip: Excursion, kim: User, alex: User, program: Program, later: Callable[[], None]
) -> None:
    first, _second = factories.fill(trip)
    factories.waiting(trip, kim)
    later()
    saving.save(trip, alex, meeting_point="Holzmarkt")
    later()
    assert (program.mails, program.story) == (2, [])
    actions.withdraw(first, actor=alex, by_organizer=True)
    later()
    assert program.entry["location"] == "Holzmarkt"
    actions.withdraw(live(kim), actor=kim)
    factories.fill(trip)
    factories.waiting(trip, kim)
    later()
    actions.cancel(trip, actor=alex, reason="Sturm")
    later()
    assert program.shown == {}
    assert [method for method, sequence in program.story] == ["REQUEST", "CANCEL"]
    assert len(program.stamps) == 1


def test_who_gave_the_place_back_and_waits_before_any_mail_is_out_keeps_no_entry(
    trip: Excursion, kim: User, program: Program, later: Callable[[], None]
) -> None:
    """The page was quicker than the worker; moved up, the same entry is there again."""
    factories.registration(trip, kim)
    later()
    uid = program.entry["uid"]
    actions.withdraw(live(kim), actor=kim)
    other, _second = factories.fill(trip)
    factories.waiting(trip, kim)
    later()
    assert program.shown == {}
    assert other.user
    actions.withdraw(other, actor=other.user)
    later()
    assert program.entry["uid"] == uid


def test_swapping_places_leaves_one_entry(
    trip: Excursion, kim: User, program: Program, later: Callable[[], None]
) -> None:
    factories.registration(trip, kim)
    later()
    other = factories.excursion(title="Die andere")
    factories.registration(other, kim, swap=live(kim))
    later()
    assert program.entry["summary"] == "Die andere"
    assert len(program.stamps) == 2


def test_swapping_from_the_waitlist_keeps_the_old_entry_until_the_new_one_is_there(
    trip: Excursion, kim: User, program: Program, later: Callable[[], None]
) -> None:
    old = factories.registration(trip, kim)
    other = factories.excursion(title="Die andere", capacity=1)
    (taken,) = factories.fill(other)
    factories.waiting(other, kim, swap=old)
    later()
    assert program.entry["summary"] == trip.title
    assert taken.user
    actions.withdraw(taken, actor=taken.user)
    later()
    assert program.entry["summary"] == "Die andere"


def test_silence_after_a_move_takes_the_entry_away(
    trip: Excursion,
    kim: User,
    alex: User,
    program: Program,
    later: Callable[[], None],
    clock: TimeMachineFixture,
) -> None:
    factories.registration(trip, kim)
    later()
    saving.move(trip, alex, 2)
    later()
    assert program.starts_at == START + timedelta(days=2)
    deadline = live(kim).reply_by
    assert deadline
    clock.move_to(deadline + timedelta(minutes=1))
    tasks.give_back_unanswered.func()
    later()
    assert program.shown == {}
    assert program.story[-1] == ("CANCEL", 2)
