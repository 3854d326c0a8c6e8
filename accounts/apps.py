from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from accounts import signals, tasks  # noqa: F401
        from jobs import schedule

        schedule.register(tasks.forget_unused_accounts, every=timedelta(days=1))
