"""What people are told: the mail as it arrives, and the calendar entry it carries."""

import pytest
from django.core.mail import EmailMessage
from django.template.loader import get_template

from accounts import addresses
from accounts.models import User
from excursions import actions, notices
from excursions.models import Excursion, Message, Registration
from tests import factories, mailbox
from tests.conftest import RunTasks
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def mails(run_tasks: RunTasks, mailoutbox: list[EmailMessage]) -> "Mails":
    return Mails(run_tasks, mailoutbox)


class Mails:
    """Works off the queue and takes the mails that came, of one person."""

    def __init__(self, run_tasks: RunTasks, outbox: list[EmailMessage]) -> None:
        self.run_tasks, self.outbox = run_tasks, outbox

    def to(self, user: User) -> list[EmailMessage]:
        self.run_tasks()
        found = [mail for mail in self.outbox if mail.to == [user.email]]
        self.outbox.clear()
        return found

    def one(self, user: User) -> EmailMessage:
        (mail,) = self.to(user)
        return mail


def cancel_one_seat(excursion: Excursion) -> None:
    seated = excursion.registrations.seated().first()
    assert seated
    actions.withdraw(seated, actor=seated.user)


def scenario(kind: str, kim: User, alex: User, mails: Mails) -> EmailMessage:
    """The mail of each kind, and nothing else in the outbox."""
    excursion = factories.excursion(capacity=1)
    if kind == "confirmed":
        factories.registration(excursion, kim)
    elif kind == "by_organizer":
        factories.by_hand(excursion, alex, email=kim.email)
    else:
        first = factories.registration(excursion)
        registration = factories.waiting(excursion, kim)
        if kind == "left_waitlist":
            mails.to(kim)
            actions.withdraw(registration, actor=kim)
        elif kind != "waiting":
            actions.withdraw(first, actor=first.user)
            if kind == "withdrawn":
                mails.to(kim)
                actions.withdraw(Registration.objects.get(pk=registration.pk), actor=kim)
            elif kind == "withdrawn_by_organizer":
                mails.to(kim)
                actions.withdraw(registration, actor=alex, reason="Krank", by_organizer=True)
            elif kind == "cancelled":
                mails.to(kim)
                actions.cancel(excursion, actor=alex, reason="Sturm über Jena")
    return mails.one(kim)


KINDS = {
    "confirmed": "REQUEST",
    "by_organizer": "REQUEST",
    "moved_up": "REQUEST",
    "waiting": None,
    "left_waitlist": None,
    "withdrawn": "CANCEL",
    "withdrawn_by_organizer": "CANCEL",
    "cancelled": "CANCEL",
}


@pytest.mark.parametrize(("kind", "method"), KINDS.items())
def test_a_mail_is_complete_and_carries_the_right_entry(
    kind: str, method: str | None, kim: User, alex: User, mails: Mails
) -> None:
    mail = scenario(kind, kim, alex, mails)
    parsed = mailbox.parse(mail)
    assert parsed["From"] == "Smartes Jena erleben <exkursionen@stadt.example>"
    assert parsed["To"] == "kim@stadt.example"
    assert parsed["Reply-To"] == "alex@stadt.example"
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert parsed["Date"]
    assert "Kim" not in parsed["Subject"]
    assert "9. Juni" in parsed["Subject"] or "Smartes Jena erleben" in parsed["Subject"]
    plain, html = mailbox.body(mail, "plain"), mailbox.body(mail, "html")
    name = "Anruf" if kind == "by_organizer" else "Kim Beispiel"
    assert name in plain
    assert name in html
    assert "03641 49-1234" in plain
    assert "{{" not in plain + html
    assert "{%" not in plain + html
    assert "<p" not in plain
    assert parsed.get_content_type() in {"multipart/alternative", "multipart/mixed"}
    found = mailbox.calendar(mail)
    assert (found and found["method"]) == method


def test_an_organizers_reason_reaches_the_person(kim: User, alex: User, mails: Mails) -> None:
    for kind, reason in (("withdrawn_by_organizer", "Krank"), ("cancelled", "Sturm über Jena")):
        mail = scenario(kind, kim, alex, mails)
        assert reason in mailbox.body(mail, "plain")
        assert reason in mailbox.body(mail, "html")
        Registration.objects.all().delete()


def test_links_are_absolute_and_lead_to_the_own_registration(
    kim: User, alex: User, mails: Mails
) -> None:
    mail = scenario("confirmed", kim, alex, mails)
    url = f"https://exkursionen.stadt.example/anmeldungen/{Registration.objects.get().pk}/"
    assert url in mailbox.body(mail, "plain")
    assert f"{url}zurueckgeben/" in mailbox.body(mail, "plain")
    assert f'href="{url}"' in mailbox.body(mail, "html")


def test_who_waits_reads_the_place_on_the_list(full: Excursion, kim: User, mails: Mails) -> None:
    factories.waiting(full)
    factories.waiting(full, kim)
    assert "Platz 2" in mailbox.body(mails.one(kim), "plain")


