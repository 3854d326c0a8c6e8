"""Run inside an installation: one step of `bench.mails`; prints the seconds it took.

python -m bench.mail_steps prepare|announce|register|register_silently <number>
"""

import os
import sys
import time
from contextlib import ExitStack
from unittest import mock

import django

SLUG = "bench"
CROWD = "crowd"  # the excursion whose people are written to while others register for the first


def main(step: str, number: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    print({"prepare": prepare, "announce": announce}.get(step, _register(step))(number))


def prepare(people: int) -> float:
    """Two excursions, one with so many people and drafts for them; 3,000 who may register."""
    from django.db import connection
    from django.utils import timezone

    from accounts.models import User
    from bench.prepare import make_excursion
    from excursions.models import Announcement, Excursion, Registration

    begun = time.monotonic()
    make_excursion(3000)
    excursion = Excursion.objects.get(slug=SLUG)
    stops = list(excursion.stops.all())
    excursion.pk, excursion.slug, excursion.capacity = None, CROWD, people
    excursion.save(force_insert=True)
    for stop in stops:
        stop.pk, stop.excursion = None, excursion
        stop.save(force_insert=True)
    users = User.objects.bulk_create(
        [User(email=f"m{n}@stadt.example", name=f"Person {n}", password="!") for n in range(people)]
        + [User(email=f"r{n}@stadt.example", name=f"Neu {n}", password="!") for n in range(3000)],
        batch_size=1000,
    )
    Registration.objects.bulk_create(
        [
            Registration(
                excursion=excursion,
                user=user,
                name=user.name,
                status="confirmed",
                told_version=excursion.version,
                agreed_day=timezone.localdate(excursion.starts_at),
            )
            for user in users[:people]
        ],
        batch_size=1000,
    )
    for n in range(3):
        Announcement.objects.create(
            excursion=excursion,
            audience=["confirmed"],
            subject=f"Bitte beachten {n}",
            text="Die Linie 5 fährt heute nicht.\n\nBitte nehmen Sie die Linie 4.",
            author=users[0],
        )
    # As autovacuum does, a minute later: without statistics PostgreSQL reads whole tables.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return time.monotonic() - begun


def announce(expected: int) -> float:
    """One press on „An 10.000 Personen senden“."""
    from accounts.models import User
    from excursions import actions
    from excursions.models import Announcement, Excursion

    excursion = Excursion.objects.get(slug=CROWD)
    draft = Announcement.objects.filter(excursion=excursion, sent_at=None).first()
    assert draft
    expected = actions.audience(excursion, draft.audience).count()
    actor = User.objects.get(email="m0@stadt.example")
    begun = time.monotonic()
    actions.announce(draft, actor=actor, expected=expected)
    return time.monotonic() - begun


def _register(step: str):  # type: ignore[no-untyped-def]
    """So many people register, one after the other; silently: without their messages."""

    def register(number: int) -> float:
        from accounts.models import User
        from excursions import actions
        from excursions.actions import frame
        from excursions.models import Excursion
        from excursions.rules import Wish

        excursion = Excursion.objects.get(slug=SLUG)
        people = User.objects.filter(email__startswith="r", registrations=None)[:number]
        answers = actions.Answers(name="Kim Sommer", other_unit="Fachdienst Mobilität")
        with ExitStack() as patches:
            if step == "register_silently":
                nothing = mock.patch.object(frame, "message_about", return_value=None)
                patches.enter_context(nothing)
            begun = time.monotonic()
            for person in people:
                actions.register(excursion, user=person, answers=answers, wish=Wish.SEAT)
            return time.monotonic() - begun

    return register


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
