"""Mails by organizers: who gets them, that they go out once, and what stops them."""

import pytest
from django.core.mail import EmailMessage

from accounts.models import MailChoice, User
from excursions import actions
from excursions.models import Announcement, Excursion, Message, Registration
from excursions.rules import Refused
from tests import factories, mailbox
from tests.conftest import RunTasks
from tests.excursions import letters
from tests.excursions.letters import draft

pytestmark = pytest.mark.django_db

Status, State = Registration.Status, Message.State
Audience = Announcement.Audience


def names(excursion: Excursion, *groups: str) -> list[str]:
    people = actions.audience(excursion, list(groups))
    return sorted(people.values_list("name", flat=True))


def refusal(announcement: Announcement, actor: User, expected: int = 1) -> str:
    with pytest.raises(Refused) as refused:
        actions.announce(announcement, actor=actor, expected=expected)
    return refused.value.refusal.code


@pytest.fixture
def people(excursion: Excursion, alex: User, kim: User) -> Excursion:
    return letters.people(excursion, alex, kim)


def test_each_group_has_its_people_and_no_group_is_nobody(people: Excursion) -> None:
    assert names(people) == []
    assert names(people, Audience.CONFIRMED) == ["Kim Beispiel"]
    assert names(people, Audience.WAITING) == ["Toni Nachbar"]
    assert names(people, Audience.ENDED) == ["Robin Klar"]
    assert names(people, Audience.ASKED) == names(people, Audience.CANCELLED) == []
    everybody = actions.members(people, [Audience.CONFIRMED, Audience.WAITING, Audience.ENDED])
    assert everybody.count() == 4  # with the one who has to be called


def test_the_answer_to_another_day_is_missing_as_long_as_nobody_gave_it(people: Excursion) -> None:
    kim = people.registrations.get(name="Kim Beispiel")
    assert names(people, Audience.ASKED) == []
    Registration.objects.filter(pk=kim.pk).update(agreed_day="2027-06-02")
    assert names(people, Audience.ASKED) == ["Kim Beispiel"]
    assert names(people, Audience.ASKED, Audience.CONFIRMED) == ["Kim Beispiel"]


def test_who_came_again_has_not_given_back_and_who_left_twice_is_one_person(
    people: Excursion,
) -> None:
    robin = User.objects.get(email="robin@stadt.example")
    again = factories.waiting(people, robin)
    assert names(people, Audience.ENDED) == []
    actions.withdraw(again, actor=robin)
    assert names(people, Audience.ENDED) == ["Robin Klar"]


def test_who_was_in_when_it_was_called_off_can_still_be_written_to(
    people: Excursion, alex: User
) -> None:
    actions.cancel(people, actor=alex, reason="Sturm")
    assert names(people, Audience.CONFIRMED, Audience.WAITING) == []
    assert names(people, Audience.CANCELLED) == ["Kim Beispiel", "Toni Nachbar"]


def test_who_does_not_want_news_gets_none(people: Excursion, kim: User) -> None:
    MailChoice.objects.create(email=kim.email, news=False)
    assert names(people, Audience.CONFIRMED) == []
    MailChoice.objects.update(news=True, reminders=False)
    assert names(people, Audience.CONFIRMED) == ["Kim Beispiel"]


