"""Run inside an installation: makes people who are logged in; prints their sessions as JSON.

python -m bench.prepare <people> <capacity> [reference]
"""

import json
import os
import sys
from datetime import timedelta

import django

SLUG = "bench"


def main(people: int, capacity: int, *, reference: bool) -> None:
    module = "bench.reference.settings" if reference else "config.settings"
    os.environ["DJANGO_SETTINGS_MODULE"] = module
    django.setup()
    from django.contrib.auth import get_user_model

    users = get_user_model().objects.bulk_create(
        [_user(n, reference=reference) for n in range(people)], batch_size=1000
    )
    if reference:
        from bench.reference.models import Outing

        Outing.objects.create(pk=1, capacity=capacity)
    else:
        make_excursion(capacity)
    backend = "django.contrib.auth.backends.ModelBackend" if reference else "config.auth.Backend"
    print(json.dumps(log_in(users, backend)))


def _user(n: int, *, reference: bool):  # type: ignore[no-untyped-def]
    from django.contrib.auth import get_user_model

    name = {"username": f"p{n}"} if reference else {"name": f"Person {n}"}
    return get_user_model()(email=f"p{n}@stadt.example", password="!", **name)


def log_in(users, backend: str) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    """A session and a token for each, past the pages for it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.middleware.csrf import _get_new_csrf_string
    from django.utils import timezone
    from django.utils.crypto import get_random_string

    store = SessionStore()
    sessions, people = [], []
    for user in users:
        key = get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")
        data = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: backend,
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        sessions.append(
            Session(
                session_key=key,
                session_data=store.encode(data),
                expire_date=timezone.now() + timedelta(days=1),
            )
        )
        people.append((key, _get_new_csrf_string()))
    Session.objects.bulk_create(sessions, batch_size=1000)
    return people


def make_excursion(capacity: int):  # type: ignore[no-untyped-def]
    """The excursion everybody wants, with the stations of the demo."""
    from django.core.management import call_command
    from django.utils import timezone

    from excursions.models import Excursion, Stop
    from stations.models import Station

    call_command("load_demo", without_recaps=True)
    day = timezone.localtime() + timedelta(days=20)
    start = day.replace(hour=13, minute=0, second=0, microsecond=0)
    excursion = Excursion.objects.create(
        title="Smartes Jena erleben",
        slug=SLUG,
        status="published",
        lead="Drei Orte, ein Nachmittag: Sehen Sie selbst, was in der Stadt entstanden ist.",
        starts_at=start,
        ends_at=start + timedelta(hours=4),
        registration_closes_at=start - timedelta(days=1),
        meeting_point="Ziegesarstraße 9, Jena-Lobeda",
        capacity=capacity,
        contact_name="Alex Yıldız",
        contact_phone="03641 000000",
    )
    for n, station in enumerate(Station.objects.all(), start=1):
        arrives = start + timedelta(minutes=80 * (n - 1))
        Stop.objects.create(
            excursion=excursion,
            station=station,
            position=n,
            arrives_at=arrives,
            leaves_at=arrives + timedelta(minutes=60),
            transfer_mode="tram" if n < 3 else "",
            transfer_minutes=20 if n < 3 else None,
        )
    return excursion


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), reference="reference" in sys.argv)
