"""Saving a change that people would notice: a page asks first, and the press decides."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from accounts.models import User
from excursions import actions
from excursions.models import Change, Excursion, Message
from tests import factories
from tests.conftest import Client, RunTasks, logged_in
from tests.excursions import editor
from tests.excursions.editor import errors, row, save

pytestmark = pytest.mark.django_db
MOVED: dict[str, Any] = {"meeting_point": "Am Markt"}
WHY = "Bitte sagen Sie kurz, warum niemand informiert wird."


def shown(response: Any) -> str:
    """The page that asks."""
    assert "found" in response.context, errors(response)
    html: str = response.content.decode()
    return html


def queued() -> Any:
    return Message.objects.queued().filter(kind="changed")


def page(client: Client, excursion: Excursion) -> str:
    return client.get(editor.url(excursion)).content.decode()


def test_what_people_would_notice_is_shown_first_and_nothing_is_done(
    as_alex: Client, full: Excursion
) -> None:
    waiting = factories.waiting(full)
    before = Message.objects.count()
    html = shown(save(as_alex, full, meeting_point="Am <Markt>", capacity="3"))
    assert "Ziegesarstraße 9, vor dem Eingang" in html
    assert "Am &lt;Markt&gt;" in html
    assert "3 Personen bekommen eine E-Mail: 3 dabei." in html
    assert ">Speichern und 3 Personen informieren</button>" in html
    full.refresh_from_db()
    waiting.refresh_from_db()
    assert (full.version, full.calendar_sequence, full.capacity) == (1, 0, 2)
    assert waiting.is_waiting
    assert Message.objects.count() == before
    assert not Change.objects.exists()
    assert not LogEntry.objects.exists()
    assert 'role="status"' not in page(as_alex, full)


def test_with_one_press_people_are_told_and_the_history_says_so(
    as_alex: Client, full: Excursion, alex: User
) -> None:
    assert save(as_alex, full, **MOVED, decision="tell").status_code == 302
    change = Change.objects.get()
    assert (change.version, change.actor, change.is_told) == (2, alex, True)
    assert queued().count() == 2
    html = page(as_alex, full)
    assert "Gespeichert. 2 Personen bekommen in etwa 15 Minuten eine E-Mail." in html
    assert "Noch etwas geändert? Bis dahin wird alles zu einer Nachricht." in html
    entry = LogEntry.objects.get().get_change_message()
    assert entry.endswith("→ Am Markt. 2 Personen informiert.")


def test_shortly_before_the_start_the_mail_goes_out_at_once(
    alex: User, full: Excursion, clock: Any
) -> None:
    clock.move_to(factories.berlin("2027-06-09 11:00"))
    as_alex = logged_in(alex)
    html = shown(save(as_alex, full, **MOVED))
    assert "Die E-Mail geht gleich hinaus, denn die Exkursion beginnt bald." in html
    save(as_alex, full, **MOVED, decision="tell")
    text = page(as_alex, full)
    assert "Gespeichert. 2 Personen bekommen gleich eine E-Mail." in text
    assert "Bis dahin" not in text


def test_nobody_is_told_when_a_reason_says_why(as_alex: Client, full: Excursion) -> None:
    save(as_alex, full, **MOVED, decision="quiet", reason=" Tippfehler ")
    assert not queued().exists()
    change = Change.objects.get()
    assert (change.is_told, change.reason) == (False, "Tippfehler")
    assert "Gespeichert. Niemand wird informiert." in page(as_alex, full)
    assert LogEntry.objects.get().get_change_message().endswith("Niemand informiert: Tippfehler")


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_the_page_says_so_at_its_place(
    as_alex: Client, full: Excursion, reason: str
) -> None:
    html = shown(save(as_alex, full, **MOVED, decision="quiet", reason=reason))
    assert "<title>Fehler: " in html
    assert 'href="#id_reason"' in html
    assert html.count(WHY) == 2
    full.refresh_from_db()
    assert full.version == 1
    assert not Change.objects.exists()


def test_back_shows_everything_as_it_was_typed_and_saves_nothing(
    as_alex: Client, full: Excursion
) -> None:
    one, two = factories.stop(full), factories.stop(full)
    rows = [row(one, arrives="13:05", note="„Tür“ & <Tor>"), row(two)]
    typed = editor.data(full, stops=rows, **MOVED, lead="Zwei\r\nZeilen", title="Neu")
    asking = as_alex.post(editor.url(full), typed)
    sent = dict(asking.context["typed"])
    (alone,) = typed.pop("team")
    assert sent == {name: str(value) for name, value in (typed | {"team": alone}).items()}
    response = as_alex.post(editor.url(full), sent | {"decision": "back", "reason": "Klein"})
    html = response.content.decode()
    assert errors(response) == {}
    assert "Noch ist nichts gespeichert. Ihre Angaben stehen noch hier." in html
    assert "<title>Fehler: " not in html
    assert 'name="reason" value="Klein"' in html
    form, first = response.context["adminform"].form, response.context["stops"].in_order()[0]
    assert [form[name].value() for name in ("title", "meeting_point", "lead")] == [
        "Neu", "Am Markt", "Zwei\r\nZeilen",
    ]  # fmt: skip
    assert (first["arrives"].value(), first["note"].value()) == ("13:05", "„Tür“ & <Tor>")
    full.refresh_from_db()
    assert (full.version, full.title) == (1, "Smartes Jena erleben")
    again = shown(as_alex.post(editor.url(full), sent | {"reason": "Klein"}))
    assert ">\nKlein</textarea>" in again


def test_who_saved_meanwhile_is_shown_before_anything_is_decided(
    as_alex: Client, full: Excursion
) -> None:
    typed = editor.data(full, **MOVED)
    shown(as_alex.post(editor.url(full), typed))
    save(as_alex, full, title="Von jemand anderem")
    response = as_alex.post(editor.url(full), typed | {"decision": "tell"})
    assert "hat am Mi, 12. Mai um 9:00 Uhr gespeichert." in errors(response)["__all__"][0]
    assert not Change.objects.exists()
    shown(as_alex.post(editor.url(full), typed | {"seen_version": "2"}))


def test_mistakes_come_before_the_question(as_alex: Client, full: Excursion) -> None:
    for decision in ("", "tell", "back"):
        response = save(as_alex, full, **MOVED, title="", decision=decision)
        assert errors(response).keys() == {"title"}
        assert "Noch ist nichts gespeichert" not in response.content.decode()
    assert not Change.objects.exists()


def test_who_registered_meanwhile_is_told_as_well(as_alex: Client) -> None:
    excursion = factories.excursion(capacity=3)
    factories.registration(excursion)
    assert "1 Person informieren" in shown(save(as_alex, excursion, **MOVED))
    factories.registration(excursion)
    save(as_alex, excursion, **MOVED, decision="tell")
    assert "2 Personen bekommen" in page(as_alex, excursion)


def test_a_text_is_saved_without_a_question(as_alex: Client, full: Excursion) -> None:
    save(as_alex, full, title="Ein anderer Titel", bring="Regenjacke", capacity="3")
    assert "Gespeichert.</p>" in page(as_alex, full)
    assert not Change.objects.exists()


def test_where_nobody_registered_nothing_is_asked_and_the_change_is_noted(
    as_alex: Client, excursion: Excursion
) -> None:
    save(as_alex, excursion, **MOVED)
    assert "Gespeichert.</p>" in page(as_alex, excursion)
    assert Change.objects.get().is_told
    assert "informiert" not in LogEntry.objects.get().get_change_message()


def test_a_draft_is_saved_without_a_question(as_alex: Client, alex: User) -> None:
    draft = factories.excursion(status="draft")
    factories.by_hand(draft, alex, email="anruf@privat.example")
    assert save(as_alex, draft, **MOVED).status_code == 302
    assert not Change.objects.exists()


def test_what_is_over_or_called_off_is_corrected_without_telling_anybody(
    full: Excursion, alex: User, clock: Any
) -> None:
    called_off = factories.excursion()
    factories.registration(called_off)
    actions.cancel(called_off, actor=alex, reason="Sturm")
    called_off.refresh_from_db()
    clock.move_to(factories.berlin("2027-06-10 09:00"))
    as_alex = logged_in(alex)
    for excursion in (full, called_off):
        assert save(as_alex, excursion, **MOVED).status_code == 302
    assert Change.objects.count() == 2
    assert not queued().exists()


def test_several_savings_become_one_message(
    as_alex: Client, full: Excursion, clock: Any, run_tasks: RunTasks, mailoutbox: list[Any]
) -> None:
    run_tasks()
    mailoutbox.clear()
    save(as_alex, full, **MOVED, decision="tell")
    clock.move_to(factories.berlin("2027-05-12 09:05"))
    full.refresh_from_db()
    html = shown(save(as_alex, full, ends_at="2027-06-09T17:30"))
    assert "Für 2 Personen wartet schon eine E-Mail über eine frühere Änderung." in html
    assert "Sie geht in etwa 10 Minuten hinaus und nennt alles zusammen" in html
    save(as_alex, full, ends_at="2027-06-09T17:30", decision="quiet", reason="Steht schon dabei")
    assert "Die E-Mail, die schon wartet, nennt auch diese Änderung." in page(as_alex, full)
    clock.move_to(factories.berlin("2027-05-12 09:16"))
    run_tasks()
    assert len(mailoutbox) == 2


def test_who_was_told_exactly_this_before_gets_no_mail(as_alex: Client, full: Excursion) -> None:
    old = full.meeting_point
    save(as_alex, full, **MOVED, decision="quiet", reason="Vertan")
    full.refresh_from_db()
    html = shown(save(as_alex, full, meeting_point=old))
    assert "Niemand bekommt eine E-Mail." in html
    assert "2 Personen wissen es schon genau so und bekommen keine E-Mail." in html
    assert 'value="quiet"' not in html
    assert save(as_alex, full, meeting_point=old, decision="tell").status_code == 302
    assert "Gespeichert. Niemand bekommt eine E-Mail." in page(as_alex, full)


def test_who_may_not_see_the_participants_reads_numbers_only(full: Excursion, alex: User) -> None:
    person = User.objects.filter(registrations__excursion=full).earliest("pk")
    User.objects.filter(pk=person.pk).update(mail_fails_since=factories.NOW)
    guest = factories.user(is_staff=True)
    guest.team_of.add(full)
    guest.user_permissions.set(
        Permission.objects.filter(codename__in=["change_excursion", "change_stop", "add_stop"])
    )
    html = shown(save(logged_in(guest), full, **MOVED))
    assert "1 Person ist per E-Mail nicht erreichbar: bitte anrufen" in html
    assert "Robin Muster" not in html
    assert "Robin Muster" in shown(save(logged_in(alex), full, **MOVED))


def test_nobody_else_decides(as_kim: Client, client: Client, full: Excursion) -> None:
    typed = editor.data(full, **MOVED) | {"decision": "tell"}
    for somebody in (as_kim, client):
        somebody.post(editor.url(full), typed)
    full.refresh_from_db()
    assert full.version == 1
    assert not Change.objects.exists()
