"""Whose excursion it is: the team sees and does everything, other organizers the programme."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import User
from excursions import actions
from excursions.models import Excursion, Registration
from excursions.rules import Refused
from tests import factories
from tests.conftest import Client, logged_in
from tests.excursions import editor
from tests.excursions.editor import errors

pytestmark = pytest.mark.django_db
LIST = "/verwaltung/excursions/excursion/"
PAGES = ("change", "history", "delete", "people", "people_list", "by_hand", "announcements",
         "announcement_add", "publish", "close", "reopen", "copy", "cancel")  # fmt: skip
OF_A_PERSON = ("person", "needs", "move_up", "withdraw", "send_again", "correct_address", "photos",
               "accept_new_day", "note_call", "report_bounce")  # fmt: skip


def of_person(registration: Registration, page: str) -> str:
    pks = [registration.excursion_id, registration.pk]
    return reverse(f"admin:excursions_excursion_{page}", args=pks)


def without_address(html: str, *addresses: str) -> str:
    """The page without what differs from request to request."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)
    for address in addresses:
        html = html.replace(address, "")
    return html


def team(excursion: Excursion) -> list[str]:
    return [person.name for person in excursion.team.all()]


@pytest.mark.parametrize("page", PAGES)
def test_an_excursion_of_others_looks_like_one_that_does_not_exist(
    as_jona: Client, alex: User, excursion: Excursion, page: str
) -> None:
    address = editor.url(excursion, page)
    nowhere = address.replace(f"/{excursion.pk}/", "/4711/", 1)
    for ask in (as_jona.get, as_jona.post):
        theirs, nothing = ask(address), ask(nowhere)
        assert (theirs.status_code, nothing.status_code) == (404, 404)
        assert without_address(theirs.text, address) == without_address(nothing.text, nowhere)
    assert Excursion.objects.get().status == "published"


@pytest.mark.parametrize("page", OF_A_PERSON)
def test_the_people_of_others_stay_hidden(
    as_jona: Client, alex: User, excursion: Excursion, page: str
) -> None:
    one = factories.registration(excursion, needs="Rampe")
    for ask in (as_jona.get, as_jona.post):
        assert ask(of_person(one, page)).status_code == 404
    one.refresh_from_db()
    assert one.is_confirmed
    assert one.events.count() == 1


def test_the_list_leads_to_ones_own_editor_and_to_the_page_of_the_others(
    as_jona: Client, as_alex: Client, excursion: Excursion
) -> None:
    draft = factories.excursion(status="draft", title="Noch geheim")
    html = as_jona.get(LIST).text
    assert f'href="{excursion.get_absolute_url()}"' in html
    assert editor.url(excursion) not in html
    assert editor.url(excursion, "people") not in html
    assert "Noch geheim" not in html
    html = as_alex.get(LIST).text
    assert editor.url(excursion) in html
    assert editor.url(excursion, "people") in html
    assert editor.url(draft) in html


def test_the_draft_of_others_has_no_preview(as_jona: Client, as_alex: Client) -> None:
    draft = factories.excursion(status="draft")
    assert as_jona.get(draft.get_absolute_url()).status_code == 404
    assert as_alex.get(draft.get_absolute_url()).status_code == 200


def test_the_start_page_speaks_of_ones_own_excursions(
    as_jona: Client, as_alex: Client, full: Excursion
) -> None:
    editor.save(as_alex, full, title="Alex hat es umbenannt")
    Excursion.objects.update(capacity=1)
    assert "Platz mehr vergeben als" in as_alex.get("/verwaltung/").text
    html = as_jona.get("/verwaltung/").text
    assert "Platz mehr vergeben" not in html
    assert "Alex hat es umbenannt" not in html
    assert "Sie sind in keinem Team einer kommenden Exkursion." in html


def test_whoever_creates_an_excursion_is_in_its_team(as_jona: Client, alex: User) -> None:
    template = Excursion(
        title="Neu", lead="Los.", starts_at=factories.START, capacity=10, meeting_point="Markt",
        ends_at=factories.START.replace(hour=17), registration_closes_at=factories.CLOSES,
        contact_name="Jona", contact_phone="1",
    )  # fmt: skip
    add = reverse("admin:excursions_excursion_add")
    assert as_jona.post(add, editor.data(template, stops=[], team=[])).status_code == 302
    assert team(Excursion.objects.get()) == ["Jona Feld"]
    Excursion.objects.all().delete()
    as_jona.post(add, editor.data(template, stops=[], team=[alex.pk]))
    assert team(Excursion.objects.get()) == ["Alex Yıldız", "Jona Feld"]


