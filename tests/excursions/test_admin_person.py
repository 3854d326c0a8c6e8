"""One person in the administration: what was sent, what happened, what helps."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.mail import EmailMessage
from django.urls import reverse
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions
from excursions.models import Event, Excursion, Message, Registration
from tests import factories
from tests.conftest import Client, RunTasks, logged_in
from tests.excursions.outcome import became, move

pytestmark = pytest.mark.django_db

PRESSES = ("send_again", "accept_new_day", "note_call", "report_bounce", "correct_address")


def url(registration: Registration, page: str = "person") -> str:
    pks = [registration.excursion_id, registration.pk]
    return reverse(f"admin:excursions_excursion_{page}", args=pks)


def see(client: Client, registration: Registration) -> str:
    return client.get(url(registration)).content.decode()


def press(client: Client, registration: Registration, page: str, **typed: str) -> str:
    return client.post(url(registration, page), typed, follow=True).content.decode()


@pytest.fixture
def seat(excursion: Excursion, kim: User) -> Registration:
    """Kim's, with the confirmation on its way."""
    return factories.registration(excursion, kim, phone="03641 55")


def test_who_it_is_and_how_to_reach_them(as_alex: Client, seat: Registration) -> None:
    response = as_alex.get(url(seat))
    assert "no-store" in response["Cache-Control"]
    html = response.content.decode()
    for text in (
        ">Kim Beispiel</h1>",
        "Dabei",
        "Mi, 12. Mai, 9:00 Uhr",
        "Fachdienst Mobilität",
        'href="tel:+49364155"',
        'href="mailto:kim@stadt.example"',
        "wartet auf Versand",
    ):
        assert text in html
    assert "Bitte anrufen" not in html
    assert "Passt der neue Termin?" not in html


def test_the_history_names_changes_and_messages_the_latest_first(
    as_alex: Client, alex: User, seat: Registration, clock: Any
) -> None:
    became(seat, "failed", tries=9, error="451 <later>")
    clock.shift(60)
    actions.withdraw(seat, actor=alex, reason="Krank", by_organizer=True)
    became(seat, "queued", tries=2, due_at=factories.NOW + timedelta(minutes=30))
    response = as_alex.get(url(seat))
    assert [(entry.what, entry.who, entry.state) for entry in response.context["entries"]] == [
        ("E-Mail: Platz zurückgegeben", "Alex Yıldız", "wartet auf Versand"),
        ("Zurückgegeben", "Alex Yıldız", ""),
        ("E-Mail: Bestätigung", "Kim Beispiel", "fehlgeschlagen"),
        ("Angemeldet", "Kim Beispiel", ""),
    ]
    html = response.content.decode()
    assert "An kim@stadt.example, bisher 2 Versuche, der nächste: Mi, 12. Mai, 9:30 Uhr" in html
    assert "Rückmeldung: 451 &lt;later&gt;" in html
    assert "Begründung: Krank" in html


def test_the_history_says_what_will_go_out_and_what_did_not_have_to(
    as_alex: Client, alex: User, seat: Registration
) -> None:
    became(seat, "sent")
    note = seat.excursion.announcements.create(
        audience=["confirmed"], subject="Feste Schuhe", text="Bitte.", author=alex
    )
    for kind, state, fields in (
        ("changed", "queued", {"due_at": factories.NOW + timedelta(minutes=15)}),
        ("reminder", "skipped", {"address": "alt@stadt.example"}),
        ("announcement", "queued", {"announcement": note}),
    ):
        Message.objects.create(registration=seat, kind=kind, state=state, **fields)
    html = see(as_alex, seat)
    for text in (
        "An kim@stadt.example, Mi, 12. Mai, 9:00 Uhr",
        "An kim@stadt.example, geht hinaus: Mi, 12. Mai, 9:15 Uhr",
        "überholt, nicht versandt",
        "An alt@stadt.example",
        "E-Mail: Vom Organisationsteam: Feste Schuhe",
        "von selbst",
    ):
        assert text in html


def test_sending_again_settles_what_waits(
    as_alex: Client,
    alex: User,
    seat: Registration,
    run_tasks: RunTasks,
    mailoutbox: list[EmailMessage],
) -> None:
    html = press(as_alex, seat, "send_again")
    assert "Die E-Mail an Kim Beispiel ist unterwegs." in html
    states = seat.messages.values_list("state", "actor__name")
    assert list(states) == [("skipped", "Kim Beispiel"), ("queued", "Alex Yıldız")]
    run_tasks()
    assert [mail.to for mail in mailoutbox] == [["kim@stadt.example"]]


def test_nothing_is_sent_again_without_an_address_or_afterwards(
    as_alex: Client, alex: User, excursion: Excursion, seat: Registration, clock: Any
) -> None:
    phoned = factories.by_hand(excursion, alex)
    assert "E-Mail erneut senden" not in see(as_alex, phoned)
    html = press(as_alex, phoned, "send_again")
    assert "Es gibt keine E-Mail-Adresse. Bitte rufen Sie an." in html
    assert not phoned.messages.exists()
    clock.move_to(excursion.ends_at)
    as_alex = logged_in(alex)
    assert "E-Mail erneut senden" not in see(as_alex, seat)
    assert "Diese Exkursion ist vorbei." in press(as_alex, seat, "send_again")
    assert seat.messages.count() == 1


