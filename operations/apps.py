from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "operations"
    verbose_name = _("Operation")

    def ready(self) -> None:
        from jobs import rounds
        from operations import heartbeat, presence

        rounds.register(heartbeat.beat, begin=presence.hold, end=heartbeat.leave)
