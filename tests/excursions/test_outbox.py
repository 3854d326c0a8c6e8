"""The outbox against a real mail server that refuses, hangs, closes and changes its mind."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.utils import timezone
from time_machine import TimeMachineFixture

from accounts import new_address
from accounts.models import User
from excursions import actions, notices, outbox, tasks
from excursions.models import Excursion, Message, Registration
from jobs.delivery import PAUSES
from tests import factories
from tests.racing import race
from tests.smtp import CLOSE, HANG, MailServer

pytestmark = pytest.mark.django_db
KIM = "kim@stadt.example"


@pytest.fixture
def server(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    server = MailServer()
    settings.MAILERS = server.mailers
    monkeypatch.setattr(outbox, "_silent_until", None)
    server.start()
    yield server
    server.stop()


def send() -> int:
    return outbox.send_due(lambda: True)


def of(user: User) -> Message:
    return Message.objects.get(registration__user=user)


@pytest.fixture
def three(kim: User, toni: User, alex: User) -> Excursion:
    """Kim, Toni and Alex have registered; their mails wait."""
    excursion = factories.excursion(capacity=3)
    for person in (toni, kim, alex):
        factories.registration(excursion, person)
    return excursion


def test_all_go_out_over_one_connection_each_to_one_person(
    server: MailServer, three: Excursion
) -> None:
    assert send() == 3
    assert {str(mail["To"]) for _address, mail in server.taken} == {
        KIM,
        "toni@kij.example",
        "alex@stadt.example",
    }
    assert [mail["Cc"] or mail["Bcc"] for _address, mail in server.taken] == [None] * 3
    assert len(server.connections) == 1
    assert set(Message.objects.values_list("state", "error")) == {("sent", "")}
    assert send() == 0


def test_one_address_that_is_refused_for_good_stops_nobody_else(
    server: MailServer, three: Excursion, kim: User, clock: TimeMachineFixture
) -> None:
    server.rcpt[KIM] = ["550 5.1.1 No such user"]
    send()
    message = of(kim)
    assert (message.state, message.address) == ("undeliverable", KIM)
    assert message.error == "550 5.1.1 No such user"
    assert len(server.taken) == 2
    kim.refresh_from_db()
    assert kim.mail_fails_since
    clock.shift(timedelta(days=3))
    assert send() == 0


def test_a_mail_that_arrives_ends_the_warning(
    server: MailServer, three: Excursion, kim: User
) -> None:
    User.objects.filter(pk=kim.pk).update(mail_fails_since=timezone.now())
    send()
    kim.refresh_from_db()
    assert kim.mail_fails_since is None


@pytest.mark.parametrize("at", ["rcpt", "data"])
def test_asked_to_try_later_it_does_and_arrives_once(
    at: str, server: MailServer, three: Excursion, kim: User, clock: TimeMachineFixture
) -> None:
    getattr(server, at)[KIM] = ["451 4.7.1 Greylisted", "452 4.3.1 Full"]
    send()
    message = of(kim)
    assert (message.state, message.tries, message.error) == ("queued", 1, "451 4.7.1 Greylisted")
    assert abs(message.due_at - timezone.now() - PAUSES[0]) < timedelta(seconds=2)
    assert len(server.taken) == 2
    for pause in PAUSES[:2]:
        clock.shift(pause + timedelta(seconds=1))
        send()
    assert len(server.to(KIM)) == 1
    assert (of(kim).state, of(kim).error) == ("sent", "")


def test_a_mail_that_is_refused_for_good_has_failed_and_the_address_is_not_blamed(
    server: MailServer, three: Excursion, kim: User
) -> None:
    server.data[KIM] = ["554 5.7.1 Rejected as spam"]
    send()
    assert (of(kim).state, of(kim).error) == ("failed", "554 5.7.1 Rejected as spam")
    kim.refresh_from_db()
    assert kim.mail_fails_since is None
    assert len(server.taken) == 2


@pytest.mark.parametrize("what", [CLOSE, HANG])
@pytest.mark.parametrize("at", ["rcpt", "data"])
def test_a_server_that_closes_or_hangs_in_the_middle_is_asked_again(
    at: str, what: str, server: MailServer, three: Excursion, kim: User, clock: TimeMachineFixture
) -> None:
    getattr(server, at)[KIM] = [what]
    send()
    assert (of(kim).state, of(kim).tries) == ("queued", 1)
    assert len(server.taken) == 2  # those behind it got theirs, over another connection
    clock.shift(PAUSES[0] + timedelta(seconds=1))
    send()
    assert len(server.to(KIM)) == 1


def test_without_a_server_nothing_is_lost_and_no_try_is_counted(
    server: MailServer, three: Excursion, clock: TimeMachineFixture
) -> None:
    server.stop()
    for _ in range(len(PAUSES) + 3):
        assert send() == 0
        clock.shift(timedelta(hours=1))
    assert set(Message.objects.values_list("state", "tries")) == {("queued", 0)}
    assert "ConnectionRefusedError" in "".join(Message.objects.values_list("error", flat=True))
    server._controller = type(server._controller)(server, hostname="127.0.0.1", port=server.port)
    server.start()
    send()
    assert len(server.taken) == 3


def test_after_the_last_try_it_has_failed(
    server: MailServer, three: Excursion, kim: User, clock: TimeMachineFixture
) -> None:
    server.rcpt[KIM] = ["450 Mailbox busy"] * 99
    for pause in (*PAUSES, timedelta(0)):
        send()
        clock.shift(pause + timedelta(seconds=2))
    assert (of(kim).state, of(kim).tries) == ("failed", len(PAUSES) + 1)
    assert len(server.rcpt[KIM]) == 99 - len(PAUSES) - 1


def test_what_cannot_be_written_stops_nobody_else_and_is_said_aloud(
    server: MailServer,
    three: Excursion,
    kim: User,
    monkeypatch: pytest.MonkeyPatch,
    allows_errors: pytest.LogCaptureFixture,
) -> None:
    compose = notices.compose

    def broken(message: Message) -> object:
        if message.registration.user == kim:
            raise RuntimeError("a bug")
        return compose(message)

    monkeypatch.setattr(notices, "compose", broken)
    send()
    assert len(server.taken) == 2
    assert (of(kim).state, of(kim).tries) == ("queued", 1)
    assert "could not be written" in allows_errors.text


def test_line_breaks_in_titles_and_names_never_become_headers(
    server: MailServer, kim: User
) -> None:
    title = "Quartier\r\nBcc: all@stadt.example\r\n\r\nHallo"
    excursion = factories.excursion(title=title, contact_email="a@b.example\r\nX-Evil: 1")
    Excursion.objects.update(contact_email="team@stadt.example")
    factories.registration(excursion, kim, name="Kim\nX-Evil: 1")
    send()
    (mail,) = server.to(KIM)
    assert mail["Bcc"] is None
    assert mail["X-Evil"] is None
    assert "\n" not in str(mail["Subject"])
    assert len(server.taken) == 1


def test_with_a_slow_mail_server_what_happens_meanwhile_is_noticed(
    server: MailServer,
    three: Excursion,
    kim: User,
    toni: User,
    monkeypatch: pytest.MonkeyPatch,
    clock: TimeMachineFixture,
) -> None:
    compose = notices.compose

    def slowly(message: Message) -> EmailMessage:
        if message.registration.user == toni and message.kind == "confirmed":
            clock.shift(timedelta(seconds=20))
            actions.withdraw(Registration.objects.get(user=kim), actor=kim)
        return compose(message)

    monkeypatch.setattr(notices, "compose", slowly)
    send()
    assert of(toni).state == "sent"
    assert Message.objects.get(registration__user=kim, kind="confirmed").state == "skipped"
    assert len(server.taken) == 2


def test_what_an_organizer_stopped_meanwhile_stays_stopped(
    server: MailServer, three: Excursion, kim: User
) -> None:
    Message.objects.filter(pk=of(kim).pk).update(state="skipped")
    assert send() == 2
    assert server.to(KIM) == []


def test_what_concerns_one_person_goes_before_what_goes_to_many(
    server: MailServer, three: Excursion, kim: User, alex: User
) -> None:
    Message.objects.exclude(pk=of(kim).pk).update(is_bulk=True)
    send()
    assert server.taken[0][0] == KIM


def test_a_corrected_address_gets_the_present_state_once(
    server: MailServer, excursion: Excursion, alex: User, clock: TimeMachineFixture
) -> None:
    """Not everything that was lost on the way: the place given back meanwhile is not confirmed."""
    registration = factories.by_hand(excursion, alex, email="anruf@stadt.example")
    server.rcpt["anruf@stadt.example"] = ["550 No such user"] * 9
    send()
    actions.send_again(registration, actor=alex)
    send()
    assert registration.messages.filter(state="undeliverable").count() == 2
    actions.correct_address(registration, email="Anruf.Neu@stadt.example", actor=alex)
    clock.shift(timedelta(minutes=2))
    send()
    send()
    assert server.to("anruf@stadt.example") == []
    (mail,) = server.to("anruf.neu@stadt.example")
    assert "Sie sind dabei" in str(mail["Subject"])


def test_a_new_address_of_the_account_gets_the_present_state_by_itself_and_once(
    server: MailServer, three: Excursion, kim: User
) -> None:
    server.rcpt[KIM] = ["550 No such user"] * 9
    send()
    assert User.objects.exclude(mail_fails_since=None).get() == kim
    new_address.change_and_tell(kim, "kim.neu@stadt.example")
    assert [tasks.send_to_corrected.func() for _ in range(2)] == [1, 0]
    send()
    assert len(server.to("kim.neu@stadt.example")) == 1
    kim.refresh_from_db()
    assert (kim.email, kim.mail_fails_since) == ("kim.neu@stadt.example", None)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_four_workers_send_each_message_once(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "ROUND", 12)
    excursion = factories.excursion(capacity=40)
    factories.crowd(excursion, seated=40)
    Message.objects.bulk_create(
        Message(registration=one, kind="confirmed") for one in excursion.registrations.all()
    )
    race(*[partial(outbox.send_due, lambda: True)] * 4)
    addresses = [address for address, _mail in server.taken]
    assert len(addresses) == len(set(addresses)) == 40
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
