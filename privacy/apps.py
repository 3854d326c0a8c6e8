from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("Numbers and deletion")

    def ready(self) -> None:
        from jobs import schedule
        from privacy import tasks

        schedule.register(
            tasks.delete_due, every=timedelta(days=1), what=_("Delete data whose period is over")
        )
        schedule.register(
            tasks.notice_ending,
            every=timedelta(days=1),
            what=_("Announce the end of unused accounts"),
        )
        schedule.register(
            tasks.delete_expired,
            every=timedelta(minutes=15),
            what=_("Delete what expires within the hour"),
        )
