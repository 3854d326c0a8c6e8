"""Each kind of data: the day before it is there, the day after it is gone, the rest stays."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions
from excursions.models import (
    AccessNeeds,
    Announcement,
    Attendance,
    Event,
    Excursion,
    Message,
    Registration,
)
from privacy.models import Headcount
from privacy.rules import DAILY
from tests import factories
from tests.conftest import RunTasks
from tests.privacy.deleting import delete, delete_all

pytestmark = pytest.mark.django_db
KEEP = settings.KEEP_DAYS
MINUTE = timedelta(minutes=1)


def edge(name: str, since: datetime) -> datetime:
    """The last moment something is kept."""
    return since + timedelta(days=KEEP[name])


@pytest.fixture
def kims(excursion: Excursion, kim: User) -> Registration:
    return factories.registration(excursion, kim, needs="Stufenlos", phone="03641 49-99")


def test_access_needs_go_and_the_registration_stays(
    kims: Registration, clock: TimeMachineFixture
) -> None:
    clock.move_to(edge("needs", kims.excursion.ends_at) - MINUTE)
    assert delete("needs") == 0
    clock.move_to(edge("needs", kims.excursion.ends_at) + MINUTE)
    assert delete("needs") == 1
    assert not AccessNeeds.objects.exists()
    assert Registration.objects.get().is_confirmed


def test_attendance_goes_and_a_number_stays(
    excursion: Excursion, clock: TimeMachineFixture
) -> None:
    excursion.capacity = 6
    excursion.save()
    for registration in factories.fill(excursion):
        Attendance.objects.create(excursion=excursion, registration=registration)
    Attendance.objects.create(excursion=excursion, name="Kim ohne Anmeldung")
    clock.move_to(edge("attendance", excursion.ends_at) - MINUTE)
    assert delete("attendance") == 0
    clock.move_to(edge("attendance", excursion.ends_at) + MINUTE)
    assert delete("attendance") == 7
    assert Registration.objects.count() == 6
    assert Headcount.objects.get().attended == 6


def test_addresses_in_messages_go_and_the_message_stays(
    kims: Registration, clock: TimeMachineFixture, run_tasks: RunTasks
) -> None:
    run_tasks()
    clock.move_to(edge("logs", kims.excursion.ends_at) - MINUTE)
    assert delete("addresses") == 0
    clock.move_to(edge("logs", kims.excursion.ends_at) + MINUTE)
    assert delete("addresses") == 1
    message = Message.objects.get()
    assert (message.address, message.error, message.state) == ("", "", Message.State.SENT)
    assert delete("addresses") == 0


def test_the_address_of_a_late_message_is_kept_for_as_many_days(
    kims: Registration, clock: TimeMachineFixture
) -> None:
    late = kims.excursion.ends_at + timedelta(days=20)
    Message.objects.update(state="sent", sent_at=late, address="kim@stadt.example")
    clock.move_to(edge("logs", late) - MINUTE)
    assert delete("addresses") == 0
    clock.move_to(edge("logs", late) + MINUTE)
    assert delete("addresses") == 1


def test_a_message_that_still_waits_keeps_its_address(
    kims: Registration, clock: TimeMachineFixture
) -> None:
    Message.objects.update(address="kim@stadt.example", error="450 später")
    clock.move_to(edge("logs", kims.excursion.ends_at) + MINUTE)
    assert delete("addresses") == 0


def test_registrations_go_with_everything_about_them(
    kims: Registration, alex: User, clock: TimeMachineFixture
) -> None:
    actions.withdraw(kims, actor=alex, reason="Kim rief an", by_organizer=True)
    clock.move_to(edge("registrations", kims.excursion.ends_at) - MINUTE)
    assert delete("registrations") == 0
    clock.move_to(edge("registrations", kims.excursion.ends_at) + MINUTE)
    assert delete("registrations") == 1
    for model in (Registration, Event, Message, AccessNeeds):
        assert not model._default_manager.exists()
    assert Excursion.objects.exists()
    assert User.objects.filter(registrations=None, email="kim@stadt.example").exists()


def test_registrations_of_what_is_to_come_stay_whole(
    kims: Registration, kim: User, clock: TimeMachineFixture
) -> None:
    start = edge("registrations", kims.excursion.ends_at) - timedelta(days=7)
    later = factories.excursion(starts_at=start)
    theirs = factories.registration(later, kim, needs="Gebärdensprache")
    clock.move_to(edge("registrations", kims.excursion.ends_at) + MINUTE)
    delete_all()
    assert list(Registration.objects.all()) == [theirs]
    assert theirs.access_needs.text == "Gebärdensprache"
    assert theirs.events.count() == theirs.messages.count() == 1


def test_the_page_of_an_old_excursion_is_there_without_its_people(
    kims: Registration, as_toni: object, clock: TimeMachineFixture
) -> None:
    clock.move_to(edge("registrations", kims.excursion.ends_at) + MINUTE)
    delete_all()
    page = as_toni.get(kims.excursion.get_absolute_url())  # type: ignore[attr-defined]
    assert page.status_code == 200
    assert "Kim" not in page.content.decode()


def test_messages_by_organizers_and_the_history_of_programmes_go_with_the_registrations(
    kims: Registration, alex: User, clock: TimeMachineFixture
) -> None:
    excursion = kims.excursion
    note = Announcement.objects.create(
        excursion=excursion, audience=["confirmed"], subject="Bahn", text="Linie 5.", author=alex
    )
    actions.announce(note, actor=alex, expected=1)
    from excursions.models import Change

    Change.objects.create(excursion=excursion, version=2, before={}, is_told=True, actor=alex)
    clock.move_to(edge("registrations", excursion.ends_at) - MINUTE)
    assert delete("registrations", "announcements", "changes") == 0
    clock.move_to(edge("registrations", excursion.ends_at) + MINUTE)
    assert delete("registrations", "announcements", "changes") == 3


def test_numbers_are_kept_before_the_first_registration_goes(
    excursion: Excursion, clock: TimeMachineFixture
) -> None:
    excursion.capacity = 7
    excursion.save()
    factories.fill(excursion)
    clock.move_to(edge("registrations", excursion.ends_at) + MINUTE)
    assert delete("registrations") == 7
    assert Headcount.objects.get().registered == 7


def test_every_rule_has_a_name_and_a_label_of_its_own() -> None:
    from privacy.rules import EVERY, LABELS

    assert len(LABELS) == len(EVERY) == len({str(label) for label in LABELS.values()})
    assert DAILY
