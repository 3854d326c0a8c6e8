"""Numbers about the installation, for the page of the IT and for its machines. Nobody's name."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from excursions.models import Message, Registration

State = Message.State


@dataclass(frozen=True)
class Mails:
    """The messages by what becomes of them."""

    due: int
    later: int
    failed: int
    undeliverable: int
    oldest_due: datetime | None


@dataclass(frozen=True)
class Tasks:
    """The queue of everything else."""

    due: int
    later: int
    running: int
    failed: int


def mails(at: datetime) -> Mails:
    """One statement."""
    due = Q(state=State.QUEUED, due_at__lte=at)
    found = Message.objects.aggregate(
        due=Count("pk", filter=due),
        later=Count("pk", filter=Q(state=State.QUEUED, due_at__gt=at)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        undeliverable=Count("pk", filter=Q(state=State.UNDELIVERABLE)),
        oldest_due=Min("created_at", filter=due),
    )
    return Mails(**found)


def tasks(at: datetime) -> Tasks:
    """One statement."""
    ready = Q(status=TaskResultStatus.READY)
    later = Q(run_after__gt=at) & ~Q(run_after=get_date_max())  # which means: at once
    found = DBTaskResult.objects.aggregate(
        due=Count("pk", filter=ready & ~later),
        later=Count("pk", filter=ready & later),
        running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
        failed=Count("pk", filter=Q(status=TaskResultStatus.FAILED)),
    )
    return Tasks(**found)


def registrations() -> dict[str, int]:
    """How many there are in each state."""
    found = Registration.objects.order_by().values_list("status").annotate(n=Count("pk"))
    return dict.fromkeys(Registration.Status.values, 0) | {str(s): n for s, n in found}
