"""Publish, close, reopen, copy, call off: a page asks, the press does it, the reason is said."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from accounts.models import User
from excursions import actions
from excursions.models import Excursion
from tests import factories
from tests.conftest import Client, logged_in
from tests.excursions import editor

pytestmark = pytest.mark.django_db
STEPS = ["publish", "close", "reopen", "copy", "cancel"]


def state(excursion: Excursion) -> str:
    excursion.refresh_from_db()
    return excursion.status


def press(client: Client, excursion: Excursion, step: str, **typed: str) -> str:
    """The page after the press: empty when it was done."""
    response = client.post(editor.url(excursion, step), typed)
    return "" if response.status_code == 302 else response.content.decode()


def test_a_draft_is_published_and_the_history_knows_who(as_alex: Client, alex: User) -> None:
    draft = factories.excursion(status="draft")
    factories.stop(draft)
    assert press(as_alex, draft, "publish") == ""
    assert state(draft) == "published"
    entry = LogEntry.objects.get()
    assert (entry.user, entry.get_change_message()) == (alex, "Veröffentlicht")


def test_an_incomplete_draft_says_what_is_missing_and_where(as_alex: Client) -> None:
    draft = factories.excursion(status="draft", contact_phone="")
    html = as_alex.get(editor.url(draft, "publish")).content.decode()
    assert f'href="{editor.url(draft)}#contact"' in html
    assert '<button class="button">' not in html
    assert "Fehler: " in press(as_alex, draft, "publish")
    assert state(draft) == "draft"


def test_saving_may_lead_on_to_publishing(as_alex: Client) -> None:
    draft = factories.excursion(status="draft")
    response = editor.save(as_alex, draft, _publish="1", title="Neu")
    assert response.url == editor.url(draft, "publish")
    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("Neu", "draft")


def test_registration_closes_and_opens_again_for_the_queue(
    as_alex: Client, full: Excursion, alex: User
) -> None:
    waiting = factories.waiting(full)
    assert press(as_alex, full, "close") == ""
    actions.withdraw(full.registrations.seated()[0], actor=alex, by_organizer=True)
    waiting.refresh_from_db()
    assert waiting.is_waiting
    assert press(as_alex, full, "reopen") == ""
    waiting.refresh_from_db()
    assert waiting.is_confirmed
    html = as_alex.get(editor.url(full)).content.decode()
    assert "1 Person ist nachgerückt und bekommt eine E-Mail." in html


def test_a_copy_is_a_draft_without_people(as_alex: Client, full: Excursion) -> None:
    response = as_alex.post(editor.url(full, "copy"))
    twin = Excursion.objects.exclude(pk=full.pk).get()
    assert response["Location"] == editor.url(twin)
    assert (twin.status, twin.registrations.count()) == ("draft", 0)


def test_calling_off_needs_a_reason(as_alex: Client, full: Excursion) -> None:
    html = press(as_alex, full, "cancel", reason="  ")
    assert "Bitte schreiben Sie, warum die Exkursion ausfällt." in html
    assert 'href="#id_reason"' in html
    assert state(full) == "published"


def test_calling_off_says_who_gets_a_mail_and_whom_to_call(
    as_alex: Client, excursion: Excursion, alex: User
) -> None:
    factories.registration(excursion)
    factories.by_hand(excursion, alex)
    html = as_alex.get(editor.url(excursion, "cancel")).content.decode()
    assert "1 Person bekommt eine E-Mail: 1 dabei." in html
    assert "1 Person ist per E-Mail nicht erreichbar: bitte anrufen" in html
    assert "<b>Anruf</b>" in html
    assert "keine Nummer bekannt" in html
    assert "Absagen und 1 Person informieren" in html
    assert press(as_alex, excursion, "cancel", reason="Sturm.") == ""
    assert state(excursion) == "cancelled"
    assert excursion.cancellation_reason == "Sturm."
    assert excursion.registrations.live().count() == 0


def test_who_may_not_see_the_participants_reads_how_many_have_to_be_called(
    excursion: Excursion, alex: User
) -> None:
    factories.by_hand(excursion, alex)
    guest = factories.user(is_staff=True)
    guest.team_of.add(excursion)
    guest.user_permissions.add(Permission.objects.get(codename="change_excursion"))
    html = logged_in(guest).get(editor.url(excursion, "cancel")).content.decode()
    assert "1 Person ist per E-Mail nicht erreichbar: bitte anrufen" in html
    assert "<b>Anruf</b>" not in html


@pytest.mark.parametrize("step", STEPS)
def test_looking_at_a_page_changes_nothing(
    as_alex: Client, excursion: Excursion, step: str
) -> None:
    assert as_alex.get(editor.url(excursion, step)).status_code == 200
    assert (state(excursion), excursion.version, Excursion.objects.count()) == ("published", 1, 1)
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    ("status", "step"),
    [
        ("published", "publish"),
        ("draft", "close"),
        ("published", "reopen"),
        ("cancelled", "cancel"),
    ],
)
def test_a_step_that_is_not_possible_says_so(as_alex: Client, status: str, step: str) -> None:
    excursion = factories.excursion(status=status, cancellation_reason="Sturm")
    html = press(as_alex, excursion, step, reason="Noch einmal")
    assert "<title>Fehler: " in html
    assert state(excursion) == status
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("step", STEPS)
def test_only_organizers_may(
    as_kim: Client, client: Client, excursion: Excursion, step: str
) -> None:
    assert as_kim.post(editor.url(excursion, step), follow=True).status_code == 403
    assert client.post(editor.url(excursion, step)).status_code == 401  # log in first
    assert state(excursion) == "published"
