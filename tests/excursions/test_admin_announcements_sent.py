"""Messages to participants in the administration: previewed, sent, followed."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.mail import EmailMessage

from accounts.models import MailChoice, User
from excursions import actions
from excursions.models import Announcement, Excursion, Message, Registration
from tests import factories
from tests.conftest import Client, RunTasks
from tests.excursions import letters
from tests.excursions.letters import add_url, list_url, press, text, typed, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(excursion: Excursion, alex: User, kim: User) -> Excursion:
    return letters.people(excursion, alex, kim)


@pytest.fixture
def draft(people: Excursion, alex: User) -> Announcement:
    return letters.draft(people, "confirmed", author=alex)


@pytest.fixture
def sent(people: Excursion, alex: User) -> Announcement:
    announcement = letters.draft(people, "confirmed", "waiting")
    actions.announce(announcement, actor=alex, expected=2)
    announcement.refresh_from_db()
    return announcement


def test_the_preview_shows_each_person_their_own_mail_and_stores_nothing(
    as_alex: Client, alex: User, people: Excursion
) -> None:
    page = as_alex.post(
        add_url(people), typed(audience=["waiting", "confirmed"], preview="1"), follow=True
    )
    first = text(page)
    assert "Person 1 von 2: Kim Beispiel" in first
    assert "Hallo Kim Beispiel," in first or "Guten Tag Kim Beispiel," in first
    assert "kim@stadt.example" in first
    assert "An 2 Personen senden" in first
    assert "1 Person ist ohne Adresse: bitte anrufen" in first
    draft = Announcement.objects.get()
    second = text(as_alex.get(url(draft, "preview") + "?nr=2"))
    assert "Person 2 von 2: Toni Nachbar" in second
    assert "kim@stadt.example" not in second
    for nonsense in ("0", "99", "-1", "x", "²", "9" * 5000):
        assert as_alex.get(url(draft, "preview"), {"nr": nonsense}).status_code == 200
    assert not MailChoice.objects.exists()
    assert not draft.messages.exists()


def test_the_html_version_may_do_nothing_but_look_like_itself(
    as_alex: Client, draft: Announcement
) -> None:
    page = as_alex.get(url(draft, "html"))
    policy = page["Content-Security-Policy"]
    assert policy == (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; sandbox"
    )
    assert "Der Weg ist nass." in text(page)
    assert "no-store" in page["Cache-Control"]
    Announcement.objects.update(audience=[])
    assert as_alex.get(url(draft, "html")).status_code == 404


def test_who_said_no_to_news_is_counted_and_gets_nothing(
    as_alex: Client, kim: User, draft: Announcement
) -> None:
    MailChoice.objects.create(email=kim.email, news=False)
    page = text(as_alex.get(url(draft, "preview")))
    assert "1 Person hat solche Nachrichten abbestellt." in page
    assert "Niemand bekommt diese Nachricht" in page
    assert "kim@stadt.example" not in page
    assert "senden</button>" not in page
    assert "Niemand würde diese Nachricht bekommen." in press(as_alex, draft, 0)


def test_sending_says_to_how_many_and_stands_in_the_history(
    as_alex: Client, alex: User, draft: Announcement, run_tasks: RunTasks
) -> None:
    assert "An 1 Person senden" in text(as_alex.get(url(draft, "preview")))
    page = press(as_alex, draft)
    assert "Die Nachricht geht jetzt an 1 Person." in page
    assert "1 wartet" in page
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (alex, str(draft.excursion_id))
    assert entry.change_message == "Nachricht „Bitte feste Schuhe“: An 1 Person gesendet"
    run_tasks()
    assert "1 gesendet" in text(as_alex.get(url(draft)))
    listed = text(as_alex.get(list_url(draft.excursion)))
    assert "1 gesendet" in listed
    assert "Alex Yıldız" in listed


def test_a_double_press_sends_once(as_alex: Client, draft: Announcement) -> None:
    press(as_alex, draft)
    assert "Diese Nachricht ist schon gesendet." in press(as_alex, draft)
    assert draft.messages.count() == 1
    assert LogEntry.objects.count() == 1


def test_another_number_than_on_the_button_is_shown_first(
    as_alex: Client, draft: Announcement
) -> None:
    factories.crowd(draft.excursion, seated=3)
    page = press(as_alex, draft)
    assert "Inzwischen sind es 4 Personen, nicht 1." in page
    assert "An 4 Personen senden" in page
    assert not draft.messages.exists()


def test_a_draft_that_changed_since_the_preview_is_shown_first(
    as_alex: Client, alex: User, draft: Announcement
) -> None:
    old = Announcement.objects.get()
    draft.text = "Nun ist er trocken."
    actions.save_draft(draft, actor=alex)
    page = press(as_alex, old)
    assert "Inzwischen hat jemand diesen Entwurf geändert." in page
    assert "Nun ist er trocken." in page
    assert not draft.messages.exists()


@pytest.mark.parametrize("data", [{}, {"expected": "x"}, {"expected": "9" * 5000, "seen": "x"}])
def test_a_press_that_says_nothing_sends_nothing(
    as_alex: Client, draft: Announcement, data: dict[str, str]
) -> None:
    assert as_alex.post(url(draft, "send"), data).status_code == 200
    Announcement.objects.update(audience=[])
    page = text(as_alex.post(url(draft, "send"), data))
    assert "Bitte wählen Sie, wer die Nachricht bekommt." in page
    assert not draft.messages.exists()


def test_what_was_sent_cannot_be_changed_or_deleted(as_alex: Client, sent: Announcement) -> None:
    assert "<textarea" not in text(as_alex.get(url(sent)))
    page = as_alex.post(url(sent), typed(sent, text="Anders"), follow=True)
    assert "Diese Nachricht ist schon gesendet." in text(page)
    page = as_alex.post(url(sent, "delete"))
    assert "Diese Nachricht ist gesendet: Sie bleibt erhalten." in text(page)
    sent.refresh_from_db()
    assert sent.text == "Der Weg ist nass."


def test_who_was_not_reached_is_named_with_a_number_to_call(
    as_alex: Client, sent: Announcement
) -> None:
    Registration.objects.filter(name="Kim Beispiel").update(phone="03641 55")
    failed = sent.messages.filter(registration__name="Kim Beispiel")
    failed.update(state=Message.State.UNDELIVERABLE, address="kim@stadt.example")
    page = text(as_alex.get(url(sent)))
    assert "1 unzustellbar, 1 wartet" in page
    assert "Nicht angekommen: bitte anrufen" in page
    assert "tel:+49364155" in page
    assert "1 Person ist ohne Adresse: bitte anrufen" in page


def test_the_rest_is_stopped_by_one_press(
    as_alex: Client, sent: Announcement, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    assert "Rest nicht mehr senden" in text(as_alex.get(url(sent)))
    assert as_alex.get(url(sent, "stop")).status_code == 302
    assert sent.messages.queued().count() == 2
    page = text(as_alex.post(url(sent, "stop"), follow=True))
    assert "2 Mails werden nicht mehr gesendet." in page
    assert "2 nicht gesendet" in page
    assert "Rest nicht mehr senden" not in page
    assert "2 Mails werden nicht mehr gesendet." in LogEntry.objects.get().change_message
    run_tasks()
    assert sent.subject not in [mail.subject for mail in mailoutbox]
    assert "Es wartet nichts mehr." in text(as_alex.post(url(sent, "stop"), follow=True))
    assert LogEntry.objects.count() == 1


def test_a_page_names_no_more_than_twenty_people(as_alex: Client, draft: Announcement) -> None:
    Registration.objects.bulk_create(
        Registration(excursion=draft.excursion, name=f"Ohne Adresse {n}", status="confirmed")
        for n in range(24)
    )
    page = text(as_alex.get(url(draft, "preview")))
    assert "25 Personen sind ohne Adresse: bitte anrufen" in page
    assert page.count("Ohne Adresse") == 19
    assert "und 5 weitere" in page
