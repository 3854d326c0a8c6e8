"""A new address for the own account: named, proven by a code, and the old one is left behind."""

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.urls import reverse

from accounts import addresses, mail_choice, tasks
from accounts.mail_choice import Choice
from accounts.models import MailChoice, User
from excursions.models import Excursion
from jobs.delivery import Answer, Delivery, Outcome
from tests import factories, mailbox
from tests.accounts import login
from tests.accounts.address import NEW, OLD, address, ask, confirm, text
from tests.accounts.login import Codes, user_of
from tests.conftest import Client, RunTasks, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rate_limits")]


def test_the_code_from_the_new_mailbox_changes_the_address(
    kim: User, as_kim: Client, codes: Codes
) -> None:
    User.objects.update(mail_fails_since=factories.NOW)
    answer = ask(as_kim, " Kim.Neu@KIJ.example ")
    assert f"Wir haben einen Code an {NEW} geschickt" in text(as_kim.get(answer.url))
    (code,) = codes()
    assert address(kim) == OLD
    answer = confirm(as_kim, f" {code[:3]} {code[3:]} ", follow=True)
    assert f"Ab jetzt schreiben wir an {NEW}" in text(answer)
    assert (address(kim), kim.mail_fails_since) == (NEW, None)


def test_both_mailboxes_get_a_mail_that_says_little(
    kim: User, as_kim: Client, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    ask(as_kim)
    run_tasks()
    (mail,) = mailoutbox
    assert mail.to == [NEW]
    assert mail.subject == "Ihr Code für die neue Adresse (15 Minuten gültig)"
    assert OLD not in mailbox.body(mail, "plain") + mailbox.body(mail, "html")
    confirm(as_kim, login.CODE.findall(mailbox.body(mail, "plain"))[0])
    run_tasks()
    told = mailoutbox[-1]
    assert (told.to, told.subject) == ([OLD], "Ihr Konto hat eine neue Adresse")
    assert "k…@kij.example" in mailbox.body(told, "plain")
    assert NEW not in mailbox.body(told, "plain") + mailbox.body(told, "html")
    assert "03641 49-0" in mailbox.body(told, "plain")


def test_a_mailbox_that_was_not_reached_is_told_nonetheless(
    kim: User, as_kim: Client, codes: Codes, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    User.objects.update(mail_fails_since=factories.NOW)
    ask(as_kim)
    (code,) = codes()
    mailoutbox.clear()
    confirm(as_kim, code)
    run_tasks()
    assert [mail.to for mail in mailoutbox] == [[OLD]]


@pytest.mark.parametrize("answer", [Answer.REFUSED, Answer.UNKNOWN_ADDRESS, Answer.LATER])
def test_a_former_mailbox_that_is_closed_is_no_matter_one_that_is_full_is_tried_again(
    answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Delivery, "hand_over", lambda *_: Outcome(answer, "450 later"))
    if answer is Answer.LATER:
        with pytest.raises(OSError, match="450 later"):
            tasks.tell_former_address.call(OLD, NEW)
    else:
        assert not tasks.tell_former_address.call(OLD, NEW)


def test_registrations_stay_with_the_person(
    kim: User, as_kim: Client, excursion: Excursion, codes: Codes
) -> None:
    registration = factories.registration(excursion, kim)
    ask(as_kim)
    codes()
    ask(as_kim)
    confirm(as_kim, codes()[-1])
    registration.refresh_from_db()
    assert registration.user == kim
    assert excursion.title in text(as_kim.get(reverse("excursions:mine")))


def test_from_then_on_only_the_new_mailbox_logs_in(
    kim: User, client: Client, as_kim: Client, codes: Codes
) -> None:
    login.ask(client, OLD)
    login.confirm(client, codes()[0])
    assert user_of(client) == str(kim.pk)
    ask(as_kim)
    confirm(as_kim, codes()[0])
    codes()
    for email, gets_in in ((OLD, False), (NEW, True)):
        visitor = Client()
        login.ask(visitor, email)
        login.confirm(visitor, codes()[-1])
        assert (user_of(visitor) == str(kim.pk)) is gets_in, email
    assert not EmailAddress.objects.filter(email=OLD, user=kim).exists()


def test_a_code_to_log_in_that_went_to_the_old_mailbox_is_of_no_use_afterwards(
    kim: User, client: Client, codes: Codes
) -> None:
    login.ask(client, OLD)
    (code,) = codes()
    addresses.change(kim, NEW)
    answer = login.confirm(client, code)
    assert user_of(client) == ""
    assert "Dieser Code gilt nicht mehr" in text(client.get(answer.url))


def test_all_other_sessions_end_and_this_one_gets_a_new_key(
    kim: User, as_kim: Client, codes: Codes
) -> None:
    elsewhere = logged_in(kim)
    ask(as_kim)
    before = as_kim.session.session_key
    confirm(as_kim, codes()[0])
    assert as_kim.session.session_key != before
    assert as_kim.get(reverse("account_own")).status_code == 200
    assert elsewhere.get(reverse("account_own")).status_code == 302


@pytest.mark.parametrize("email", ["toni@kij.example", "TONI@kij.example"])
def test_a_taken_address_looks_like_a_free_one_but_gets_no_code(
    email: str, kim: User, as_kim: Client, toni: User, codes: Codes
) -> None:
    answer = ask(as_kim, email)
    assert answer.url == reverse("account_confirm_address")
    assert "Wir haben einen Code an toni@kij.example geschickt" in text(as_kim.get(answer.url))
    assert codes() == []
    confirm(as_kim, "123456")
    assert address(kim) == OLD


def test_an_account_that_nobody_ever_used_does_not_block_its_address(
    kim: User, client: Client, as_kim: Client, codes: Codes
) -> None:
    """Somebody may well try to log in with the new address first."""
    login.ask(client, NEW)
    (to_log_in,) = codes()
    ask(as_kim)
    (code,) = codes()
    confirm(as_kim, code)
    assert address(kim) == NEW
    assert login.confirm(client, to_log_in).status_code == 302
    assert user_of(client) == ""


def test_an_address_that_was_taken_meanwhile_says_so(
    kim: User, as_kim: Client, codes: Codes
) -> None:
    ask(as_kim)
    (code,) = codes()
    factories.user(NEW, name="Kim Anders")
    answer = confirm(as_kim, code, follow=True)
    assert "Diese Adresse gehört zu einem anderen Konto" in text(answer)
    assert address(kim) == OLD
    assert as_kim.get(reverse("account_own")).status_code == 200


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("", "Bitte geben Sie Ihre E-Mail-Adresse ein."),
        ("kim@", "Bitte prüfen Sie die E-Mail-Adresse."),
        ("kim@gmail.example", "eine Adresse der Stadt oder eines Eigenbetriebs"),
        ("kim@stadt.example.evil.example", "eine Adresse der Stadt oder eines Eigenbetriebs"),
        ("KIM@stadt.example", "Das ist schon Ihre Adresse."),
    ],
)
def test_an_address_that_will_not_do_is_refused_with_a_reason(
    email: str, said: str, as_kim: Client, codes: Codes
) -> None:
    answer = ask(as_kim, email)
    assert answer.status_code == 200
    assert text(answer).count(said) == 2
    assert "<title> Fehler:" in text(answer)
    assert codes() == []


