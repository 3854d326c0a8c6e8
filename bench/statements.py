"""Run inside an installation: SQL statements of each page, as JSON."""

import json
import os
from collections.abc import Callable
from functools import partial

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from bench.prepare import SLUG
    from excursions.models import Registration

    person = User.objects.create_user("statements@stadt.example", name="Kim Sommer")
    browser = Client(headers={"host": "localhost"})
    browser.force_login(person, backend="config.auth.Backend")
    form = f"/exkursionen/{SLUG}/anmelden/"
    answers = {"name": "Kim Sommer", "other_unit": "Fachdienst Mobilität", "wish": "seat"}
    steps: dict[str, Callable[[], object]] = {
        "list": partial(browser.get, "/"),
        "detail": partial(browser.get, f"/exkursionen/{SLUG}/"),
        "form": partial(browser.get, form),
        "post": partial(browser.post, form, answers),
        "result": lambda: browser.get(
            Registration.objects.get(user=person, excursion__slug=SLUG).get_absolute_url()
        ),
    }
    counts = {}
    for name, step in steps.items():
        with CaptureQueriesContext(connection) as captured:
            step()
        counts[name] = len(captured)
    counts["result"] -= 1  # finding the address is not part of the page
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
