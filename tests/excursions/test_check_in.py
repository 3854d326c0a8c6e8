"""Who is there. For those who are named and the team, on the day, names only."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions, check_in
from excursions.models import Attendance, Event, Excursion, Registration
from excursions.rules import Refused
from recaps import actions as recap_actions
from tests import factories
from tests.conftest import Client, logged_in
from tests.factories import NOW, berlin

pytestmark = pytest.mark.django_db
START = berlin("2027-05-12 13:00")
HOUR = timedelta(hours=1)


@pytest.fixture
def day(clock: TimeMachineFixture, alex: User, ida: User) -> Excursion:
    """Five seats, three of them taken, at the start; Ida is named for it."""
    excursion = factories.excursion(capacity=5, starts_at=START)
    excursion.escorts.add(ida)
    for name in ("Jürgen Müller", "Ada Łukasz", "Zoë Straße"):
        factories.registration(excursion, name=name)
    clock.move_to(START)
    return excursion


def url(excursion: Excursion) -> str:
    return reverse("excursions:check_in", args=[excursion.slug])


def names(client: Client, excursion: Excursion, **query: str) -> list[str]:
    return [row.name for row in client.get(url(excursion), query).context["rows"]]


def press(client: Client, excursion: Excursion, query: str = "", **pressed: Any) -> Any:
    return client.post(url(excursion) + query, pressed)


def mueller() -> Registration:
    return Registration.objects.get(name="Jürgen Müller")


def test_one_press_and_the_person_is_there(as_ida: Client, ida: User, day: Excursion) -> None:
    assert "0 von 3 da" in as_ida.get(url(day)).text
    answer = press(as_ida, day, "?q=mu&show=open", here=mueller().pk)
    assert answer["Location"] == f"{url(day)}?q=mu&show=open#person-{mueller().pk}"
    attendance = Attendance.objects.get()
    assert (attendance.registration, attendance.by) == (mueller(), ida)
    assert attendance.at - START < HOUR
    page = as_ida.get(url(day)).text
    assert "1 von 3 da" in page
    assert "Da, 13:00 Uhr" in page


def test_a_second_press_from_another_phone_changes_nothing(
    as_ida: Client, ida: User, as_alex: Client, day: Excursion, clock: TimeMachineFixture
) -> None:
    press(as_ida, day, here=mueller().pk)
    clock.move_to(START + HOUR)
    assert press(as_alex, day, here=mueller().pk).status_code == 302
    assert Attendance.objects.get().by == ida


def test_undo_is_a_button_of_its_own_and_works_twice(as_ida: Client, day: Excursion) -> None:
    press(as_ida, day, here=mueller().pk)
    number = Attendance.objects.get().pk
    assert f'name="undo" value="{number}"' in as_ida.get(url(day)).text
    for _twice in range(2):
        assert press(as_ida, day, undo=number).status_code == 302
    assert not Attendance.objects.exists()


def test_the_history_of_the_person_says_nothing_of_it(as_ida: Client, day: Excursion) -> None:
    press(as_ida, day, here=mueller().pk)
    assert [event.kind for event in Event.objects.filter(registration=mueller())] == ["registered"]


@pytest.mark.parametrize("typed", ["mu", "mü", "MUE", "müller", "gen m"])
def test_a_name_is_found_as_people_type_it(as_ida: Client, day: Excursion, typed: str) -> None:
    assert names(as_ida, day, q=typed) == ["Jürgen Müller"]


def test_all_missing_and_here(as_ida: Client, day: Excursion) -> None:
    press(as_ida, day, here=mueller().pk)
    press(as_ida, day, name="Gast Ohne")
    everybody = ["Ada Łukasz", "Jürgen Müller", "Zoë Straße", "Gast Ohne"]
    assert names(as_ida, day) == names(as_ida, day, show="nonsense") == everybody
    assert names(as_ida, day, show="open") == ["Ada Łukasz", "Zoë Straße"]
    assert names(as_ida, day, show="here") == ["Jürgen Müller", "Gast Ohne"]
    assert names(as_ida, day, show="here", q="gast") == ["Gast Ohne"]
    assert "Niemand gefunden für „Xaver“." in as_ida.get(url(day), {"q": "Xaver"}).text


def test_who_comes_without_a_registration_is_added_by_name_once(
    as_ida: Client, ida: User, day: Excursion
) -> None:
    for _twice in range(2):
        press(as_ida, day, name="  Gast\nOhne ")
    came = Attendance.objects.get()
    assert (came.name, came.registration, came.by) == ("Gast Ohne", None, ida)
    page = as_ida.get(url(day)).text
    assert "0 von 3 da, dazu 1 ohne Anmeldung" in page
    press(as_ida, day, undo=came.pk)
    assert not Attendance.objects.exists()


def test_without_a_name_nobody_is_added_and_the_page_says_so(
    as_ida: Client, day: Excursion
) -> None:
    page = press(as_ida, day, name=" ").text
    assert "Bitte tragen Sie den Namen ein." in page
    assert "<title>Fehler: " in " ".join(page.split())
    assert not Attendance.objects.exists()


def test_marks_say_no_photo_and_that_there_is_a_need_but_not_which(
    as_ida: Client, day: Excursion, clock: TimeMachineFixture
) -> None:
    clock.move_to(NOW)
    one = factories.registration(
        day, name="Rita Rampe", needs="Rollstuhl", phone="0170 4711",
        photo_consent=factories.consent(channel="phone"),
    )  # fmt: skip
    clock.move_to(START)
    page = as_ida.get(url(day), {"q": "Rita"}).text
    assert "Hilfe nötig: siehe Hinweis" in page
    assert "Kein Foto" not in page
    for hidden in ("Rollstuhl", "0170 4711", one.address):
        assert hidden not in page
    assert "Kein Foto" in as_ida.get(url(day), {"q": "Müller"}).text
    assert "Hilfe nötig" not in as_ida.get(url(day), {"q": "Müller"}).text
    press(as_ida, day, name="Gast Ohne")
    everybody = [*check_in.Everybody.of(day).expected, *check_in.Everybody.of(day).extra]
    assert len(everybody) == 5
    assert [row.name for row in everybody if row.needs_help] == ["Rita Rampe"]


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        (
            START - 2 * HOUR - timedelta(seconds=1),
            "Der Check-in öffnet am Mittwoch, 12. Mai 2027, 11:00 Uhr.",
        ),
        (START + 8 * HOUR, "Der Check-in endete am Mittwoch, 12. Mai 2027, 21:00 Uhr."),
    ],
)
def test_outside_its_hours_the_page_says_when_and_names_nobody(
    as_ida: Client, day: Excursion, clock: TimeMachineFixture, at: Any, sentence: str
) -> None:
    clock.move_to(at)
    page = as_ida.get(url(day)).text
    assert sentence in page
    assert "Müller" not in page
    press(as_ida, day, here=mueller().pk)
    press(as_ida, day, name="Gast")
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("at", [START - 2 * HOUR, START + 8 * HOUR - timedelta(seconds=1)])
def test_within_its_hours_it_is_open(
    as_ida: Client, day: Excursion, clock: TimeMachineFixture, at: Any
) -> None:
    clock.move_to(at)
    press(as_ida, day, here=mueller().pk)
    assert check_in.number_of(day) == 1


def test_the_action_refuses_by_itself(day: Excursion, ida: User, clock: TimeMachineFixture) -> None:
    came = actions.check_in(mueller(), actor=ida)
    ada = Registration.objects.get(name="Ada Łukasz")
    actions.withdraw(ada, actor=ida, by_organizer=True)
    with pytest.raises(Refused) as refused:
        actions.check_in(ada, actor=ida)
    assert refused.value.refusal.code == "no_place"
    clock.move_to(START + 8 * HOUR)
    for action in (
        lambda: actions.check_in(mueller(), actor=ida),
        lambda: actions.check_in_by_name(day, name="Gast", actor=ida),
        lambda: actions.undo_check_in(day, attendance=came.pk),
    ):
        with pytest.raises(Refused) as refused:
            action()
        assert refused.value.refusal.code == "too_late"
    clock.move_to(START)
    Excursion.objects.update(status="cancelled", cancellation_reason="Sturm")
    with pytest.raises(Refused) as refused:
        actions.check_in(mueller(), actor=ida)
    assert refused.value.refusal.code == "cancelled"


def test_who_has_no_place_any_more_is_refused_on_the_page(
    as_ida: Client, alex: User, day: Excursion
) -> None:
    one = mueller()
    actions.withdraw(one, actor=alex, by_organizer=True)
    press(as_ida, day, here=one.pk)
    assert "Jürgen Müller hat keinen Platz mehr." in as_ida.get(url(day)).text
    assert not Attendance.objects.exists()


def test_everybody_else_finds_nothing(
    client: Client, as_kim: Client, as_jona: Client, as_robin: Client, day: Excursion
) -> None:
    other = factories.user("otto@stadt.example")
    other.groups.add(Group.objects.get(name="Begleitung"))
    for stranger in (as_kim, as_jona, as_robin, logged_in(other)):
        assert stranger.get(url(day)).status_code == 404
        assert press(stranger, day, here=mueller().pk).status_code == 404
    assert client.get(url(day)).status_code == 302
    assert not Attendance.objects.exists()


def test_named_without_the_role_is_not_enough(as_kim: Client, kim: User, day: Excursion) -> None:
    day.escorts.add(kim)
    assert as_kim.get(url(day)).status_code == 404


def test_people_and_ticks_of_another_excursion_are_out_of_reach(
    as_ida: Client, alex: User, day: Excursion
) -> None:
    other = factories.excursion(starts_at=START + timedelta(minutes=5), capacity=9)
    stranger = factories.registration(other)
    came = actions.check_in_by_name(other, name="Gast", actor=alex)
    assert press(as_ida, day, here=stranger.pk).status_code == 404
    press(as_ida, day, undo=came.pk)
    assert Attendance.objects.get() == came


@pytest.mark.parametrize("withdraw", ["group", "name", "account"])
def test_what_is_withdrawn_ends_at_once(
    as_ida: Client, ida: User, day: Excursion, withdraw: str
) -> None:
    assert as_ida.get(url(day)).status_code == 200
    if withdraw == "group":
        ida.groups.clear()
    elif withdraw == "name":
        day.escorts.clear()
    else:
        User.objects.filter(pk=ida.pk).update(is_active=False)
    assert as_ida.get(url(day)).status_code in (302, 404)
    press(as_ida, day, here=mueller().pk)
    assert not Attendance.objects.exists()


def test_the_menu_and_a_page_lead_there_while_somebody_is_named(
    as_ida: Client, as_kim: Client, as_alex: Client, day: Excursion, clock: TimeMachineFixture
) -> None:
    mine = reverse("excursions:escorted")
    link = f'href="{mine}"'
    assert link in as_ida.get("/").text
    assert link not in as_kim.get("/").text
    assert "Jetzt einchecken" in as_ida.get(mine).text
    assert url(day) in as_alex.get(mine).text
    assert "Sie sind gerade für keine Exkursion eingetragen." in as_kim.get(mine).text
    clock.move_to(START - 5 * HOUR)
    assert "Der Check-in öffnet am" in as_ida.get(mine).text
    clock.move_to(START + 9 * HOUR)
    assert link not in as_ida.get("/").text
    assert url(day) not in as_ida.get(mine).text


def test_the_recap_counts_heads_where_they_were_counted(
    as_ida: Client, alex: User, day: Excursion, clock: TimeMachineFixture
) -> None:
    press(as_ida, day, here=mueller().pk)
    press(as_ida, day, name="Gast")
    clock.move_to(START + 9 * HOUR)
    assert recap_actions.create(day, actor=alex).who == "2 Mitarbeitende"


def test_typing_more_than_there_is_changes_nothing(
    as_ida: Client, ida: User, alex: User, day: Excursion
) -> None:
    press(as_ida, day, here=mueller().pk, by=alex.pk, at="2020-01-01", name="x", status="waiting")
    came = Attendance.objects.get()
    assert (came.by, came.at.year, came.name) == (ida, 2027, "")
    assert mueller().is_confirmed


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_people_does_not_change_the_number_of_statements(
    as_ida: Client, day: Excursion, number: int, django_assert_num_queries: Any
) -> None:
    Excursion.objects.update(capacity=99)
    factories.crowd(day, seated=number)
    for n in range(number):
        press(as_ida, day, name=f"Gast {n}")
    with django_assert_num_queries(10):
        as_ida.get(url(day))
