"""When due work runs next."""

from django.db import models


class Schedule(models.Model):
    """One kind of due work. Whoever locks the row enqueues the work and moves the moment on."""

    name = models.CharField(max_length=60, primary_key=True)
    next_run_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
