from datetime import timedelta

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"

    def ready(self) -> None:
        from jobs import schedule, tasks

        schedule.register(tasks.tidy_up, every=timedelta(days=1))
