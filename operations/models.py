"""What the IT wants to know and no other table says."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunningWorker(models.Model):
    """A worker process and when it was last alive; forgotten a day later."""

    name = models.CharField(max_length=120, primary_key=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        # Seen in one place only: before its one right, in the list of what a group may do.
        verbose_name = verbose_name_plural = _("Operation")
        ordering = ["-seen_at"]
        default_permissions = ()
        permissions = [("view_operations", _("Can see how the installation is doing"))]

    def __str__(self) -> str:
        return self.name


class Backup(models.Model):
    """That a backup was made. Its own row is not in it."""

    made_at = models.DateTimeField(db_index=True)
    size = models.PositiveBigIntegerField()  # bytes

    class Meta:
        ordering = ["-made_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.made_at.isoformat()