def test_a_new_day_is_accepted_on_the_phone(
    as_alex: Client, alex: User, seat: Registration
) -> None:
    move(seat, reply_in=timedelta(days=3))
    html = see(as_alex, seat)
    assert "Ohne Antwort bis Samstag, 15. Mai 2027, 9:00 Uhr wird der Platz" in html
    html = press(as_alex, seat, "accept_new_day")
    assert "Kim Beispiel kommt am neuen Termin." in html
    assert "Passt der neue Termin?" not in html
    seat.refresh_from_db()
    assert (seat.reply_by, f"{seat.agreed_day}") == (None, "2027-06-09")
    assert seat.events.get(kind=Event.Kind.NEW_DAY_SUITS).actor == alex
    assert "Hier ist nichts mehr zu beantworten" in press(as_alex, seat, "accept_new_day")
    assert seat.events.count() == 2


def test_who_could_not_be_asked_has_no_deadline(as_alex: Client, seat: Registration) -> None:
    move(seat)
    assert "Die Frist beginnt mit der E-Mail." in see(as_alex, seat)
    became(seat, "undeliverable")
    assert "Es läuft keine Frist" in see(as_alex, seat)


def test_a_mail_that_came_back_is_reported(as_alex: Client, kim: User, seat: Registration) -> None:
    assert "Unzustellbar melden" not in see(as_alex, seat)
    became(seat, "sent")
    move(seat, reply_in=timedelta(days=1))
    assert "Unzustellbar melden" in see(as_alex, seat)
    html = press(as_alex, seat, "report_bounce")
    assert "Die E-Mail an Kim Beispiel kam nicht an." in html
    assert "Rückmeldung: Rückläufer, gemeldet vom Organisationsteam" in html
    assert "kommt dort seit Mi, 12. Mai nicht an" in html
    message = seat.messages.get()
    assert (message.state, message.sent_at) == ("undeliverable", None)
    seat.refresh_from_db()
    assert seat.reply_by is None  # not asked, so silence costs nothing
    assert "An diese Adresse ging keine E-Mail." in press(as_alex, seat, "report_bounce")


def test_who_was_reached_by_phone_need_not_be_called_until_the_next_message_is_lost(
    as_alex: Client, seat: Registration, clock: TimeMachineFixture
) -> None:
    became(seat, "undeliverable")
    assert "bitte anrufen" in as_alex.get(reverse("admin:index")).content.decode()
    clock.shift(60)
    assert "Notiert: Kim Beispiel weiß Bescheid." in press(as_alex, seat, "note_call")
    assert "bitte anrufen" not in as_alex.get(reverse("admin:index")).content.decode()
    clock.shift(60)
    Message.objects.create(registration=seat, kind="changed", state="undeliverable")
    assert "bitte anrufen" in as_alex.get(reverse("admin:index")).content.decode()


def test_what_came_back_from_a_former_address_says_nothing_about_the_present_one(
    as_alex: Client, kim: User, seat: Registration
) -> None:
    became(seat, "sent", address="alt@stadt.example")
    assert "Unzustellbar melden" not in see(as_alex, seat)
    press(as_alex, seat, "report_bounce")
    kim.refresh_from_db()
    assert kim.mail_fails_since is None


def test_looking_at_a_button_presses_nothing(as_alex: Client, seat: Registration) -> None:
    became(seat, "sent")
    for page in PRESSES[:3]:
        assert as_alex.get(url(seat, page)).status_code == 302
    assert as_alex.get(url(seat, "correct_address")).status_code == 200
    assert as_alex.post(url(seat)).status_code == 302
    assert (seat.messages.get().state, seat.events.count()) == ("sent", 1)


def test_who_may_only_look_finds_no_buttons(seat: Registration, as_kim: Client) -> None:
    became(seat, "sent")
    helper = factories.user(name="Schaut nur", is_staff=True)
    as_helper = logged_in(helper)
    assert as_helper.get(url(seat)).status_code == 403
    assert as_kim.get(url(seat), follow=True).status_code == 403
    helper.team_of.add(seat.excursion)
    rights = ["view_excursion", "view_registration"]
    helper.user_permissions.set(Permission.objects.filter(codename__in=rights))
    html = see(as_helper, seat)
    assert "Kim Beispiel" in html
    for words in ("erneut senden", "berichtigen", "zurückgeben", "Unzustellbar melden"):
        assert words not in html
    for page in PRESSES:
        assert as_helper.post(url(seat, page)).status_code == 403
    assert seat.messages.get().state == "sent"


def test_a_person_of_another_excursion_is_not_found(as_alex: Client, seat: Registration) -> None:
    other = factories.excursion()
    for page in ("person", *PRESSES):
        address = url(seat, page).replace(f"/{seat.excursion_id}/", f"/{other.pk}/", 1)
        method = as_alex.get if page == "person" else as_alex.post
        assert method(address).status_code == 404
    assert seat.messages.get().state == "queued"


def test_who_came_from_the_person_goes_back_there(as_alex: Client, seat: Registration) -> None:
    address = f"{url(seat, 'withdraw')}?from=person"
    assert address in see(as_alex, seat)
    assert f'href="{url(seat)}"' in as_alex.get(address).content.decode()
    assert as_alex.post(address, {"reason": ""})["Location"] == url(seat)


def test_the_length_of_the_history_does_not_change_the_number_of_statements(
    as_alex: Client, alex: User, seat: Registration, django_assert_num_queries: Any
) -> None:
    for _ in range(2):
        with django_assert_num_queries(12):
            see(as_alex, seat)
        actions.send_again(seat, actor=alex)
        actions.note_call(seat, actor=alex)
