"""Every mail the software can send, as people of the demo would get it: nothing is sent or kept."""

from collections.abc import Iterator

from django.db import transaction

from demo.mails import accounts, places, programme, recaps
from demo.mails.sample import PLAYS, Sample, write

__all__ = ["Sample", "accounts", "places", "programme", "recaps", "samples"]


def samples() -> Iterator[Sample]:
    """All of them, each written in a transaction of its own that is rolled back."""
    for name in PLAYS:
        with transaction.atomic():
            sample = write(name)
            transaction.set_rollback(True)
        yield sample
