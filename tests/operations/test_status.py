"""How the installation is doing: for the IT, as a page and as text."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from excursions.models import Excursion, Message
from jobs import schedule
from jobs.models import Schedule
from operations import heartbeat, status
from operations.models import Backup, RunningWorker
from tests import factories
from tests.conftest import Client, RunTasks, logged_in
from tests.factories import NOW

pytestmark = pytest.mark.django_db
PAGE = "/verwaltung/betrieb/"


@pytest.fixture
def ira(db: None) -> User:
    """Looks after the machines."""
    person = factories.user("ira@stadt.example", name="Ira Netz", is_staff=True)
    person.groups.add(Group.objects.get(name="Administration"))
    return person


@pytest.fixture
def healthy(settings: Any) -> None:
    """Everything as it should be."""
    RunningWorker.objects.create(name="rathaus-1", seen_at=NOW)
    Backup.objects.create(made_at=NOW - timedelta(hours=8), size=12_000_000)
    schedule.tick(NOW)
    DBTaskResult.objects.all().delete()


@pytest.fixture
def enough_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """How full the disk of the tests is, is nobody's doing."""
    monkeypatch.setattr(status, "LITTLE_DISK", 0)


def line(label: str) -> status.Line:
    groups = status.look(timezone.now())
    return next(line for group in groups for line in group.lines if line.label == label)


def trouble() -> list[str]:
    # How much is free on the disk of the tests is nobody's doing.
    found = status.troubles(status.look(timezone.now()))
    return [line.label for line in found if line.label != "Frei auf der Platte"]


def test_when_all_is_well_nothing_is_to_be_done(healthy: None) -> None:
    assert trouble() == []
    assert line("Worker").value == "1 läuft"
    assert line("Letzte Sicherung").note == "11,4\xa0MB"


def test_a_worker_that_is_silent_is_missed(healthy: None) -> None:
    RunningWorker.objects.update(seen_at=NOW - heartbeat.SILENT_AFTER)
    assert trouble() == ["Worker"]
    assert line("Worker").value == "keiner läuft"


def test_mails_that_wait_too_long_are_named(healthy: None, excursion: Excursion) -> None:
    factories.registration(excursion)
    assert trouble() == []
    late = NOW - status.LATE - timedelta(minutes=1)
    Message.objects.update(created_at=late, due_at=late)
    assert trouble() == ["Jetzt zu senden"]
    Message.objects.update(state=Message.State.FAILED)
    assert trouble() == ["Aufgegebene E-Mails"]


def test_tasks_that_failed_for_good_are_named_without_what_they_were_about(healthy: None) -> None:
    from jobs.tasks import tidy_up

    tidy_up.enqueue()
    DBTaskResult.objects.update(
        status="FAILED", finished_at=NOW, traceback="Kim Beispiel, kim@stadt.example"
    )
    assert trouble() == ["Aufgegebene Aufgaben"]
    assert line("Aufgegebene Aufgaben").note.startswith("jobs.tasks.tidy_up.")


def test_tasks_to_do_now_are_told_from_those_for_later(healthy: None) -> None:
    from jobs.tasks import tidy_up

    tidy_up.enqueue()
    tidy_up.using(run_after=NOW + timedelta(hours=1)).enqueue()
    assert (line("Jetzt zu erledigen").value, line("Für später").value) == ("1", "1")


def test_due_work_that_nobody_does_is_named(healthy: None) -> None:
    Schedule.objects.filter(name="tidy_up").update(next_run_at=NOW - timedelta(hours=2))
    assert trouble() == ["Warteschlange aufräumen"]


def test_when_due_work_was_done_is_said(healthy: None, run_tasks: RunTasks) -> None:
    assert line("Warteschlange aufräumen").value == "noch nicht"
    from jobs.tasks import tidy_up

    tidy_up.enqueue()
    run_tasks()
    assert line("Warteschlange aufräumen").value == "Mi, 12. Mai, 9:00 Uhr"


