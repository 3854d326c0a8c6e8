"""Workers killed at random moments while they send: nothing is lost, no list goes out again."""

import random
import signal
import time
from collections import Counter
from datetime import UTC, datetime

import pytest

from excursions.models import Announcement, Message
from tests import factories
from tests.processes import wait_for, workers
from tests.smtp import MailServer

MESSAGES = 200
KILLS = 4
# The processes live in real time, the test does not: due for both.
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_worker_killed_at_random_moments_loses_nothing_and_repeats_at_most_one_mail() -> None:
    excursion = factories.excursion(capacity=MESSAGES)
    factories.crowd(excursion, seated=MESSAGES)
    announcement = Announcement.objects.create(
        excursion=excursion, audience=["confirmed"], subject="Bahn", text="Linie 5 fällt aus."
    )
    Message.objects.bulk_create(
        Message(
            registration=one,
            kind="announcement",
            announcement=announcement,
            is_bulk=True,
            due_at=LONG_AGO,
        )
        for one in excursion.registrations.all()
    )
    server = MailServer()
    server.start()
    try:
        with workers(
            DJANGO_SETTINGS_MODULE="tests.mail_settings", TEST_SMTP_PORT=str(server.port)
        ) as start:
            for _kill in range(KILLS):
                before = len(server.taken)
                process = start()
                few = min(before + 5, MESSAGES)  # on a slow machine all may be sent before the kill
                wait_for(lambda few=few: len(server.taken) >= few, seconds=60)  # type: ignore[misc]
                time.sleep(random.uniform(0, 0.3))
                process.send_signal(signal.SIGKILL)
                process.wait()
                # What the dead held in their hands is due again after a while: now.
                Message.objects.queued().update(due_at=LONG_AGO)
            start()
            wait_for(lambda: not Message.objects.queued().exists(), seconds=60)
    finally:
        server.stop()
    arrived = Counter(address for address, _mail in server.taken)
    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.SENT}
    assert len(arrived) == MESSAGES
    assert sum(arrived.values()) <= MESSAGES + KILLS
    for address, times in arrived.items():
        ids = {mail["Message-ID"] for mail in server.to(address)}
        assert len(ids) == 1, f"{address}: {times}"
