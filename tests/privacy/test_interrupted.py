"""The deletion is killed hard, repeated, and run twice at once: in the end it is right."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from excursions.models import Event, Excursion, Message, Registration
from privacy import retention
from privacy.models import DeletionRun, Headcount
from privacy.retention import Rows, Rule
from tests import factories
from tests.privacy.deleting import delete_all
from tests.processes import ROOT, database_url, wait_for
from tests.racing import race

PEOPLE = 2000
KILLS = 3
# The processes live in real time, the test does not: over for both.
LONG_AGO = factories.berlin("2026-01-07 13:00")

real = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def crowded() -> Excursion:
    excursion = factories.excursion(starts_at=LONG_AGO, capacity=PEOPLE)
    factories.crowd(excursion, seated=PEOPLE)
    Event.objects.bulk_create(
        Event(registration=one, kind="registered") for one in Registration.objects.all()
    )
    Message.objects.bulk_create(
        Message(registration=one, kind="confirmed", state="skipped")
        for one in Registration.objects.all()
    )
    return excursion


@contextmanager
def deletion(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`manage.py retention` in a process of its own, which does not outlive the test."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "TEST_DIR": str(folder),
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "retention"],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@real
def test_killed_in_the_middle_it_goes_on_and_counts_everybody_once(
    crowded: Excursion, tmp_path: Path
) -> None:
    for _kill in range(KILLS):
        before = Registration.objects.count()
        with deletion(tmp_path) as process:
            wait_for(lambda known=before: Registration.objects.count() < known)  # type: ignore[misc]
            process.send_signal(signal.SIGKILL)
            process.wait()
        # Whoever is left is whole.
        left = Registration.objects.count()
        assert Event.objects.count() == Message.objects.count() == left
        assert counted() == PEOPLE - left
    assert 0 < left < PEOPLE
    with deletion(tmp_path) as process:
        assert process.wait(timeout=60) == 0
    assert not Registration.objects.exists()
    assert counted() == PEOPLE
    assert Headcount.objects.get().registered == PEOPLE
    assert DeletionRun.objects.filter(finished_at=None).count() == KILLS


@real
def test_two_at_once_delete_everybody_once(crowded: Excursion) -> None:
    race(delete_all, delete_all, delete_all)
    assert not Registration.objects.exists()
    assert counted() == PEOPLE
    assert Headcount.objects.get().registered == PEOPLE


def all_excursions(at: datetime) -> Rows:
    return Excursion.objects.all()


def counted() -> int:
    """What the log says of registrations, all runs together."""
    total: Counter[str] = Counter()
    for run in DeletionRun.objects.all():
        total.update(run.counts)
    return total["registrations"]


@pytest.mark.django_db
def test_a_rule_that_fails_does_not_keep_the_others_from_being_applied(
    excursion: Excursion, allows_errors: pytest.LogCaptureFixture
) -> None:
    def fails(rows: object) -> int:
        raise OSError

    wrong = Rule("wrong", "wrong", all_excursions, fails)
    right = Rule("right", "right", all_excursions)
    with pytest.raises(OSError):
        retention.carry_out([wrong, right])
    run = DeletionRun.objects.get()
    assert (run.counts, run.finished_at) == ({"right": 1}, None)
    assert "Deletion of wrong failed" in allows_errors.text


@pytest.mark.django_db
def test_without_time_it_stops_after_a_batch_and_goes_on_later(excursion: Excursion) -> None:
    rule = Rule("excursions", "x", all_excursions, batch=1)
    factories.excursion()
    run = retention.carry_out([rule], seconds=0)
    assert (run.counts, run.finished_at) == ({"excursions": 1}, None)
    again = retention.carry_out([rule], run=run, seconds=60)
    assert again == run
    assert again.counts == {"excursions": 2}
    assert again.finished_at
