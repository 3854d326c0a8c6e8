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
        schedule.register(tasks.remind, every=timedelta(minutes=5), what=_("Send reminders"))
        schedule.register(
            tasks.give_back_unanswered,
            every=timedelta(minutes=5),
            what=_("Give back places without an answer"),
        )
        schedule.register(
            tasks.send_to_corrected,
            every=timedelta(minutes=1),
            what=_("Send again to corrected addresses"),
        )
