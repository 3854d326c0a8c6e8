from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "jobs"

    def ready(self) -> None:
        from jobs import schedule, tasks

        schedule.register(tasks.tidy_up, every=timedelta(days=1), what=_("Tidy up the queue"))
