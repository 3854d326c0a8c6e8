from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExcursionsConfig(AppConfig):
    name = "excursions"
    verbose_name = _("Excursions")

    def ready(self) -> None:
        from excursions import outbox, tasks
        from jobs import rounds, schedule

        rounds.register(outbox.send_due)
        schedule.register(tasks.remind, every=timedelta(minutes=5))
        schedule.register(tasks.give_back_unanswered, every=timedelta(minutes=5))
        schedule.register(tasks.send_to_corrected, every=timedelta(minutes=1))