@pytest.mark.parametrize(("hours", "found"), [(8, []), (49, ["Letzte Sicherung"])])
def test_an_old_backup_is_named(hours: int, found: list[str], healthy: None) -> None:
    Backup.objects.update(made_at=NOW - timedelta(hours=hours))
    assert trouble() == found


def test_no_backup_at_all_is_named(healthy: None) -> None:
    Backup.objects.all().delete()
    assert trouble() == ["Letzte Sicherung"]


def test_a_misspelt_setting_is_named(healthy: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_PASWORD", "hunter2")
    assert trouble() == ["Bitte prüfen"]
    assert "hunter2" not in str(line("Bitte prüfen"))


def test_the_it_reads_it_in_the_admin(healthy: None, ira: User) -> None:
    answer = logged_in(ira).get(PAGE)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert reverse("admin:operations") == PAGE
    assert "Regelmäßige Arbeiten" in page
    assert "rathaus-1" in page
    assert f'href="{PAGE}" aria-current="page"' in page


def test_who_may_see_people_finds_the_mails_that_did_not_arrive(
    healthy: None, excursion: Excursion, ira: User
) -> None:
    factories.registration(excursion)
    Message.objects.update(state=Message.State.FAILED)
    people = f"/verwaltung/excursions/excursion/{excursion.pk}/teilnehmende/?status=unreached"
    assert people not in logged_in(ira).get(PAGE).content.decode()
    ira.groups.add(Group.objects.get(name="Organisation"))
    assert people not in logged_in(ira).get(PAGE).content.decode()
    excursion.team.add(ira)
    assert people in logged_in(ira).get(PAGE).content.decode()


def test_others_do_not(as_alex: Client, as_kim: Client, client: Client) -> None:
    assert as_alex.get(PAGE).status_code == 403
    assert as_kim.get(PAGE).status_code in {302, 403}
    assert client.get(PAGE).status_code == 302
    assert PAGE not in as_alex.get("/verwaltung/").content.decode()


def test_the_number_of_statements_does_not_grow(healthy: None, excursion: Excursion) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            status.look(timezone.now())
        return len(captured)

    one = count()
    for number in range(3):
        factories.registration(factories.excursion())
        RunningWorker.objects.create(name=f"w{number}", seen_at=NOW)
        Backup.objects.create(made_at=NOW, size=1)
    assert count() == one


def test_the_command_says_the_same(healthy: None, enough_disk: None) -> None:
    out = io.StringIO()
    call_command("status", stdout=out)
    assert "ok Worker: 1 läuft  (rathaus-1)" in out.getvalue()
    assert "Django: 6." in out.getvalue()


def test_the_command_ends_with_1_when_something_is_bad(healthy: None, enough_disk: None) -> None:
    Backup.objects.all().delete()  # to be seen to, but nothing is broken
    call_command("status", stdout=io.StringIO())
    RunningWorker.objects.all().delete()
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("status", stdout=out)
    assert ended.value.code == 1
    assert "!! Worker: keiner läuft" in out.getvalue()
    assert "Django: 6." in out.getvalue()


def test_a_worker_says_that_it_is_alive_four_times_a_minute(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = [0.0]
    monkeypatch.setattr(heartbeat, "_last", None)
    monkeypatch.setattr("operations.heartbeat.time.monotonic", lambda: seconds[0])
    RunningWorker.objects.create(name="long ago", seen_at=NOW - timedelta(days=2))
    assert heartbeat.beat(lambda: True) == 0
    (worker,) = RunningWorker.objects.all()
    assert timezone.now() - worker.seen_at < timedelta(seconds=1)
    RunningWorker.objects.all().delete()
    seconds[0] = heartbeat.EVERY - 1
    heartbeat.beat(lambda: True)
    assert not RunningWorker.objects.exists()
    seconds[0] = heartbeat.EVERY
    heartbeat.beat(lambda: True)
    assert RunningWorker.objects.count() == 1
