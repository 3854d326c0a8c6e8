"""Codes, as they arrive in the mailbox."""

import pytest
from django.core.mail import EmailMessage

from tests import mailbox
from tests.accounts.login import CODE, Codes
from tests.conftest import RunTasks


@pytest.fixture
def codes(run_tasks: RunTasks, mailoutbox: list[EmailMessage]) -> Codes:
    """Works off the queue; returns the codes of the mails that came."""

    def read() -> list[str]:
        run_tasks()
        found = [CODE.search(mailbox.body(mail, "plain")) for mail in mailoutbox]
        mailoutbox.clear()
        return [match[0] for match in found if match]

    return read
