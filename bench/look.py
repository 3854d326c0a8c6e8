"""Run inside an installation: prints what became of the excursion, as JSON."""

import json
import os
from collections import Counter
from datetime import timedelta

import django

# Due work that comes round less often is due once in any measurement.
RARE = timedelta(minutes=30)


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django_tasks_db.models import DBTaskResult

    from bench.prepare import SLUG
    from excursions.models import Event, Message, Registration
    from jobs import schedule

    registrations = Registration.objects.filter(excursion__slug=SLUG)
    waiting = registrations.waiting()
    messages = Message.objects.filter(registration__excursion__slug=SLUG)
    rare = [one.task.module_path for one in schedule.works() if one.every >= RARE]
    due = DBTaskResult.objects.filter(task_path__in=rare)
    counts = {
        "confirmed": registrations.seated().count(),
        "waiting": waiting.count(),
        "places": waiting.values("queue_order").distinct().count(),
        "events": Event.objects.filter(registration__excursion__slug=SLUG).count(),
        "keys": list(registrations.values_list("pk", flat=True)),
        "mails": messages.count(),
        "states": Counter(messages.values_list("state", flat=True)),
        "due": Counter(due.values_list("task_path", flat=True)),
    }
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
