"""Reporting a barrier: without an account, kept and told, answered in time."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from pages import actions, desk, tasks
from pages.models import BarrierReport
from tests.conftest import Client, RunTasks, logged_in
from tests.privacy.deleting import delete

URL = reverse("pages:report_barrier")
TYPED = {"what": "Der Knopf geht nicht.", "where": "/hilfe/", "email": "Kim@stadt.example"}


def report(**fields: str) -> BarrierReport:
    typed = {"what": "Der Knopf geht nicht.", "where": "", "email": "", "phone": ""}
    return actions.report_barrier(**typed | fields)


def test_the_page_somebody_comes_from_stands_in_the_form(client: Client, db: None) -> None:
    shown = client.get(URL, {"seite": "/exkursionen/licht/"}).content.decode()
    assert 'value="/exkursionen/licht/"' in shown


def test_who_is_logged_in_need_not_type_an_address(as_kim: Client) -> None:
    assert 'value="kim@stadt.example"' in as_kim.get(URL).content.decode()


def test_a_report_is_kept_and_the_team_is_told(
    client: Client, run_tasks: RunTasks, rate_limits: None
) -> None:
    answer = client.post(URL, TYPED, follow=True)
    assert answer.redirect_chain == [(reverse("pages:barrier_reported"), 302)]
    kept = BarrierReport.objects.get()
    assert (kept.what, kept.where, kept.email) == (
        "Der Knopf geht nicht.",
        "/hilfe/",
        "kim@stadt.example",
    )
    run_tasks()
    (sent,) = mail.outbox
    assert sent.to == ["exkursionen@stadt.example"]
    assert "Der Knopf geht nicht." in sent.body
    assert "kim@stadt.example" not in sent.body + str(sent.subject)


def test_the_answer_says_what_happens_and_until_when(client: Client, db: None) -> None:
    shown = client.get(reverse("pages:barrier_reported")).content.decode()
    assert "11. Juni 2027" in shown


def test_nothing_but_a_description_is_needed(client: Client, rate_limits: None) -> None:
    client.post(URL, {"what": "Es geht nicht."})
    assert BarrierReport.objects.get().email == ""


def test_without_a_description_nothing_is_lost_of_the_rest(
    client: Client, rate_limits: None
) -> None:
    answer = client.post(URL, TYPED | {"what": "", "email": "kim"})
    shown = answer.content.decode()
    assert "Bitte beschreiben Sie kurz, was nicht ging." in shown
    assert 'value="/hilfe/"' in shown
    assert 'value="kim"' in shown
    assert not BarrierReport.objects.exists()


def test_many_reports_from_one_place_are_stopped_and_keep_what_was_typed(
    client: Client, rate_limits: None
) -> None:
    for _ in range(30):
        client.post(URL, TYPED)
    answer = client.post(URL, TYPED)
    assert "viele Meldungen" in answer.content.decode()
    assert "Der Knopf geht nicht." in answer.content.decode()
    assert BarrierReport.objects.count() == 30


def test_without_a_mail_server_the_worker_tries_again(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: EmailBackend, messages: object) -> int:
        raise ConnectionResetError

    kept = report()
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    with pytest.raises(OSError, match="ConnectionResetError"):
        tasks.tell_team.func(kept.pk)
    monkeypatch.undo()
    assert tasks.tell_team.func(kept.pk) is True
    assert len(mail.outbox) == 1


def test_an_answered_report_is_told_nobody_any_more(db: None) -> None:
    kept = report()
    actions.mark_answered(kept, is_answered=True)
    assert tasks.tell_team.func(kept.pk) is False
    assert mail.outbox == []


def test_the_queue_holds_neither_words_nor_addresses(db: None) -> None:
    kept = report(email="kim@stadt.example")
    assert DBTaskResult.objects.get().args_kwargs == {"args": [kept.pk], "kwargs": {}}


def test_the_team_sees_open_ones_first_and_marks_them_answered(as_alex: Client) -> None:
    done, waits = report(where="/fertig/"), report(where="/offen/", phone="03641 1")
    actions.mark_answered(done, is_answered=True)
    shown = as_alex.get(reverse("admin:pages_barrierreport_changelist")).content.decode()
    assert shown.index("/offen/") < shown.index("/fertig/")
    only = as_alex.get(reverse("admin:pages_barrierreport_changelist"), {"state": "open"})
    assert "/fertig/" not in only.content.decode()
    page = reverse("admin:pages_barrierreport_change", args=[waits.pk])
    assert "03641 1" in as_alex.get(page).content.decode()
    as_alex.post(page, {"is_answered": "on"})
    waits.refresh_from_db()
    assert waits.answered_at


def test_a_report_can_be_opened_again(db: None) -> None:
    kept = report()
    for is_answered in (True, True, False):
        actions.mark_answered(kept, is_answered=is_answered)
    kept.refresh_from_db()
    assert kept.answered_at is None


def test_nobody_else_reads_reports(as_kim: Client, robin: User) -> None:
    kept = report()
    page = reverse("admin:pages_barrierreport_change", args=[kept.pk])
    assert as_kim.get(page).status_code == 302
    assert logged_in(robin).get(page).status_code == 403


def test_the_desk_says_how_many_wait_and_becomes_urgent_after_three_weeks(alex: User) -> None:
    kept = report()
    (errand,) = desk.errands(alex, timezone.now())
    assert (errand.text, errand.tone) == ("1 gemeldete Barriere wartet auf eine Antwort.", "wait")
    (errand,) = desk.errands(alex, kept.at + timedelta(days=22))
    assert errand.tone == "bad"


@override_settings(CONTACT_EMAIL="team@stadt.example")
def test_the_mail_goes_to_the_team_of_the_settings(db: None) -> None:
    assert tasks.compose(report()).to == ["team@stadt.example"]


def test_the_form_has_its_notice_about_privacy(client: Client, db: None) -> None:
    shown = client.get(URL).content.decode()
    assert shown.count("<dt>") == 9


@pytest.mark.parametrize(("days", "is_left"), [(89, True), (91, False)])
def test_an_answered_report_is_forgotten_after_its_time(days: int, is_left: bool, db: None) -> None:
    kept, waits = report(), report()
    long_ago = timezone.now() - timedelta(days=days)
    BarrierReport.objects.filter(pk=kept.pk).update(answered_at=long_ago)
    delete("barriers")
    assert BarrierReport.objects.filter(pk=kept.pk).exists() is is_left
    assert BarrierReport.objects.filter(pk=waits.pk).exists()