def save_team(client: Client, excursion: Excursion, *people: User) -> Any:
    return editor.save(client, excursion, team=[person.pk for person in people])


def test_the_team_takes_somebody_in_and_the_history_says_so(
    as_alex: Client, alex: User, jona: User, excursion: Excursion
) -> None:
    assert save_team(as_alex, excursion, alex, jona).status_code == 302
    assert team(excursion) == ["Alex Yıldız", "Jona Feld"]
    history = as_alex.get(editor.url(excursion, "history")).text
    assert "Organisationsteam: Alex Yıldız → Alex Yıldız, Jona Feld." in history
    assert logged_in(jona).get(editor.url(excursion, "people")).status_code == 200


def test_the_last_one_cannot_leave(as_alex: Client, alex: User, excursion: Excursion) -> None:
    found = errors(save_team(as_alex, excursion))
    assert found == {"team": ["Jemand muss sich um die Exkursion kümmern."]}
    assert team(excursion) == ["Alex Yıldız"]


def test_only_people_who_may_organize_are_offered(
    as_alex: Client, alex: User, kim: User, robin: User, excursion: Excursion
) -> None:
    for person in (kim, robin):
        assert "team" in errors(save_team(as_alex, excursion, alex, person))
    assert team(excursion) == ["Alex Yıldız"]


def test_who_leaves_the_team_reads_that_and_is_out_at_once(
    as_alex: Client, jona: User, excursion: Excursion
) -> None:
    answer = save_team(as_alex, excursion, jona)
    assert answer["Location"] == LIST
    assert "Sie sind nicht mehr im Team dieser Exkursion." in as_alex.get(LIST).text
    assert as_alex.get(editor.url(excursion)).status_code == 404


def test_two_who_change_the_team_see_both(
    as_alex: Client, alex: User, jona: User, excursion: Excursion
) -> None:
    excursion.team.add(jona)
    typed = editor.data(excursion, team=[alex.pk])
    editor.save(logged_in(jona), excursion, title="Neuer Titel")
    shown = {
        (d.theirs, d.mine)
        for d in as_alex.post(editor.url(excursion), typed).context["differences"]
    }
    assert ("Alex Yıldız, Jona Feld", "Alex Yıldız") in shown
    assert team(excursion) == ["Alex Yıldız", "Jona Feld"]


def test_a_copy_keeps_the_team(as_alex: Client, alex: User, jona: User) -> None:
    excursion = factories.excursion(team=[alex, jona])
    as_alex.post(editor.url(excursion, "copy"))
    assert team(Excursion.objects.latest("pk")) == ["Alex Yıldız", "Jona Feld"]


def test_nothing_is_published_without_a_team(alex: User) -> None:
    draft = factories.excursion(status="draft", team=[])
    factories.stop(draft)
    with pytest.raises(Refused) as refused:
        actions.publish(draft)
    assert refused.value.refusal.text == "Niemand ist im Organisationsteam."
    draft.team.add(alex)
    actions.publish(draft)


def test_superusers_mend_what_has_lost_its_team(excursion: Excursion, jona: User) -> None:
    boss = User.objects.create_superuser("chef@stadt.example")
    assert team(excursion) == []
    assert save_team(logged_in(boss), excursion, jona).status_code == 302
    assert team(excursion) == ["Jona Feld"]


def role(person: User) -> None:
    person.groups.remove(Group.objects.get(name="Organisation"))


def flag(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_staff=False)


def account(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def seat(person: User) -> None:
    person.team_of.clear()


@pytest.mark.parametrize("withdraw", [role, flag, account, seat])
def test_what_is_withdrawn_ends_with_the_next_request_of_a_running_session(
    as_alex: Client, alex: User, excursion: Excursion, withdraw: Any
) -> None:
    one = factories.registration(excursion)
    draft = factories.excursion(status="draft")
    addresses = [
        editor.url(excursion),
        editor.url(excursion, "people"),
        editor.url(excursion, "announcements"),
        of_person(one, "person"),
        draft.get_absolute_url(),
    ]
    assert {as_alex.get(address).status_code for address in addresses} == {200}
    withdraw(alex)
    assert 200 not in {as_alex.get(address).status_code for address in addresses}
    as_alex.post(of_person(one, "withdraw"), {"reason": ""})
    one.refresh_from_db()
    assert one.is_confirmed
