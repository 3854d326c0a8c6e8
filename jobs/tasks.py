"""Due work of the queue itself."""

from django.core.management import call_command
from django.tasks import task
from django.utils import timezone

from jobs import worker


@task
def tidy_up() -> None:
    """Deletes finished tasks after a week, and sessions that have expired."""
    worker.forget_finished(timezone.now())
    call_command("clearsessions")
