"""Due work of the queue itself."""

from django.tasks import task
from django.utils import timezone

from jobs import worker


@task
def tidy_up() -> None:
    """Deletes finished tasks after a week."""
    worker.forget_finished(timezone.now())
