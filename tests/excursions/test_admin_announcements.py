"""Messages to participants in the administration: written, listed, deleted; by whom."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from excursions import actions
from excursions.models import Announcement, Excursion, Message, Registration
from tests import factories
from tests.conftest import Client, logged_in
from tests.excursions import editor, letters
from tests.excursions.letters import PAGES, add_url, list_url, text, typed, url

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


def test_from_the_participants_one_comes_to_an_empty_list_that_explains_itself(
    as_alex: Client, excursion: Excursion
) -> None:
    assert list_url(excursion) in text(as_alex.get(editor.url(excursion, "people")))
    page = text(as_alex.get(list_url(excursion)))
    assert "Noch gibt es keine Nachricht." in page
    assert add_url(excursion) in page


def test_nobody_is_ticked_and_the_groups_say_how_many_they_are(
    as_alex: Client, people: Excursion
) -> None:
    page = as_alex.get(add_url(people))
    assert [label for _group, label in page.context["form"].fields["audience"].choices] == [
        "Dabei (2)",
        "Warteliste (1)",
        "Zurückgegeben (1)",
    ]
    assert " checked" not in text(page)
    Registration.objects.filter(name="Kim Beispiel").update(agreed_day="2027-06-02")
    assert "Antwort auf neuen Termin fehlt (1)" in text(as_alex.get(add_url(people)))


def test_a_draft_can_be_saved_for_nobody_yet_and_is_listed(
    as_alex: Client, alex: User, people: Excursion
) -> None:
    page = as_alex.post(add_url(people), typed(audience=[]), follow=True)
    assert "Der Entwurf ist gespeichert. Noch hat niemand etwas bekommen." in text(page)
    draft = Announcement.objects.get()
    assert (draft.audience, draft.author, draft.is_draft) == ([], alex, True)
    listed = text(as_alex.get(list_url(people)))
    assert "Bitte feste Schuhe" in listed
    assert "Noch niemand gewählt" in listed
    assert "Entwurf" in listed
    assert not Message.objects.filter(kind=Message.Kind.ANNOUNCEMENT).exists()


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(
    as_alex: Client, people: Excursion
) -> None:
    page = as_alex.post(add_url(people), typed(subject=" \r\n", audience=["waiting"], text="Hallo"))
    assert page.context["form"].errors == {"subject": ["Bitte schreiben Sie einen Betreff."]}
    assert "Hallo</textarea>" in text(page)
    assert 'value="waiting" id="id_audience_1" checked' in text(page).replace(' class="', "")
    sent = typed(audience=[], preview="1")
    page = as_alex.post(add_url(people), sent)
    assert page.context["form"].errors == {
        "audience": ["Bitte wählen Sie, wer die Nachricht bekommt."]
    }
    assert not Announcement.objects.exists()


@pytest.mark.parametrize("lines", ["Eins\r\nBcc: x@example.org", "Eins\nBcc: x@example.org"])
def test_a_subject_is_one_line_whatever_is_pasted(
    as_alex: Client, people: Excursion, lines: str
) -> None:
    as_alex.post(add_url(people), typed(subject=lines, text="a\r\n\r\nb"))
    draft = Announcement.objects.get()
    assert (draft.subject, draft.text) == ("Eins Bcc: x@example.org", "a\n\nb")


def test_a_long_text_is_counted_as_the_browser_counts_it(
    as_alex: Client, people: Excursion
) -> None:
    page = as_alex.post(add_url(people), typed(text="x\r\n" * 1999 + "xx"))
    assert page.status_code == 302
    page = as_alex.post(add_url(people), typed(text="x" * 4001))
    assert "text" in page.context["form"].errors


def test_a_group_nobody_knows_is_refused(as_alex: Client, people: Excursion) -> None:
    page = as_alex.post(add_url(people), typed(audience=["everybody"]))
    assert "audience" in page.context["form"].errors


def test_who_overwrites_a_colleague_is_asked_first(
    as_alex: Client, alex: User, draft: Announcement
) -> None:
    old = typed(draft, text="Von Alex")
    draft.text = "Von Toni"
    actions.save_draft(draft, actor=alex)
    page = as_alex.post(url(draft), old)
    assert "Inzwischen hat jemand diesen Entwurf geändert." in text(page)
    assert "Von Toni" in text(page)
    assert "Von Alex</textarea>" in text(page)
    again = old | {"seen": page.context["form"]["seen"].value()}
    assert as_alex.post(url(draft), again).status_code == 302
    draft.refresh_from_db()
    assert draft.text == "Von Alex"


def test_a_copy_is_a_draft_for_nobody_yet(as_alex: Client, sent: Announcement) -> None:
    assert as_alex.get(url(sent, "copy")).status_code == 302
    page = as_alex.post(url(sent, "copy"), follow=True)
    assert "Bitte wählen Sie, wer sie bekommt." in text(page)
    copy = Announcement.objects.get(sent_at=None)
    assert (copy.text, copy.audience) == (sent.text, [])


def test_deleting_a_draft_asks_first(as_alex: Client, draft: Announcement) -> None:
    page = text(as_alex.get(url(draft, "delete")))
    assert "Diesen Entwurf löschen?" in page
    assert Announcement.objects.exists()
    page = text(as_alex.post(url(draft, "delete"), follow=True))
    assert "Der Entwurf ist gelöscht." in page
    assert not Announcement.objects.exists()


def test_the_announcement_of_another_excursion_is_not_found(
    as_alex: Client, draft: Announcement
) -> None:
    other = factories.excursion()
    for page in PAGES:
        address = url(draft, page).replace(f"/{draft.excursion_id}/", f"/{other.pk}/", 1)
        assert as_alex.get(address).status_code == 404, page
        assert as_alex.post(address).status_code == 404, page
    assert as_alex.get(list_url(other)).context["rows"] == []


def test_who_may_only_look_writes_and_sends_nothing(draft: Announcement) -> None:
    viewer = factories.user("sieht@stadt.example", is_staff=True)
    viewer.user_permissions.set(
        Permission.objects.filter(codename__in=["view_excursion", "view_registration"])
    )
    viewer.team_of.add(draft.excursion)
    client = logged_in(viewer)
    page = text(client.get(url(draft)))
    assert "Der Weg ist nass." in page
    assert "<form" not in page.split("<main")[1]
    assert "An 1 Person senden" not in text(client.get(url(draft, "preview")))
    assert client.get(url(draft, "html")).status_code == 200
    assert "Nachricht schreiben" not in text(client.get(list_url(draft.excursion)))
    assert client.get(add_url(draft.excursion)).status_code == 403
    for page in ("", "send", "stop", "copy", "delete"):
        assert client.post(url(draft, page)).status_code == 403, page
    assert Announcement.objects.get().is_draft


def test_everybody_else_sees_nothing_of_it(as_kim: Client, draft: Announcement) -> None:
    nobody = logged_in(factories.user("leer@stadt.example", is_staff=True))
    for page in PAGES:
        assert as_kim.get(url(draft, page)).status_code == 302
        assert nobody.get(url(draft, page)).status_code == 403
    assert nobody.get(list_url(draft.excursion)).status_code == 403


def test_looking_changes_nothing(as_alex: Client, draft: Announcement) -> None:
    for page in PAGES:
        as_alex.get(url(draft, page))
    assert Announcement.objects.get().changed_at == draft.changed_at
    assert not draft.messages.exists()


def test_the_number_of_people_does_not_change_the_number_of_statements(
    as_alex: Client, alex: User, excursion: Excursion, django_assert_num_queries: Any
) -> None:
    for n in (1, 2):  # then 3 people, and 2 of each kind of message
        factories.crowd(excursion, seated=n)
        draft = letters.draft(excursion, "confirmed", author=alex)
        sent = letters.draft(excursion, "confirmed")
        actions.announce(sent, actor=alex, expected=2 * n - 1)
        sent.messages.update(state=Message.State.FAILED)
        for address, expected in (
            (list_url(excursion), 7),
            (url(sent), 11),
            (url(draft), 11),
            (url(draft, "preview"), 12),
        ):
            with django_assert_num_queries(expected):
                as_alex.get(address)
