"""Somebody's own registrations: for them alone."""

import pytest
from django.urls import reverse
from time_machine import TimeMachineFixture

from accounts.models import MailChoice, User
from excursions import actions
from excursions.models import Excursion, Registration
from tests import factories
from tests.conftest import Client, logged_in
from tests.factories import START, berlin

pytestmark = pytest.mark.django_db
PAGES = ["registration", "change", "withdraw", "photo_consent", "new_day"]


def url(name: str, pk: int) -> str:
    return reverse(f"excursions:{name}", args=[pk])


@pytest.fixture
def registration(excursion: Excursion, kim: User) -> Registration:
    return factories.registration(excursion, kim, needs="Stufenlos")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_foreign_registration_does_not_exist(
    name: str, method: str, registration: Registration, as_toni: Client
) -> None:
    foreign = getattr(as_toni, method)(url(name, registration.pk))
    unknown = getattr(as_toni, method)(url(name, registration.pk + 1000))
    expected = 405 if (name, method) == ("registration", "post") else 404
    assert (foreign.status_code, unknown.status_code) == (expected, expected)
    assert "Kim" not in foreign.content.decode()
    registration.refresh_from_db()
    assert registration.is_confirmed


@pytest.mark.parametrize("name", PAGES)
def test_visitors_have_to_log_in(name: str, registration: Registration, client: Client) -> None:
    answer = client.get(url(name, registration.pk))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_request_login_code"))


@pytest.mark.parametrize("pk", ["9" * 30, "9" * 5000, "-1", "x"])
def test_nonsense_is_not_found(pk: str, as_kim: Client) -> None:
    assert as_kim.get(f"/anmeldungen/{pk}/").status_code == 404


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("state", ["confirmed", "waiting", "withdrawn", "cancelled"])
def test_every_state_has_its_pages(
    name: str, state: str, excursion: Excursion, kim: User, alex: User, as_kim: Client
) -> None:
    if state == "waiting":
        factories.fill(excursion)
        registration = factories.waiting(excursion, kim)
    else:
        registration = factories.registration(excursion, kim)
    if state == "withdrawn":
        actions.withdraw(registration, actor=kim)
    if state == "cancelled":
        actions.cancel(excursion, actor=alex, reason="Sturm")
    answer = as_kim.get(url(name, registration.pk))
    assert answer.status_code == 200
    assert answer.context["registration"].status == state


def test_mine_is_sorted_into_firm_waiting_and_ended(
    excursion: Excursion, kim: User, as_kim: Client, toni: User, clock: TimeMachineFixture
) -> None:
    given_back = factories.registration(excursion, kim)
    actions.withdraw(given_back, actor=kim)
    firm = factories.registration(excursion, kim)
    other = factories.excursion(capacity=1, starts_at=START.replace(day=10))
    factories.registration(other, toni)
    waiting = factories.waiting(other, kim)
    page = as_kim.get(reverse("excursions:mine"))
    assert page.context["confirmed"] == [firm]
    assert page.context["waiting"] == [waiting]
    assert page.context["waiting"][0].position == 1
    assert page.context["ended"] == [given_back]
    assert "Toni" not in page.content.decode()
    clock.move_to(other.ends_at)
    page = logged_in(kim).get(reverse("excursions:mine"))
    assert (page.context["confirmed"], page.context["waiting"]) == ([], [])
    assert set(page.context["ended"]) == {given_back, firm, waiting}


def test_mine_may_be_empty(as_toni: Client) -> None:
    assert as_toni.get(reverse("excursions:mine")).status_code == 200


