"""Run inside an installation: the stage of `bench.crash`, as JSON.

python -m bench.stage <people>
"""

import json
import os
import sys

import django

CAPACITY = 40


def main(people: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.contrib.auth.models import Group
    from django.test import Client

    from accounts.models import User
    from bench import prepare
    from excursions.models import Excursion, Registration
    from stations.models import Station
    from tests import proofs

    excursion = prepare.make_excursion(CAPACITY)
    # What the demo has of its own was not acted, and would be asked for its history.
    Registration.objects.all().delete()
    Excursion.objects.exclude(pk=excursion.pk).delete()
    excursion.stops.filter(position__gt=3).delete()
    Station.objects.update(capacity=None)  # the number of seats is the organizer's alone
    stops = list(excursion.stops.all())
    other = Excursion.objects.get(pk=excursion.pk)
    other.pk, other.slug, other.capacity = None, f"{prepare.SLUG}-2", CAPACITY + 20
    other.save(force_insert=True)
    for stop in stops:
        stop.pk, stop.excursion = None, other
        stop.save(force_insert=True)
    users = User.objects.bulk_create(
        User(email=f"p{n}@stadt.example", name=f"Person {n}", password="!") for n in range(people)
    )
    backend = "config.auth.Backend"
    employees = prepare.log_in(users, backend)
    organizer = User.objects.create_superuser("organisiert@stadt.example", name="Alex Yıldız")
    organizer.groups.add(Group.objects.get(name="Organisation"))
    excursion.team.add(organizer)
    browser = Client()
    proofs.log_in(browser, organizer)
    session = browser.cookies["sessionid"].value
    print(
        json.dumps(
            {
                "people": employees,
                "organizer": [session, employees[0][1]],
                "excursion": excursion.pk,
                "slugs": [excursion.slug, other.slug],
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
