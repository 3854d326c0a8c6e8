"""Due work: enqueued once, whoever ticks and however often."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from jobs import schedule
from jobs.models import Schedule
from tests.factories import NOW
from tests.jobs import tasks

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _one_kind_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_registry", {})
    schedule.register(tasks.fail, every=DAY, what=gettext_lazy("Mails"))


def test_new_work_is_due_at_once_and_then_after_its_pause() -> None:
    assert schedule.tick(NOW) == [tasks.fail.name]
    assert schedule.tick(NOW) == []
    assert schedule.tick(NOW + DAY - timedelta(seconds=1)) == []
    assert schedule.tick(NOW + DAY) == [tasks.fail.name]
    assert DBTaskResult.objects.count() == 2


def test_after_a_long_standstill_it_runs_once() -> None:
    schedule.tick(NOW)
    assert schedule.tick(NOW + 30 * DAY) == [tasks.fail.name]
    assert schedule.tick(NOW + 30 * DAY) == []
    assert Schedule.objects.get().next_run_at == NOW + 31 * DAY


def test_work_that_is_registered_no_more_is_left_alone() -> None:
    Schedule.objects.create(name="gone", next_run_at=NOW - DAY)
    assert schedule.tick(NOW) == [tasks.fail.name]


def test_a_tick_with_nothing_due_writes_nothing(
    django_assert_num_queries: object, tmp_path: Path
) -> None:
    schedule.tick(NOW)
    with django_assert_num_queries(2):  # type: ignore[operator]
        schedule.tick(NOW + timedelta(hours=1))


def test_the_apps_have_registered_their_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    registered = {name: due.every for name, due in schedule._registry.items()}
    daily = ("tidy_up", "delete_due", "notice_ending")
    often = ("remind", "give_back_unanswered")
    minutely = ("publish_due", "take_down_withdrawn", "send_to_corrected")
    assert registered == (
        dict.fromkeys(daily, DAY)
        | dict.fromkeys(often, timedelta(minutes=5))
        | {"delete_expired": timedelta(minutes=15)}
        | dict.fromkeys(minutely, timedelta(minutes=1))
    )