def test_the_reminder_is_announced_with_its_day_to_who_gets_one(
    registration: Registration, kim: User, as_kim: Client, clock: TimeMachineFixture
) -> None:
    """The excursion is on a Wednesday: two working days before is a Monday."""
    page = as_kim.get(registration.get_absolute_url()).content.decode()
    assert "Am Montag, 7. Juni 2027, erinnern wir Sie per E-Mail." in page
    MailChoice.objects.create(email=kim.email, reminders=False)
    assert as_kim.get(registration.get_absolute_url()).context["reminded_at"] is None
    MailChoice.objects.all().delete()
    Excursion.objects.update(has_reminder=False)
    assert as_kim.get(registration.get_absolute_url()).context["reminded_at"] is None
    Excursion.objects.update(has_reminder=True)
    clock.move_to(berlin("2027-06-07 09:00"))
    later = logged_in(kim).get(registration.get_absolute_url())
    assert later.context["reminded_at"] is None


def test_giving_back_asks_first_and_then_does_it(
    registration: Registration, as_kim: Client
) -> None:
    asks = as_kim.get(url("withdraw", registration.pk))
    assert (asks.context["refusal"], asks.context["anyone_waiting"]) == (None, False)
    registration.refresh_from_db()
    assert registration.is_confirmed
    for _ in range(2):  # the second press of a double click
        answer = as_kim.post(url("withdraw", registration.pk))
        assert answer.headers["Location"] == registration.get_absolute_url()
    registration.refresh_from_db()
    assert registration.status == "withdrawn"
    assert registration.events.count() == 2


def test_after_the_start_giving_back_says_whom_to_call(
    registration: Registration, kim: User, clock: TimeMachineFixture
) -> None:
    clock.move_to(START)
    as_kim = logged_in(kim)
    for answer in (
        as_kim.get(url("withdraw", registration.pk)),
        as_kim.post(url("withdraw", registration.pk)),
    ):
        assert answer.status_code == 200
        assert answer.context["refusal"].code == "started"
    registration.refresh_from_db()
    assert registration.is_confirmed


def test_answers_are_changed_and_the_place_stays(
    registration: Registration, as_kim: Client
) -> None:
    form = as_kim.get(url("change", registration.pk)).context["form"]
    assert form["needs"].value() == "Stufenlos"
    typed = {"name": "Kim Neu", "other_unit": "Archiv", "needs": ""}
    answer = as_kim.post(url("change", registration.pk), typed)
    assert answer.headers["Location"] == registration.get_absolute_url()
    registration = Registration.objects.get()
    assert (registration.name, registration.status) == ("Kim Neu", "confirmed")
    assert not hasattr(registration, "access_needs")


def test_a_mistake_while_changing_keeps_what_was_typed(
    registration: Registration, as_kim: Client
) -> None:
    answer = as_kim.post(url("change", registration.pk), {"name": "", "other_unit": "Archiv"})
    assert answer.status_code == 200
    assert answer.context["form"]["other_unit"].value() == "Archiv"
    assert "<title>Fehler: " in answer.content.decode()


def test_what_is_over_cannot_be_changed(
    registration: Registration, kim: User, clock: TimeMachineFixture
) -> None:
    clock.move_to(registration.excursion.ends_at)
    as_kim = logged_in(kim)
    typed = {"name": "Kim Neu", "other_unit": "Archiv"}
    answer = as_kim.post(url("change", registration.pk), typed)
    assert answer.context["refusal"].code == "past"
    registration.refresh_from_db()
    assert registration.name == "Kim Beispiel"


def test_the_needs_of_others_are_nowhere_to_be_read(
    registration: Registration, as_toni: Client, excursion: Excursion
) -> None:
    for page in (reverse("excursions:list"), excursion.get_absolute_url()):
        assert "Stufenlos" not in as_toni.get(page).content.decode()
        assert "Kim" not in as_toni.get(page).content.decode()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_change_nothing(
    name: str, method: str, registration: Registration, as_kim: Client
) -> None:
    assert getattr(as_kim, method)(url(name, registration.pk)).status_code == 405
    registration.refresh_from_db()
    assert registration.is_confirmed


def test_pages_about_a_person_are_not_kept_by_anything_in_between(
    registration: Registration, as_kim: Client
) -> None:
    pages = [url(name, registration.pk) for name in PAGES] + [reverse("excursions:mine")]
    for page in pages:
        assert "no-store" in as_kim.get(page)["Cache-Control"], page
