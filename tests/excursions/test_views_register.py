"""Registering on the page: what the button says is what happens, or nothing."""

from typing import Any

import pytest
from django.urls import reverse
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions.consents import WORDINGS, Use
from excursions.models import Excursion, Registration
from privacy import tasks
from tests import factories, proofs
from tests.conftest import Client, logged_in
from tests.factories import START
from tests.privacy.deleting import found

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Kim Beispiel",
    "other_unit": "Fachdienst Mobilität",
    "phone": "03641 1",
    "needs": "Stufenlos",
    "needs_consent": "on",
    "photo_consent": "on",
}


def url(excursion: Excursion) -> str:
    return reverse("excursions:register", args=[excursion.slug])


def press(client: Client, excursion: Excursion, wish: str = "seat", **typed: Any) -> Any:
    return client.post(url(excursion), TYPED | {"wish": wish} | typed)


def test_a_seat_is_secured_and_the_result_has_a_page(
    excursion: Excursion, as_kim: Client, kim: User
) -> None:
    page = as_kim.get(url(excursion))
    assert (page.context["wish"], page.context["conflict"]) == ("seat", None)
    answer = press(as_kim, excursion)
    registration = kim.registrations.get()
    assert answer.headers["Location"] == registration.get_absolute_url()
    assert registration.is_confirmed
    consent = registration.photo_consents.get()
    assert (consent.use, consent.channel) == ("website", "form")
    assert consent.wording == str(WORDINGS[Use.WEBSITE])
    result = as_kim.get(registration.get_absolute_url())
    assert (result.context["may_withdraw"], result.context["may_change"]) == (True, True)


def test_the_waitlist_is_joined_with_the_position_that_was_shown(
    full: Excursion, as_kim: Client, kim: User
) -> None:
    factories.waiting(full)
    page = as_kim.get(url(full))
    assert (page.context["wish"], page.context["position"]) == ("waitlist", 2)
    answer = press(as_kim, full, "waitlist")
    assert as_kim.get(answer.headers["Location"]).context["position"] == 2


def test_the_form_begins_with_what_was_told_the_last_time(
    excursion: Excursion, as_kim: Client, kim: User
) -> None:
    initial = as_kim.get(url(excursion)).context["form"].initial
    assert (initial["name"], initial["other_unit"]) == (kim.name, kim.other_unit)


def test_the_seat_that_has_gone_meanwhile_is_said_and_nothing_typed_is_lost(
    full: Excursion, as_kim: Client, kim: User
) -> None:
    answer = press(as_kim, full, "seat")
    assert answer.status_code == 200
    assert answer.context["refusal"].code == "full"
    assert answer.context["wish"] == "waitlist"
    assert answer.context["form"]["needs"].value() == "Stufenlos"
    assert not kim.registrations.exists()


def test_a_double_click_ends_on_the_same_page(
    excursion: Excursion, as_kim: Client, kim: User
) -> None:
    first, second = press(as_kim, excursion), press(as_kim, excursion)
    assert first.headers["Location"] == second.headers["Location"]
    assert kim.registrations.count() == 1
    assert as_kim.get(url(excursion)).headers["Location"] == first.headers["Location"]


@pytest.mark.parametrize("wish", ["", "SEAT", "both", "\x00"])
def test_a_button_that_does_not_exist_does_nothing(
    wish: str, excursion: Excursion, as_kim: Client
) -> None:
    assert press(as_kim, excursion, wish).status_code == 200
    assert not Registration.objects.exists()


def test_a_mistake_is_shown_at_its_field(excursion: Excursion, as_kim: Client) -> None:
    answer = press(as_kim, excursion, name="", other_unit="")
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"name", "unit"}
    page = answer.content.decode()
    assert "<title>Fehler: " in page
    assert page.count('aria-invalid="true"') == 2
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": "closed"}, "closed"),
        ({"status": "cancelled", "cancellation_reason": "Sturm"}, "cancelled"),
        ({"registration_closes_at": factories.NOW.replace(hour=8)}, "deadline_passed"),
        ({"registration_opens_at": factories.CLOSES.replace(hour=8)}, "opens_later"),
    ],
)
def test_what_is_not_open_says_why_and_offers_no_button(
    fields: dict[str, Any], code: str, as_kim: Client
) -> None:
    excursion = factories.excursion(**fields)
    page = as_kim.get(url(excursion))
    assert page.context["wish"] == ""
    assert 'name="wish"' not in page.content.decode()
    assert press(as_kim, excursion).context["refusal"].code == code
    assert not Registration.objects.exists()


