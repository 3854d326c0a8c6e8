"""A changed programme: who is told what, once; who is asked; what becomes of silence."""

from datetime import date, timedelta

import pytest
from django.core.mail import EmailMessage
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions, notices, rules, tasks
from excursions.actions.changes import MERGE_WITHIN
from excursions.models import Change, Event, Excursion, Message, Registration
from excursions.rules import Refused
from tests import factories
from tests.conftest import RunTasks
from tests.excursions.saving import move, save
from tests.factories import START, berlin

pytestmark = pytest.mark.django_db
LATER = MERGE_WITHIN + timedelta(seconds=1)


class Post:
    """Lets time pass until the messages are due, and takes what was sent."""

    def __init__(self, run: RunTasks, box: list[EmailMessage], clock: TimeMachineFixture) -> None:
        self.run, self.box, self.clock = run, box, clock

    def after(self, pause: timedelta = LATER) -> dict[str, str]:
        """Subjects by address; nobody gets two."""
        self.clock.shift(pause)
        self.run()
        found = {mail.to[0]: str(mail.subject) for mail in self.box}
        assert len(found) == len(self.box)
        self.box.clear()
        return found


@pytest.fixture
def post(run_tasks: RunTasks, mailoutbox: list[EmailMessage], clock: TimeMachineFixture) -> Post:
    return Post(run_tasks, mailoutbox, clock)


@pytest.fixture
def trip(excursion: Excursion, kim: User, toni: User, post: Post) -> Excursion:
    """Kim and Toni have a place each, somebody waits, and all know it."""
    factories.registration(excursion, kim)
    factories.registration(excursion, toni)
    factories.waiting(excursion, factories.user("ada@stadt.example"))
    assert len(post.after()) == 3
    return excursion


def of(user: User) -> Registration:
    return Registration.objects.get(user=user)


def test_everybody_is_told_once_however_often_it_is_saved(
    trip: Excursion, alex: User, post: Post
) -> None:
    save(trip, alex, meeting_point="Holzmarkt")
    assert post.after(timedelta(minutes=10)) == {}
    save(trip, alex, starts_at=START + timedelta(minutes=30))
    told = post.after(timedelta(minutes=6))
    assert sorted(told) == ["ada@stadt.example", "kim@stadt.example", "toni@kij.example"]
    assert post.after() == {}
    assert Change.objects.filter(is_told=True).count() == 2


def test_what_was_changed_back_in_time_is_not_told(
    trip: Excursion, alex: User, kim: User, post: Post
) -> None:
    place = trip.meeting_point
    save(trip, alex, meeting_point="Holzmarkt")
    save(trip, alex, meeting_point=place)
    assert post.after() == {}
    assert of(kim).messages.get(kind="changed").state == Message.State.SKIPPED


def test_what_nobody_notices_is_no_change(trip: Excursion, alex: User, post: Post) -> None:
    assert save(trip, alex, lead="Neuer Text", capacity=3) is None
    assert post.after() == {}


def test_drafts_have_no_history_of_changes(alex: User) -> None:
    draft = factories.excursion(status="draft")
    assert save(draft, alex, meeting_point="Holzmarkt") is None


def test_a_silent_saving_tells_nobody_and_is_part_of_the_next_message(
    trip: Excursion, alex: User, kim: User, post: Post, mailoutbox: list[EmailMessage]
) -> None:
    change = save(trip, alex, tell=False, reason="Tippfehler", meeting_point="Holzmarkt")
    assert change
    assert (change.is_told, change.reason) == (False, "Tippfehler")
    assert post.after() == {}
    save(trip, alex, starts_at=START + timedelta(minutes=30))
    post.clock.shift(LATER)
    post.run()
    assert "Holzmarkt" in mailoutbox[0].body
    assert "13:30" in mailoutbox[0].body


