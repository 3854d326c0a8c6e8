"""What people need: with a consent of its own, read on record, and nowhere else to be found."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions, check_in
from excursions.forms import NEEDS_CONSENT, NEEDS_CONSENT_PHONE
from excursions.models import AccessNeeds, Excursion, NeedsReading, Registration
from excursions.models.needs import WORDINGS_WITHOUT_ESCORTS
from tests import factories
from tests.conftest import Client, RunTasks, logged_in
from tests.excursions import editor

pytestmark = pytest.mark.django_db
SECRET = "Rollstuhlplatz"
TYPED = {"name": "Kim Beispiel", "other_unit": "Archiv"}


@pytest.fixture
def registration(excursion: Excursion, kim: User) -> Registration:
    return factories.registration(excursion, kim, needs=SECRET)


def own(name: str, registration: Registration) -> str:
    return reverse(f"excursions:{name}", args=[registration.pk])


class TestConsent:
    def register(self, client: Client, excursion: Excursion, **typed: Any) -> Any:
        url = reverse("excursions:register", args=[excursion.slug])
        return client.post(url, TYPED | {"wish": "seat"} | typed)

    def test_the_box_is_not_ticked_beforehand(self, as_kim: Client, excursion: Excursion) -> None:
        form = as_kim.get(reverse("excursions:register", args=[excursion.slug])).context["form"]
        assert not form["needs_consent"].value()

    def test_what_was_consented_to_is_kept_with_moment_and_wording(
        self, as_kim: Client, excursion: Excursion
    ) -> None:
        self.register(as_kim, excursion, needs=SECRET, needs_consent="on")
        needs = AccessNeeds.objects.get()
        assert (needs.text, needs.consent_channel) == (SECRET, "form")
        assert needs.consent_at - factories.NOW < timedelta(minutes=1)
        assert needs.consent_wording.startswith("Ich willige ein, dass das Organisationsteam")

    def test_without_the_tick_nothing_is_kept_and_the_box_says_why(
        self, as_kim: Client, excursion: Excursion
    ) -> None:
        answer = self.register(as_kim, excursion, needs=SECRET)
        form = answer.context["form"]
        assert list(form.errors) == ["needs_consent"]
        assert form["needs"].value() == SECRET
        assert not Registration.objects.exists()

    def test_without_needs_no_tick_is_needed(self, as_kim: Client, excursion: Excursion) -> None:
        self.register(as_kim, excursion, needs="  ")
        assert Registration.objects.exists()
        assert not AccessNeeds.objects.exists()

    def test_a_tick_without_needs_keeps_nothing(self, as_kim: Client, excursion: Excursion) -> None:
        self.register(as_kim, excursion, needs_consent="on")
        assert not AccessNeeds.objects.exists()

    def test_another_text_is_another_consent_the_same_is_the_same(
        self, registration: Registration, as_kim: Client, clock: TimeMachineFixture
    ) -> None:
        clock.shift(timedelta(days=1))
        same = TYPED | {"needs": SECRET, "needs_consent": "on"}
        as_kim.post(own("change", registration), same)
        assert AccessNeeds.objects.get().consent_at - factories.NOW < timedelta(hours=1)
        as_kim.post(own("change", registration), same | {"needs": "Zwei Plätze"})
        assert AccessNeeds.objects.get().consent_at - factories.NOW > timedelta(hours=23)

    @pytest.mark.parametrize("wording", WORDINGS_WITHOUT_ESCORTS)
    def test_who_consented_to_less_is_asked_anew_when_they_change_something(
        self, registration: Registration, as_kim: Client, wording: str
    ) -> None:
        AccessNeeds.objects.update(consent_wording=wording)
        own_page = as_kim.get(own("needs", registration)).text
        assert "Begleitung" not in own_page
        form = as_kim.get(own("change", registration)).context["form"]
        assert not form["needs_consent"].value()
        answer = as_kim.post(own("change", registration), TYPED | {"needs": SECRET})
        assert list(answer.context["form"].errors) == ["needs_consent"]
        assert AccessNeeds.objects.get().consent_wording == wording
        as_kim.post(own("change", registration), TYPED | {"needs": SECRET, "needs_consent": "on"})
        assert AccessNeeds.objects.get().consent_wording == str(NEEDS_CONSENT)
        own_page = as_kim.get(own("needs", registration)).text
        assert "Am Tag sieht die Begleitung, dass Sie etwas brauchen, nicht was." in own_page

    @pytest.mark.parametrize("wording", WORDINGS_WITHOUT_ESCORTS)
    def test_who_consented_to_less_has_no_mark_at_the_check_in(
        self, registration: Registration, wording: str
    ) -> None:
        AccessNeeds.objects.update(consent_wording=wording)
        (row,) = check_in.Everybody.of(registration.excursion).expected
        assert not row.needs_help
        AccessNeeds.objects.update(consent_wording=str(NEEDS_CONSENT))
        (row,) = check_in.Everybody.of(registration.excursion).expected
        assert row.needs_help

    def test_what_an_update_wrote_in_place_of_a_consent_is_one_of_them(self) -> None:
        update = import_module("excursions.migrations.0010_consent_to_access_needs")
        assert update.BEFORE in WORDINGS_WITHOUT_ESCORTS

    @pytest.mark.parametrize("now", [NEEDS_CONSENT, NEEDS_CONSENT_PHONE])
    def test_the_present_wordings_name_who_sees_that_there_is_something(self, now: str) -> None:
        assert "Organisationsteam" in str(now)
        assert "Begleitung" in str(now)
        assert str(now) not in WORDINGS_WITHOUT_ESCORTS
        assert len(str(now)) <= 300

    def test_taking_the_tick_away_withdraws_it(
        self, registration: Registration, as_kim: Client
    ) -> None:
        form = as_kim.get(own("change", registration)).context["form"]
        assert form["needs_consent"].value()
        as_kim.post(own("change", registration), TYPED | {"needs": SECRET})
        assert not AccessNeeds.objects.exists()
        assert Registration.objects.get().is_confirmed

    def test_another_text_without_the_tick_is_a_mistake(
        self, registration: Registration, as_kim: Client
    ) -> None:
        answer = as_kim.post(own("change", registration), TYPED | {"needs": "Zwei Plätze"})
        assert list(answer.context["form"].errors) == ["needs_consent"]
        assert AccessNeeds.objects.get().text == SECRET

    def test_who_phones_consents_on_the_phone(self, as_alex: Client, excursion: Excursion) -> None:
        typed = TYPED | {"needs": SECRET, "wish": "seat"}
        answer = as_alex.post(editor.url(excursion, "by_hand"), typed)
        assert list(answer.context["form"].errors) == ["needs_consent"]
        as_alex.post(editor.url(excursion, "by_hand"), typed | {"needs_consent": "on"})
        needs = AccessNeeds.objects.get()
        assert needs.consent_channel == "phone"
        assert needs.consent_wording.startswith("Am Telefon gesagt")

    def test_the_database_refuses_needs_without_consent(self, registration: Registration) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            AccessNeeds.objects.update(consent_wording="")


class TestOwnPage:
    def test_it_says_what_is_stored_and_who_read_it(
        self, registration: Registration, as_kim: Client, alex: User
    ) -> None:
        page = as_kim.get(own("needs", registration)).content.decode()
        assert SECRET in page
        assert "Das Team darf es sehen" in page
        assert "Bisher niemand." in page
        actions.read_needs(registration.access_needs, reader=alex)
        assert "Alex Yıldız" in as_kim.get(own("needs", registration)).content.decode()

    def test_one_press_deletes_it_also_when_the_excursion_is_over(
        self, registration: Registration, kim: User, clock: TimeMachineFixture
    ) -> None:
        clock.move_to(registration.excursion.ends_at + timedelta(days=3))
        client = logged_in(kim)
        answer = client.post(own("needs", registration), follow=True)
        assert not AccessNeeds.objects.exists()
        assert "zurückgenommen" in answer.content.decode()
        assert "Dazu ist nichts gespeichert." in answer.content.decode()
        assert Registration.objects.get().is_confirmed

    def test_looking_deletes_nothing(self, registration: Registration, as_kim: Client) -> None:
        as_kim.get(own("needs", registration))
        assert AccessNeeds.objects.exists()

    def test_that_of_others_does_not_exist(
        self, registration: Registration, as_toni: Client, as_alex: Client
    ) -> None:
        for client in (as_toni, as_alex):
            assert client.get(own("needs", registration)).status_code == 404
            assert client.post(own("needs", registration)).status_code == 404
        assert AccessNeeds.objects.exists()

    def test_the_registration_leads_there_only_if_something_is_stored(
        self, registration: Registration, as_kim: Client, kim: User
    ) -> None:
        link = own("needs", registration)
        assert link in as_kim.get(registration.get_absolute_url()).content.decode()
        assert actions.withdraw_needs(registration, actor=kim)
        assert not actions.withdraw_needs(registration, actor=kim)
        assert link not in as_kim.get(registration.get_absolute_url()).content.decode()


class TestReading:
    def test_each_press_is_on_record(
        self, registration: Registration, as_alex: Client, alex: User
    ) -> None:
        url = reverse(
            "admin:excursions_excursion_needs", args=[registration.excursion_id, registration.pk]
        )
        for times in (1, 2):
            assert SECRET in as_alex.post(url).content.decode()
            assert NeedsReading.objects.filter(reader=alex).count() == times
        assert SECRET not in str(NeedsReading.objects.values())

    def test_who_is_not_in_the_team_reads_nothing(
        self, registration: Registration, alex: User, as_alex: Client
    ) -> None:
        registration.excursion.team.remove(alex)
        url = reverse(
            "admin:excursions_excursion_needs", args=[registration.excursion_id, registration.pk]
        )
        assert as_alex.post(url).status_code in (403, 404)
        assert not NeedsReading.objects.exists()


def test_they_are_in_no_mail_no_log_no_calendar_and_no_page(
    registration: Registration,
    as_kim: Client,
    as_alex: Client,
    run_tasks: RunTasks,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Everywhere the registration is shown or sent but the two places where it is meant to be."""
    run_tasks()
    assert mail.outbox
    for sent in mail.outbox:
        assert SECRET not in sent.message().as_string()
        assert SECRET not in str(sent.body) + str(getattr(sent, "alternatives", ""))
    excursion = registration.excursion
    pages = [
        reverse("excursions:mine"),
        registration.get_absolute_url(),
        excursion.get_absolute_url(),
        reverse("excursions:calendar", args=[excursion.slug]),
    ]
    for page in pages:
        assert SECRET not in as_kim.get(page).content.decode()
    for name in ("people", "people_list", "export", "announcements"):
        assert SECRET not in as_alex.get(editor.url(excursion, name)).content.decode()
    person = reverse("admin:excursions_excursion_person", args=[excursion.pk, registration.pk])
    found = editor.url(excursion, "people") + f"?q={SECRET}"
    assert SECRET not in as_alex.get(person).content.decode()
    assert not as_alex.get(found).context["people"]
    exported = as_alex.post(editor.url(excursion, "export"), {"columns": ["name"], "form": "csv"})
    assert SECRET.encode() not in exported.content
    assert SECRET not in caplog.text
