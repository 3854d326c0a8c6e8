"""Whether everything that was seen is true, and nothing is half. Runs where Django is set up.

python -m bench.truth <file with the steps of everybody, as JSON>
"""

import json
import os
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import django

from bench.acts import ENDED, IN, WAITING, Step
from bench.stage import CAPACITY

Steps = Sequence[Step]
# From which states an event leads where; "" is before the first one.
LEADS = {
    "registered": ({""}, "confirmed"),
    "joined_waitlist": ({""}, "waiting"),
    "moved_up": ({"waiting"}, "confirmed"),
    "put_first": ({"waiting"}, "waiting"),
    "withdrawn": ({"confirmed"}, "withdrawn"),
    "left_waitlist": ({"waiting"}, "withdrawn"),
}
STATE_OF = {IN: "confirmed", WAITING: "waiting", ENDED: "withdrawn"}


def faults(everybody: Sequence[Steps]) -> list[str]:
    """What is not as it should be, in words; empty when all is well."""
    histories = _histories()
    found = [fault for steps in everybody for fault in _broken_promises(steps, histories)]
    for check in (_half_histories, _seats, _queues, _messages, _calendars, _swaps, _pages):
        found += check()
    return found


def _histories() -> dict[int, list[str]]:
    """The states of each registration in order, as its events tell them."""
    from excursions.models import Event

    states: dict[int, list[str]] = defaultdict(list)
    for key, kind in Event.objects.order_by("pk").values_list("registration", "kind"):
        if kind in LEADS:
            states[key].append(LEADS[kind][1])
    return states


def _broken_promises(steps: Steps, histories: dict[int, list[str]]) -> Iterator[str]:
    """Was it true what this person saw, and is it still, unless something later changed it?"""
    from excursions.models import Event, Excursion, Registration

    last: dict[int, int] = {}
    for number, step in enumerate(steps):
        if step.how != "seen":
            continue
        if step.what in STATE_OF:
            last[step.registration] = number
            if STATE_OF[step.what] not in histories.get(step.registration, []):
                yield f"was never so: {step}"
        elif step.what == "changed":
            one = Registration.objects.filter(pk=step.registration).first()
            if one is None or int(one.phone) < int(step.value):
                yield f"answers lost: {step}"
        elif step.what == "moved up" and not Event.objects.filter(reason=step.value).exists():
            yield f"nobody moved: {step}"
    for key, number in last.items():
        later = [s for s in steps if s.how == "tried" and s.what in ("give back", "register")]
        ended_later = any(s.registration == key for s in later)
        now = histories.get(key, [""])[-1]
        allowed = {
            IN: {"confirmed"},
            WAITING: {"waiting", "confirmed"},
            ENDED: {"withdrawn"},
        }[steps[number].what]
        if now not in allowed and not (ended_later and now == "withdrawn"):
            yield f"seen {steps[number]}, and now it is {now}"
    seats = [step for step in steps if "seats" in step.what]
    if seats:
        seen = max((n for n, step in enumerate(seats) if step.how == "seen"), default=0)
        possible = {int(step.value) for step in seats[seen:]}
        if not any(step.how == "seen" for step in seats):
            possible.add(CAPACITY)
        if not Excursion.objects.filter(capacity__in=possible, slug="bench").exists():
            yield f"number of seats lost: {seats[seen:]}"


def _half_histories() -> Iterator[str]:
    """Every state was reached by an event, and from a state from which it can be."""
    from excursions.models import Event, Registration

    for one in Registration.objects.all():
        state = ""
        for kind in Event.objects.filter(registration=one).values_list("kind", flat=True):
            before, after = LEADS.get(kind, ({state}, state))
            if state not in before:
                yield f"{one.pk}: {kind} out of {state or 'nothing'}"
            state = after
        if state != one.status:
            yield f"{one.pk}: is {one.status}, its history says {state or 'nothing'}"


def _seats() -> Iterator[str]:
    from excursions.models import Excursion

    for excursion in Excursion.objects.with_seats():
        seats = excursion.seats
        if seats.too_many:
            yield f"{excursion.slug}: oversold by {seats.too_many}"
        if seats.free and seats.waiting:
            yield f"{excursion.slug}: {seats.waiting} wait while {seats.free} seats are free"


def _queues() -> Iterator[str]:
    """Ranks without gaps and ties, and nobody twice."""
    from excursions.models import Registration

    ranks = defaultdict(list)
    waiting = Registration.objects.waiting().with_position()
    for one in waiting.order_by("excursion", "queue_order"):
        ranks[one.excursion_id].append(one.position)
    for key, found in ranks.items():
        if found != list(range(1, len(found) + 1)):
            yield f"queue of {key}: {found}"
    people = Counter(Registration.objects.live().values_list("excursion", "user", "email"))
    yield from (f"registered twice: {person}" for person, n in people.items() if n > 1)


def _messages() -> Iterator[str]:
    """Who is told of an event is told once, and of nothing that did not happen."""
    from excursions.models import Event, Message
    from excursions.notices import MESSAGE_OF

    told = Counter(Message.objects.exclude(event=None).values_list("event", "kind"))
    events = Event.objects.select_related("registration__user")
    due = Counter(
        (event.pk, str(MESSAGE_OF[Event.Kind(event.kind)]))
        for event in events
        if event.kind in MESSAGE_OF and event.registration.address
    )
    yield from (f"not told, or twice: {one}" for one in (told - due) + (due - told))
    for state in ("failed", "undeliverable"):
        if number := Message.objects.filter(state=state).count():
            yield f"{number} messages {state}"


def _calendars() -> Iterator[str]:
    """One entry per person and excursion; its number rises with each place given back."""
    from excursions.models import Event, Registration

    lives = defaultdict(list)
    for one in Registration.objects.exclude(user=None).order_by("pk"):
        lives[one.user_id, one.excursion_id].append(one)
    gave_back = set(Event.objects.filter(kind="withdrawn").values_list("registration", flat=True))
    for whose, registrations in lives.items():
        expected = -1
        for one in registrations:
            expected += 1 + (one.pk in gave_back)
            if one.calendar_sequence != expected:
                yield f"calendar of {whose}: {one.calendar_sequence} instead of {expected}"
        if len({one.calendar_uid for one in registrations}) > 1:
            yield f"calendar of {whose}: two entries"


def _swaps() -> Iterator[str]:
    """Who got the seat gives the other place back: done, or a task will do it."""
    from django.tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    from excursions.models import Registration

    waiting = DBTaskResult.objects.filter(task_path="excursions.tasks.give_back_replaced")
    waiting = waiting.exclude(status=TaskResultStatus.SUCCESSFUL)
    promised = {task.args_kwargs["args"][0] for task in waiting}
    for one in Registration.objects.seated().exclude(replaces=None).select_related("replaces"):
        if one.replaces and one.replaces.is_live and one.pk not in promised:
            yield f"{one.pk} has the seat, and keeps {one.replaces_id}"


def _pages() -> Iterator[str]:
    """What the database says about itself."""
    from django.db import connection

    connection.check_constraints()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as database:
            for (line,) in database.execute("PRAGMA integrity_check"):
                if line != "ok":
                    yield str(line)


def main(file: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    everybody = [[Step(*step) for step in steps] for steps in json.loads(Path(file).read_text())]
    print(json.dumps(faults(everybody)))


if __name__ == "__main__":
    main(sys.argv[1])