def test_everybody_gets_one_mail_of_their_own(
    people: Excursion, alex: User, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    run_tasks()
    mailoutbox.clear()
    announcement = draft(people, Audience.CONFIRMED, Audience.WAITING)
    assert actions.announce(announcement, actor=alex, expected=2) == 2
    assert announcement.messages.queued().count() == 2
    run_tasks()
    assert sorted(mail.to for mail in mailoutbox) == sorted(
        [[one.address] for one in people.registrations.live() if one.address]
    )
    for mail in mailoutbox:
        parsed = mailbox.parse(mail)
        assert parsed["Subject"] == "Bitte feste Schuhe"
        assert parsed["Cc"] is parsed["Bcc"] is None
        assert parsed["Reply-To"] == people.contact_email
        assert "List-Unsubscribe" in parsed
    announcement.refresh_from_db()
    assert (announcement.author, announcement.is_draft) == (alex, False)


def test_what_was_written_is_text_and_never_a_header(
    people: Excursion, alex: User, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    run_tasks()
    mailoutbox.clear()
    text = "Erster <b>Absatz</b>.\n\nZweiter: https://stadt.example/plan"
    subject = "Hallo\r\nBcc: fremd@example.org"
    announcement = draft(people, Audience.CONFIRMED, subject=subject, text=text)
    actions.announce(announcement, actor=alex, expected=1)
    run_tasks()
    (mail,) = mailoutbox
    parsed = mailbox.parse(mail)
    assert (parsed["Subject"], parsed["Bcc"]) == ("Hallo Bcc: fremd@example.org", None)
    assert text in mailbox.body(mail, "plain").replace("\r\n", "\n")
    html = mailbox.body(mail, "html")
    assert "Erster &lt;b&gt;Absatz&lt;/b&gt;.</p>" in html
    assert 'href="https://stadt.example/plan"' in html


def test_what_is_not_true_any_more_at_its_turn_is_not_sent(
    people: Excursion, alex: User, kim: User, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    run_tasks()
    announcement = draft(people, Audience.CONFIRMED, Audience.WAITING, Audience.ENDED)
    actions.announce(announcement, actor=alex, expected=3)
    actions.withdraw(people.registrations.get(user=kim), actor=kim)  # is in another group now
    factories.waiting(people, User.objects.get(email="robin@stadt.example"))  # came again
    MailChoice.objects.create(email=kim.email, news=False)
    mailoutbox.clear()
    run_tasks()
    assert [mail.to for mail in mailoutbox if mail.subject == announcement.subject] == [
        [people.registrations.get(name="Toni Nachbar").address]
    ]
    assert announcement.messages.filter(state=State.SKIPPED).count() == 2


def test_sending_is_refused_when_it_is_not_what_the_button_said(
    people: Excursion, alex: User
) -> None:
    assert refusal(draft(people), alex, 0) == "nobody_chosen"
    assert refusal(draft(people, Audience.CANCELLED), alex, 0) == "nobody"
    assert refusal(draft(people, Audience.CONFIRMED), alex, 2) == "other_number"
    assert not Message.objects.filter(kind=Message.Kind.ANNOUNCEMENT).exists()


def test_sending_is_refused_when_the_draft_is_another_one_meanwhile(
    people: Excursion, alex: User
) -> None:
    announcement = draft(people, Audience.CONFIRMED)
    other = Announcement.objects.get(pk=announcement.pk)
    other.text = "Etwas anderes"
    actions.save_draft(other, actor=alex)
    assert refusal(announcement, alex) == "changed"
    actions.delete_draft(other)
    assert refusal(announcement, alex) == "deleted"


def test_what_was_sent_is_not_sent_changed_or_deleted_again(people: Excursion, alex: User) -> None:
    announcement = draft(people, Audience.CONFIRMED)
    actions.announce(announcement, actor=alex, expected=1)
    assert refusal(announcement, alex) == "sent"
    with pytest.raises(Refused, match="sent"):
        actions.save_draft(announcement, actor=alex)
    with pytest.raises(Refused, match="sent"):
        actions.delete_draft(announcement)
    assert announcement.messages.count() == 1


def test_the_rest_can_be_stopped(
    people: Excursion, alex: User, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    run_tasks()
    mailoutbox.clear()
    announcement = draft(people, Audience.CONFIRMED, Audience.WAITING)
    actions.announce(announcement, actor=alex, expected=2)
    assert actions.stop(announcement) == 2
    assert actions.stop(announcement) == 0
    run_tasks()
    assert mailoutbox == []
    assert set(announcement.messages.values_list("state", flat=True)) == {State.SKIPPED}


def test_a_copy_has_the_words_and_nobody_yet(people: Excursion, alex: User) -> None:
    announcement = draft(people, Audience.CONFIRMED)
    copy = actions.copy_draft(announcement, actor=alex)
    assert (copy.subject, copy.text) == (announcement.subject, announcement.text)
    assert (copy.audience, copy.is_draft, copy.author) == ([], True, alex)
