"""Run inside an installation: prints what became of the excursion, as JSON."""

import json
import os

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from bench.prepare import SLUG
    from excursions.models import Event, Message, Registration

    registrations = Registration.objects.filter(excursion__slug=SLUG)
    waiting = registrations.waiting()
    counts = {
        "confirmed": registrations.seated().count(),
        "waiting": waiting.count(),
        "places": waiting.values("queue_order").distinct().count(),
        "events": Event.objects.filter(registration__excursion__slug=SLUG).count(),
        "keys": list(registrations.values_list("pk", flat=True)),
        "mails": Message.objects.filter(registration__excursion__slug=SLUG).count(),
    }
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