def test_going_back_and_looking_changes_nothing(kim: User, as_kim: Client, codes: Codes) -> None:
    ask(as_kim)
    (code,) = codes()
    for name in ("account_change_address", "account_confirm_address"):
        assert as_kim.get(reverse(name), {"code": code, "email": NEW}).status_code == 200
    assert address(kim) == OLD
    confirm(as_kim, code)
    for again in (confirm(as_kim, code), as_kim.get(reverse("account_confirm_address"))):
        assert again.headers["Location"] == reverse("account_change_address")
    assert address(kim) == NEW


def test_what_one_did_not_want_stays_unwanted_at_the_new_address(kim: User) -> None:
    mail_choice.choose(OLD, reminders=False, news=True)
    link = mail_choice.token(OLD)
    addresses.change(kim, NEW)
    assert not mail_choice.wants(NEW, Choice.REMINDERS)
    assert mail_choice.token(NEW) == link
    mail_choice.choose(OLD, reminders=True, news=False)  # of somebody else, by now
    addresses.change(kim, OLD)
    assert not any(mail_choice.wants(OLD, choice) for choice in Choice)
    assert MailChoice.objects.count() == 1


def test_an_address_is_shown_by_its_first_letter() -> None:
    assert addresses.shortened("kim.beispiel@stadt.example") == "k…@stadt.example"
