"""What an excursion needs before it can be published."""

from datetime import datetime, timedelta

import pytest

from excursions import checklist
from excursions.models import Excursion, Stop
from tests import factories
from tests.factories import START

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alex")]


@pytest.fixture
def draft(db: None) -> Excursion:
    """Complete: three stops, each with room."""
    excursion = factories.excursion(status="draft", capacity=20)
    for name in ("ProbierLaden", "JEDI", "Quartier"):
        factories.stop(excursion, factories.station(name, capacity=20))
    return excursion


def problems(excursion: Excursion) -> list[tuple[str, bool]]:
    """The section and whether it blocks, of everything that is not well."""
    fresh = Excursion.objects.with_stops().get(pk=excursion.pk)
    return [(check.anchor, check.blocks) for check in checklist.checks(fresh) if not check.ok]


def text(excursion: Excursion) -> str:
    fresh = Excursion.objects.with_stops().get(pk=excursion.pk)
    return " ".join(check.text for check in checklist.checks(fresh) if not check.ok)


def test_a_complete_draft_has_only_ticks(draft: Excursion) -> None:
    assert problems(draft) == []
    assert checklist.blocking(draft) == []
    assert all(check.text for check in checklist.checks(draft))


@pytest.mark.parametrize("field", ["contact_name", "contact_phone"])
def test_a_contact_with_phone_is_needed(field: str, draft: Excursion) -> None:
    Excursion.objects.update(**{field: ""})
    assert problems(draft) == [("contact", True)]


def test_a_station_is_needed(draft: Excursion) -> None:
    draft.stops.all().delete()
    assert problems(draft) == [("stops", True)]


def test_a_stop_before_the_start_or_after_the_end_is_named(draft: Excursion) -> None:
    first, last = draft.stops.first(), draft.stops.last()
    assert first
    assert last
    Stop.objects.filter(pk=first.pk).update(arrives_at=START - timedelta(minutes=1))
    Stop.objects.filter(pk=last.pk).update(leaves_at=draft.ends_at + timedelta(minutes=1))
    assert problems(draft) == [("stops", True), ("stops", True)]
    assert "ProbierLaden" in text(draft)
    assert "Quartier" in text(draft)


def test_stops_may_touch_the_start_and_the_end(draft: Excursion) -> None:
    last = draft.stops.last()
    assert last
    Stop.objects.filter(pk=last.pk).update(leaves_at=draft.ends_at)
    assert problems(draft) == []


def test_a_stop_that_begins_before_the_last_one_ends_blocks(draft: Excursion) -> None:
    second = draft.stops.all()[1]
    Stop.objects.filter(pk=second.pk).update(arrives_at=START + timedelta(minutes=29))
    assert problems(draft) == [("stops", True)]
    assert "JEDI" in text(draft)


def test_a_way_that_takes_longer_than_there_is_time_only_warns(draft: Excursion) -> None:
    first = draft.stops.first()
    assert first
    Stop.objects.filter(pk=first.pk).update(transfer_minutes=10)
    assert problems(draft) == []
    Stop.objects.filter(pk=first.pk).update(transfer_minutes=11)
    assert problems(draft) == [("stops", False)]
    assert checklist.blocking(draft) == []


def test_a_station_that_is_too_small_blocks_until_somebody_agreed(draft: Excursion) -> None:
    Excursion.objects.update(capacity=21)
    assert problems(draft) == [("stops", True)] * 3
    assert "20" in text(draft)
    Stop.objects.update(oversize_note="Mit Frau Wolf abgesprochen")
    assert problems(draft) == []


def test_a_station_without_a_limit_is_never_too_small(draft: Excursion) -> None:
    Excursion.objects.update(capacity=500)
    for stop in draft.stops.all():
        stop.station.capacity = None
        stop.station.save()
    assert problems(draft) == []


def test_everything_that_is_wrong_is_named_at_once(draft: Excursion) -> None:
    Excursion.objects.update(contact_phone="", capacity=21)
    assert problems(draft) == [("contact", True)] + [("stops", True)] * 3


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (START, ""),
        (START.replace(day=12), "Samstag, 12. Juni 2027 liegt am Wochenende."),
        (START.replace(month=5, day=17), "Montag, 17. Mai 2027 ist ein Feiertag: Pfingstmontag."),
        # Only in Thuringia.
        (START.replace(month=9, day=20), "Montag, 20. September 2027 ist ein Feiertag: "),
    ],
)
def test_a_day_on_which_nobody_works_is_pointed_out_and_blocks_nothing(
    draft: Excursion, day: datetime, said: str
) -> None:
    moved = day - draft.starts_at
    draft.starts_at, draft.ends_at = day, draft.ends_at + moved
    check = checklist.checks(draft)[0]
    assert (check.ok, check.blocks, check.anchor) == (not said, False, "dates")
    assert said in check.text
