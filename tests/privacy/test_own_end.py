"""The end of an account: places go on, nothing personal remains, others keep what they need."""

import json
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core import mail, serializers
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions
from excursions.models import Excursion, Message, Registration
from excursions.rules import Refused
from pages.models import BarrierReport
from privacy.own import erase, export
from recaps.models import RecapPhoto
from tests import factories
from tests.conftest import Client, RunTasks, logged_in
from tests.privacy import own
from tests.recaps import factories as recap_factories

URL = reverse("delete_account")


def everything_stored() -> str:
    """All rows of all tables but the queue, whose tasks hold an address until they are done."""
    from django.apps import apps

    rows = [
        row
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.app_label != "django_tasks_database"
        for row in model._base_manager.all()
    ]
    return json.dumps(json.loads(serializers.serialize("json", rows)), ensure_ascii=False)


def test_the_page_says_what_will_happen(as_kim: Client, kim: User, excursion: Excursion) -> None:
    factories.registration(excursion, kim, photo_consent=factories.consent())
    shown = " ".join(as_kim.get(URL).content.decode().split())
    assert "Sie geben Ihren Platz zurück: Smartes Jena erleben" in shown
    assert "Fotos mit Ihnen sind sofort offline" in shown
    assert "90 Tage" in shown
    assert User.objects.filter(pk=kim.pk).exists()


def test_one_press_gives_the_place_to_the_next_person(
    as_kim: Client, kim: User, toni: User, run_tasks: RunTasks
) -> None:
    excursion = factories.excursion(capacity=1)
    factories.registration(excursion, kim)
    waits = factories.waiting(excursion, toni)
    run_tasks()
    mail.outbox.clear()
    answer = as_kim.post(URL, follow=True)
    assert answer.redirect_chain == [(reverse("account_deleted"), 302)]
    assert "Ihr Konto ist gelöscht" in answer.content.decode()
    waits.refresh_from_db()
    assert waits.is_confirmed
    run_tasks()
    told = {sent.to[0]: str(sent.subject) for sent in mail.outbox}
    assert told["kim@stadt.example"] == "Ihr Konto ist gelöscht"
    assert told["toni@kij.example"].startswith("Sie sind nachgerückt")
    assert len(told) == len(mail.outbox) == 2


def test_nothing_personal_of_a_participant_remains(
    kim: User, alex: User, robin: User, run_tasks: RunTasks
) -> None:
    excursion = factories.excursion()
    factories.registration(excursion, kim, needs="Stufenlos, bitte.", phone="0170 1234567")
    later = factories.START.replace(month=7)
    phoned = factories.by_hand(factories.excursion(starts_at=later), alex, email=kim.email)
    actions.change_answers(
        phoned, answers=factories.answers("Kim Beispiel", needs="Ruhe"), actor=alex
    )
    run_tasks()
    client = logged_in(kim)
    client.get("/")
    erase.delete_account(kim)
    assert not User.objects.filter(pk=kim.pk).exists()
    left = everything_stored()
    for trace in ["Kim Beispiel", "kim@", "Haushalt", "0170 1234567", "Stufenlos", "Ruhe"]:
        assert trace not in left, left[max(left.find(trace) - 300, 0) :][:400]


def test_every_browser_is_logged_out(kim: User) -> None:
    here, elsewhere = logged_in(kim), logged_in(kim)
    here.post(URL)
    for client in (here, elsewhere):
        assert client.get(reverse("account_own")).status_code == 302


def test_photos_go_offline_at_once_and_for_good(
    kim: User, alex: User, robin: User, run_tasks: RunTasks
) -> None:
    past = own.everything(kim, alex, robin)["past"]
    photo = RecapPhoto.objects.get(people__registration=past)
    erase.delete_account(kim)
    assert photo not in RecapPhoto.objects.showable()
    from recaps import tasks

    assert tasks.take_down_withdrawn.func() == 1
    photo.refresh_from_db()
    assert photo.taken_down_at


def test_who_was_there_still_counts(kim: User, robin: User) -> None:
    past = recap_factories.took_part(recap_factories.past_excursion(), photo_consent=False)
    Registration.objects.filter(pk=past.pk).update(user=kim)
    erase.delete_account(kim)
    past.refresh_from_db()
    assert (past.status, past.name, past.user) == ("confirmed", "Gelöschtes Konto", None)


def test_what_somebody_did_for_others_stays_without_their_name(
    kim: User, alex: User, robin: User
) -> None:
    other = own.everything(kim, alex, robin)["other"]
    erase.delete_account(kim)
    shell = User.objects.get(pk=kim.pk)
    assert str(shell) == "Ehemalige Person"
    assert not shell.is_active
    assert not shell.has_usable_password()
    assert shell.email.endswith("@ehemalig.invalid")
    assert other.events.filter(actor=shell, reason="Rief an").exists()
    assert LogEntry.objects.filter(user=shell).exists()
    parts = {part.key: part.records for part in export.of(shell)}
    assert parts["registrations"] == parts["logging_in"] == parts["address"] == []
    left = everything_stored()
    for trace in ["Kim Beispiel", "Haushalt", "0170 1234567", "stufenlos", own.SECRET]:
        assert trace not in left, trace