def test_a_message_keeps_its_id_when_it_is_sent_again(
    excursion: Excursion, kim: User, mails: Mails
) -> None:
    factories.registration(excursion, kim)
    first = mails.one(kim)
    # The worker died before noting it.
    Message.objects.update(state="queued", sent_at=None, due_at=NOW)
    (second,) = mails.to(kim)
    ids = {mailbox.parse(mail)["Message-ID"] for mail in (first, second)}
    assert ids == {f"<message-{Message.objects.get().pk}@exkursionen.stadt.example>"}


def test_a_mail_is_sent_once(excursion: Excursion, kim: User, mails: Mails) -> None:
    factories.registration(excursion, kim)
    assert len(mails.to(kim)) == 1
    message = Message.objects.get()
    assert (message.state, message.address) == ("sent", "kim@stadt.example")
    assert message.sent_at
    assert mails.to(kim) == []


def test_the_mail_goes_to_the_address_the_account_has_when_it_is_sent(
    excursion: Excursion, kim: User, mails: Mails, mailoutbox: list[EmailMessage]
) -> None:
    factories.registration(excursion, kim)
    addresses.change(kim, "kim.neu@stadt.example")
    mails.run_tasks()
    assert [mail.to for mail in mailoutbox] == [["kim.neu@stadt.example"]]


def test_every_kind_of_message_has_a_template_and_a_rule() -> None:
    assert set(notices._letters) == set(Message.Kind)
    for kind in Message.Kind:
        get_template(f"mails/{kind}.html#subject")


def test_what_is_no_longer_true_is_not_sent(full: Excursion, kim: User, mails: Mails) -> None:
    waiting = factories.waiting(full, kim)
    cancel_one_seat(full)
    (mail,) = mails.to(kim)
    assert mailbox.calendar(mail)
    states = dict(waiting.messages.values_list("kind", "state"))
    assert states == {"waiting": "skipped", "moved_up": "sent"}


def test_a_place_given_back_before_the_mail_went_out_is_not_confirmed(
    excursion: Excursion, kim: User, mails: Mails
) -> None:
    registration = factories.registration(excursion, kim)
    actions.withdraw(registration, actor=kim)
    (mail,) = mails.to(kim)
    found = mailbox.calendar(mail)
    assert found
    assert found["method"] == "CANCEL"


def test_the_uid_stays_and_the_sequence_rises(
    excursion: Excursion, kim: User, alex: User, mails: Mails
) -> None:
    """Register, give back, register again, called off: one entry that comes and goes."""
    sent = []
    first = factories.registration(excursion, kim)
    sent.append(mails.one(kim))
    actions.withdraw(first, actor=kim)
    sent.append(mails.one(kim))
    factories.registration(excursion, kim)
    sent.append(mails.one(kim))
    actions.cancel(excursion, actor=alex, reason="Sturm")
    sent.append(mails.one(kim))
    files = [mailbox.calendar(mail) for mail in sent]
    events = [mailbox.event(file) for file in files if file]
    assert [file and file["method"] for file in files] == ["REQUEST", "CANCEL", "REQUEST", "CANCEL"]
    assert len({event["uid"] for event in events}) == 1
    assert [event["sequence"] for event in events] == [0, 1, 2, 3]


def test_the_sequence_also_rises_by_way_of_the_waitlist(
    excursion: Excursion, kim: User, mails: Mails
) -> None:
    actions.withdraw(factories.registration(excursion, kim), actor=kim)
    factories.fill(excursion)
    factories.waiting(excursion, kim)
    cancelled = mails.to(kim)[0]
    cancel_one_seat(excursion)
    invited = mails.one(kim)
    files = [mailbox.calendar(cancelled), mailbox.calendar(invited)]
    events = [mailbox.event(file) for file in files if file]
    assert events[0]["uid"] == events[1]["uid"]
    assert events[0]["sequence"] < events[1]["sequence"]


def test_who_only_ever_waited_gets_nothing_for_the_calendar(
    full: Excursion, kim: User, alex: User, mails: Mails
) -> None:
    """Also not on the second try, and not when it is called off: there is no entry to delete."""
    actions.withdraw(factories.waiting(full, kim), actor=kim)
    factories.waiting(full, kim)
    actions.cancel(full, actor=alex, reason="Sturm")
    got = mails.to(kim)
    assert got
    assert [mailbox.calendar(mail) for mail in got] == [None] * len(got)


def test_without_an_account_there_is_a_phone_number_instead_of_a_link(
    excursion: Excursion, alex: User, mails: Mails, mailoutbox: list[EmailMessage]
) -> None:
    factories.by_hand(excursion, alex, email="neu@stadt.example")
    mails.run_tasks()
    (mail,) = mailoutbox
    plain = mailbox.body(mail, "plain")
    assert "/anmeldungen/" not in plain + mailbox.body(mail, "html")
    assert "03641 49-1234" in plain


def test_without_a_mail_address_of_the_excursion_answers_go_to_the_team(
    kim: User, mails: Mails
) -> None:
    factories.registration(factories.excursion(contact_email=""), kim)
    assert mailbox.parse(mails.one(kim))["Reply-To"] == "exkursionen@stadt.example"