def test_shortly_before_the_start_nobody_waits_for_more(
    trip: Excursion, alex: User, post: Post
) -> None:
    post.clock.move_to(START - timedelta(hours=2))
    save(trip, alex, meeting_point="Holzmarkt")
    assert len(post.after(timedelta(0))) == 3


def test_a_change_saved_while_a_message_goes_out_is_told_as_well(
    trip: Excursion, alex: User, kim: User, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own message was left out, because the one on its way was still waiting."""
    compose = notices.compose
    saved: list[Change | None] = []

    def slowly(message: Message) -> EmailMessage:
        mail = compose(message)
        if message.registration.user == kim and not saved:
            saved.append(save(trip, alex, starts_at=START + timedelta(minutes=30)))
        return mail

    monkeypatch.setattr(notices, "compose", slowly)
    save(trip, alex, meeting_point="Holzmarkt")
    assert "Treffpunkt" in post.after()[kim.email]
    assert "Uhrzeit" in post.after()[kim.email]
    assert post.after() == {}


def test_who_registers_afterwards_knows_it_already(
    excursion: Excursion, alex: User, kim: User, post: Post
) -> None:
    save(excursion, alex, meeting_point="Holzmarkt")
    factories.registration(excursion, kim)
    assert list(post.after()) == [kim.email]
    assert post.after() == {}


def test_a_confirmation_that_was_late_tells_the_change_as_well(
    excursion: Excursion, alex: User, kim: User, post: Post
) -> None:
    """The mail server was away: one mail with how things are now, not two."""
    factories.registration(excursion, kim)
    save(excursion, alex, meeting_point="Holzmarkt")
    assert "Sie sind dabei" in post.after()[kim.email]
    assert of(kim).messages.get(kind="changed").state == Message.State.SKIPPED


def test_the_sequence_rises_with_time_and_place_only(
    trip: Excursion, alex: User, kim: User
) -> None:
    factories.stop(trip)
    assert of(kim).sequence == 0
    save(trip, alex, lead="Neuer Text")
    assert of(kim).sequence == 0
    save(trip, alex, meeting_point="Holzmarkt")
    assert of(kim).sequence == 1
    save(trip, alex, ends_at=START + timedelta(hours=5))
    assert of(kim).sequence == 2


def test_a_new_day_asks_everybody_who_has_a_place(
    trip: Excursion, alex: User, kim: User, post: Post
) -> None:
    move(trip, alex, days=7)
    assert rules.new_day_is_open(of(kim))
    assert of(kim).reply_by is None  # not before the question has gone out
    told = post.after()
    assert "Neuer Termin" in told[kim.email]
    assert of(kim).reply_by == berlin("2027-05-18 23:59")  # third working day: Whit Monday is not
    assert Registration.objects.waiting().get().reply_by is None


def test_yes_makes_the_place_firm_on_the_new_day(
    trip: Excursion, alex: User, kim: User, post: Post
) -> None:
    move(trip, alex, days=7)
    post.after()
    actions.accept_new_day(of(kim), actor=kim)
    registration = of(kim)
    assert (registration.agreed_day, registration.reply_by) == (date(2027, 6, 16), None)
    assert registration.events.last().kind == Event.Kind.NEW_DAY_SUITS  # type: ignore[union-attr]
    with pytest.raises(Refused) as refused:
        actions.accept_new_day(of(kim), actor=kim)
    assert refused.value.refusal.code == "not_asked"
    post.clock.shift(timedelta(days=10))
    assert tasks.give_back_unanswered.call() == 1  # Toni's
    assert of(kim).is_confirmed


def test_silence_gives_the_place_to_who_waits_not_a_minute_too_early(
    trip: Excursion, alex: User, kim: User, toni: User, post: Post
) -> None:
    move(trip, alex, days=7)
    post.after()
    actions.accept_new_day(of(toni), actor=toni)
    post.clock.move_to(berlin("2027-05-18 23:59") + timedelta(seconds=59))
    assert tasks.give_back_unanswered.call() == 0
    post.clock.shift(timedelta(seconds=2))
    assert tasks.give_back_unanswered.call() == 1
    assert tasks.give_back_unanswered.call() == 0
    assert of(kim).status == "withdrawn"
    event = of(kim).events.last()
    assert event
    assert (event.kind, event.actor, bool(event.reason)) == ("withdrawn", None, True)
    assert not Registration.objects.waiting().exists()
    assert sorted(post.after(timedelta(0))) == ["ada@stadt.example", kim.email]


def test_who_could_not_be_asked_keeps_the_place(
    excursion: Excursion, alex: User, post: Post
) -> None:
    factories.by_hand(excursion, alex)
    factories.by_hand(excursion, alex, email="lost@stadt.example")
    post.after()
    move(excursion, alex, days=7)
    Message.objects.filter(kind="changed").update(state="undeliverable")
    post.clock.shift(timedelta(days=30))
    assert tasks.give_back_unanswered.call() == 0
    assert excursion.registrations.seated().count() == 2


def test_without_time_to_answer_silence_keeps_the_place(
    trip: Excursion, alex: User, kim: User, post: Post
) -> None:
    post.clock.move_to(START - timedelta(hours=3, minutes=30))
    move(trip, alex, days=1)
    assert "Neuer Termin" in post.after()[kim.email]
    assert of(kim).reply_by is None
    post.clock.move_to(START + timedelta(hours=23))
    assert tasks.give_back_unanswered.call() == 0


def test_moved_back_before_anybody_was_told_nobody_is_told(
    trip: Excursion, alex: User, kim: User, post: Post
) -> None:
    move(trip, alex, days=7)
    move(trip, alex, days=-7)
    assert post.after() == {}
    assert not rules.new_day_is_open(of(kim))


def test_moved_back_everybody_is_told_once_and_nobody_is_lost(
    trip: Excursion, alex: User, kim: User, toni: User, post: Post
) -> None:
    """Kim gave the place back because of the day; Ada moved up and agreed to the new one."""
    move(trip, alex, days=7)
    post.after()
    actions.withdraw(of(kim), actor=kim)
    actions.accept_new_day(of(toni), actor=toni)
    post.after()
    move(trip, alex, days=-7)
    told = post.after()
    assert sorted(told) == ["ada@stadt.example", kim.email, toni.email]
    assert post.after() == {}
    assert of(kim).messages.last().kind == "old_day_again"  # type: ignore[union-attr]
    ada = Registration.objects.get(user__email="ada@stadt.example")
    assert rules.new_day_is_open(ada)
    assert ada.reply_by
    assert rules.new_day_is_open(of(toni))


def test_moved_back_who_has_not_answered_need_not_any_more(
    trip: Excursion, alex: User, kim: User, post: Post
) -> None:
    move(trip, alex, days=7)
    post.after()
    assert of(kim).reply_by
    move(trip, alex, days=-7)
    assert of(kim).reply_by is None
    assert kim.email in post.after()
    post.clock.shift(timedelta(days=20))
    assert tasks.give_back_unanswered.call() == 0


def test_who_gave_the_place_back_for_other_reasons_hears_nothing_of_the_way_back(
    trip: Excursion, alex: User, kim: User, post: Post
) -> None:
    actions.withdraw(of(kim), actor=kim)
    post.after()
    move(trip, alex, days=7)
    post.after()
    move(trip, alex, days=-7)
    assert kim.email not in post.after()


def test_calling_off_ends_every_question_and_every_other_message(
    trip: Excursion, alex: User, kim: User, post: Post
) -> None:
    move(trip, alex, days=7)
    post.after()
    save(trip, alex, meeting_point="Holzmarkt")
    actions.cancel(trip, actor=alex, reason="Sturm")
    told = post.after()
    assert {subject.partition(":")[0] for subject in told.values()} == {"Abgesagt"}
    assert of(kim).reply_by is None
