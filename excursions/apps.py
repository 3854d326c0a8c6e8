from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExcursionsConfig(AppConfig):
    name = "excursions"
    verbose_name = _("Excursions")

    def ready(self) -> None:
        from excursions import tasks
        from jobs import schedule

        schedule.register(tasks.delete_access_needs, every=timedelta(days=1))