def test_an_overlap_offers_to_swap(excursion: Excursion, as_kim: Client, kim: User) -> None:
    old = factories.registration(factories.excursion(title="Die andere"), kim)
    page = as_kim.get(url(excursion))
    assert page.context["conflict"] == old
    assert f'name="swap" value="{old.pk}"' in page.content.decode()
    assert press(as_kim, excursion).context["refusal"].code == "overlap"
    answer = press(as_kim, excursion, swap=old.pk)
    assert answer.status_code == 302
    old.refresh_from_db()
    assert old.status == "withdrawn"


@pytest.mark.parametrize("swap", ["0", "-1", "x", "", "9" * 30, "9" * 5000, "٣", "²", "\x00"])
def test_nonsense_instead_of_a_swap_swaps_nothing(
    swap: str, excursion: Excursion, as_kim: Client, kim: User
) -> None:
    factories.registration(factories.excursion(title="Die andere"), kim)
    assert press(as_kim, excursion, swap=swap).context["refusal"].code == "overlap"


def test_somebody_elses_registration_cannot_be_swapped(
    excursion: Excursion, as_kim: Client, kim: User, toni: User
) -> None:
    foreign = factories.registration(excursion, toni)
    other = factories.excursion()
    assert press(as_kim, other, swap=foreign.pk).status_code == 302
    foreign.refresh_from_db()
    assert foreign.is_confirmed


def test_one_that_ends_exactly_then_is_mentioned(
    excursion: Excursion, as_kim: Client, kim: User
) -> None:
    before = factories.excursion(starts_at=START.replace(hour=9), ends_at=START)
    neighbour = factories.registration(before, kim)
    page = as_kim.get(url(excursion))
    assert (page.context["conflict"], page.context["neighbour"]) == (None, neighbour)
    assert press(as_kim, excursion).status_code == 302


def test_what_was_typed_before_logging_in_is_there_again_after_it(
    excursion: Excursion, client: Client, kim: User
) -> None:
    answer = press(client, excursion, name="Kim Neu")
    assert answer.headers["Location"].endswith(f"?next={url(excursion)}")
    assert "Kim" not in answer.headers["Location"]
    assert not Registration.objects.exists()
    client.force_login(kim)
    page = client.get(url(excursion))
    assert page.context["input_restored"]
    form = page.context["form"]
    assert (form["name"].value(), form["needs"].value()) == ("Kim Neu", "Stufenlos")
    assert form["photo_consent"].value()
    again = client.get(url(excursion))
    assert not again.context["input_restored"]


def test_typed_input_is_kept_for_an_hour_and_for_its_excursion(
    excursion: Excursion, client: Client, kim: User, clock: Any
) -> None:
    press(client, excursion)
    client.force_login(kim)
    session = client.session
    session.set_expiry(None)  # as accounts.adapter does for who stays logged in
    session.save()
    assert not client.get(url(factories.excursion())).context["input_restored"]
    clock.shift(60 * 60 + 5)
    assert not client.get(url(excursion)).context["input_restored"]


def test_visitors_are_asked_to_log_in_first(excursion: Excursion, client: Client) -> None:
    answer = client.get(url(excursion))
    assert answer.status_code == 302
    assert answer.headers["Location"] == (
        reverse("account_request_login_code") + f"?next={url(excursion)}"
    )


def test_nothing_happens_by_reading(excursion: Excursion, as_kim: Client) -> None:
    as_kim.get(url(excursion), TYPED | {"wish": "seat"})
    as_kim.head(url(excursion))
    assert not Registration.objects.exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_register_nobody(method: str, excursion: Excursion, as_kim: Client) -> None:
    assert getattr(as_kim, method)(url(excursion)).status_code == 405
    assert not Registration.objects.exists()


def test_whoever_is_entered_by_hand_sees_it(
    excursion: Excursion, as_alex: Client, alex: User
) -> None:
    entered = factories.by_hand(excursion, alex, email="neu@stadt.example")
    person = logged_in(factories.user("neu@stadt.example"))
    assert press(person, excursion).headers["Location"] == entered.get_absolute_url()


def test_what_was_typed_before_logging_in_is_gone_after_an_hour(
    client: Client, kim: User, excursion: Excursion, clock: TimeMachineFixture
) -> None:
    """Also of who logs in for two weeks and never comes back to the form."""
    client.post(url(excursion), {"needs": "Stufenlos"})
    proofs.log_in(client, kim)
    assert found("Stufenlos") == {"django_session": 1}
    clock.shift(60 * 60 + 5)
    tasks.delete_expired.func()
    assert found("Stufenlos") == {}
    assert client.get(reverse("excursions:mine")).status_code == 200
