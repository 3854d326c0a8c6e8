from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from jobs import schedule
        from pages import tasks

        schedule.register(tasks.forget_answered, every=timedelta(days=1))