def test_a_barrier_that_waits_for_an_answer_keeps_its_address(kim: User) -> None:
    from pages import actions as page_actions

    def report() -> BarrierReport:
        return page_actions.report_barrier(what="Zu klein", where="", email=kim.email, phone="1")

    waits, done = report(), report()
    page_actions.mark_answered(done, is_answered=True)
    erase.delete_account(kim)
    waits.refresh_from_db()
    done.refresh_from_db()
    assert waits.email == "kim@stadt.example"
    assert (done.email, done.phone) == ("", "")


def test_the_same_address_can_come_back(kim: User, excursion: Excursion) -> None:
    factories.registration(excursion, kim)
    erase.delete_account(kim)
    again = factories.user("kim@stadt.example", name="Kim Beispiel")
    assert factories.registration(excursion, again).is_confirmed


def test_twice_is_once(kim: User, excursion: Excursion) -> None:
    factories.registration(excursion, kim)
    erase.delete_account(kim)
    erase.delete_account(kim)
    assert excursion.registrations.count() == 1


def test_a_mailbox_that_does_not_answer_is_not_written_to(kim: User, run_tasks: RunTasks) -> None:
    User.objects.filter(pk=kim.pk).update(mail_fails_since=timezone.now())
    erase.delete_account(kim)
    run_tasks()
    assert mail.outbox == []


def test_what_waits_to_be_sent_to_them_is_not_sent(kim: User, excursion: Excursion) -> None:
    factories.registration(excursion, kim)
    erase.delete_account(kim)
    assert not Message.objects.queued().exists()


def test_during_the_excursion_the_place_is_given_back_as_well(
    kim: User, excursion: Excursion, clock: TimeMachineFixture
) -> None:
    registration = factories.registration(excursion, kim)
    clock.move_to(excursion.starts_at + timedelta(minutes=5))
    erase.delete_account(kim)
    registration.refresh_from_db()
    assert registration.status == "withdrawn"


class TestAdministrators:
    @pytest.fixture
    def sascha(self, db: None) -> User:
        person = factories.user("sascha@stadt.example", name="Sascha", is_staff=True)
        person.groups.add(Group.objects.get(name="Administration"))
        return person

    def test_the_last_one_stays(self, sascha: User) -> None:
        with pytest.raises(Refused) as refused:
            erase.delete_account(sascha)
        assert refused.value.refusal.code == "last_administrator"
        shown = logged_in(sascha).post(URL).content.decode()
        assert "Bitte benennen Sie zuerst" in shown
        assert User.objects.filter(pk=sascha.pk, is_active=True).exists()

    def test_with_another_one_anybody_may_go(self, sascha: User) -> None:
        User.objects.create_superuser("root@stadt.example", name="Root")
        erase.delete_account(sascha)
        assert not User.objects.filter(email="sascha@stadt.example").exists()

    def test_employees_may_always_go(self, sascha: User, kim: User) -> None:
        assert erase.why_not_delete(kim) is None


def test_it_needs_a_fresh_proof(as_kim: Client, kim: User, clock: TimeMachineFixture) -> None:
    clock.move_to(factories.NOW + timedelta(minutes=6))
    assert as_kim.post(URL).headers["Location"].startswith(reverse("account_fresh"))
    assert User.objects.filter(pk=kim.pk).exists()


def test_a_crash_in_the_middle_leaves_everything_as_it_was(
    kim: User, excursion: Excursion, monkeypatch: pytest.MonkeyPatch
) -> None:
    registration = factories.registration(excursion, kim, needs="Stufenlos")

    def crash(person: User) -> None:
        raise RuntimeError

    monkeypatch.setattr(erase, "_leave", crash)
    with pytest.raises(RuntimeError):
        erase.delete_account(kim)
    registration.refresh_from_db()
    assert registration.is_confirmed
    assert registration.user == kim
    assert registration.access_needs.text == "Stufenlos"


def test_a_former_colleague_stays_as_long_as_something_names_them(
    kim: User, alex: User, excursion: Excursion, clock: TimeMachineFixture
) -> None:
    from privacy import ending, former

    registration = factories.by_hand(excursion, kim)
    erase.delete_account(kim)
    shell = former.colleagues().get()
    clock.move_to(factories.NOW + timedelta(days=999))
    assert shell not in ending.due_for_notice(timezone.now())
    assert not former.without_traces(former.colleagues()).exists()
    registration.delete()
    assert former.without_traces(former.colleagues()).get() == shell


class TestTeams:
    """Whoever looks after an excursion to come alone hands it on first."""

    def test_the_only_one_stays_until_somebody_else_is_in_the_team(
        self, alex: User, toni: User, excursion: Excursion
    ) -> None:
        excursion.team.set([alex])
        with pytest.raises(Refused) as refused:
            erase.delete_account(alex)
        assert refused.value.refusal.code == "last_of_team"
        assert "Smartes Jena erleben" in refused.value.refusal.text
        excursion.team.add(toni)
        erase.delete_account(alex)
        assert list(excursion.team.all()) == [toni]

    @pytest.mark.parametrize("state", ["over", "cancelled", "draft"])
    def test_what_is_over_called_off_or_a_draft_holds_nobody(
        self, state: str, alex: User, excursion: Excursion, clock: TimeMachineFixture
    ) -> None:
        excursion.team.set([alex])
        if state == "over":
            clock.move_to(excursion.ends_at)
        else:
            reason = "Sturm" if state == "cancelled" else ""
            Excursion.objects.filter(pk=excursion.pk).update(
                status=state, cancellation_reason=reason
            )
        assert erase.why_not_delete(alex) is None
