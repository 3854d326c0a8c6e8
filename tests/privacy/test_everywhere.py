"""Somebody with a name and an address nobody else has, everywhere; a while later, nowhere."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from time_machine import TimeMachineFixture

import accounts.tasks
from accounts import mail_choice
from accounts.models import User
from excursions import actions
from excursions.models import Announcement, Attendance, Event, Excursion, Message
from privacy import tasks
from recaps import actions as recap_actions
from recaps.models import Publication, Recap
from tests import factories
from tests.conftest import Client, RunTasks, logged_in
from tests.privacy.deleting import delete_all, found
from tests.recaps import factories as recaps

NAME = "Xaverine Qualitz"
ADDRESS = "x.qualitz@stadt.example"
PHONE = "03641 4711-0815"
TRACES = ("qualitz", PHONE)


def take_part(person: User, excursion: Excursion, alex: User) -> None:
    """Registers, changes, is written to, phones, gives back, comes back."""
    answers: dict[str, Any] = {"name": NAME, "phone": PHONE, "other_unit": "Stab Qualitz"}
    first = factories.registration(excursion, person, needs="Qualitz braucht Platz", **answers)
    actions.withdraw(first, actor=alex, reason="Frau Qualitz rief an", by_organizer=True)
    again = factories.registration(excursion, person, needs="Qualitz braucht Platz", **answers)
    actions.change_answers(again, answers=factories.answers(**answers), actor=person)
    factories.agree(again)
    note = Announcement.objects.create(
        excursion=excursion, audience=["confirmed"], subject="Bahn", text="Frau Qualitz weiß mehr."
    )
    actions.announce(note, actor=alex, expected=1)
    Message.objects.filter(kind="confirmed").update(error=f"450 {ADDRESS}: später")
    mail_choice.prepare({ADDRESS})
    Attendance.objects.create(excursion=excursion, name="Gast Qualitz")
    factories.by_hand(excursion, person, email="anruf.qualitz@stadt.example")


def leave_traces_in_the_machine(person: User, alex: User, client: Client) -> None:
    """Admin log, queue, session."""
    LogEntry.objects.log_actions(alex.pk, [person], CHANGE, "Qualitz", single_object=True)
    soon = (timezone.now() + timedelta(minutes=15)).isoformat()
    accounts.tasks.send_login_code.enqueue(ADDRESS, "123456", soon)
    accounts.tasks.tell_former_address.enqueue(ADDRESS, "neu.qualitz@stadt.example")
    DBTaskResult.objects.filter(task_path__endswith="tell_former_address").update(
        status=TaskResultStatus.FAILED, finished_at=timezone.now()
    )
    session = client.session
    session["kept_input"] = {"typed": {"name": NAME}}
    session.save()


def appear_on_a_photo(person: User, excursion: Excursion, robin: User) -> Recap:
    """Named on a photo that is published; mentioned in a draft and in a caption."""
    draft = recaps.recap(robin, excursion)
    texts = recaps.texts(draft, lead="Mit Frau Qualitz.")
    recap_actions.save(draft, texts=texts, version=draft.version, actor=robin)
    draft.refresh_from_db()
    texts = recaps.texts(draft)
    draft = recap_actions.save(draft, texts=texts, version=draft.version, actor=robin)
    own = excursion.registrations.filter(user=person, status="confirmed")
    photo = recaps.photo(draft, robin, recognisable="yes", people=own, caption="Frau Qualitz")
    assert photo.master.storage.exists(str(photo.master))
    return recap_actions.publish(draft, actor=robin)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_somebody_who_left_nothing_is_left(
    alex: User,
    robin: User,
    run_tasks: RunTasks,
    clock: TimeMachineFixture,
    media: Path,
) -> None:
    person = factories.user(ADDRESS, name=NAME, other_unit="Stab Qualitz", phone=PHONE)
    User.objects.update(last_login=timezone.now())
    excursion = factories.excursion(capacity=5)
    factories.stop(excursion)
    client = logged_in(person)
    take_part(person, excursion, alex)
    run_tasks()
    leave_traces_in_the_machine(person, alex, client)
    clock.move_to(excursion.ends_at + timedelta(hours=1))
    recap = appear_on_a_photo(person, excursion, robin)
    run_tasks()

    before = found(*TRACES)
    assert set(before) >= {
        "accounts_user",
        "accounts_mailchoice",
        "django_admin_log",
        "django_session",
        "django_tasks_database_dbtaskresult",
        "excursions_accessneeds",
        "excursions_announcement",
        "excursions_attendance",
        "excursions_event",
        "excursions_message",
        "excursions_registration",
        "recaps_publication",
        "recaps_recapphoto",
        "recaps_recapversion",
    }
    assert any(media.rglob("*.avif"))

    # Three months later: the consent and the account are left, and what is published.
    clock.shift(timedelta(days=91))
    delete_all()
    run_tasks()
    assert set(found(*TRACES)) == {
        "accounts_user",
        "accounts_mailchoice",
        "excursions_registration",
        "recaps_publication",
        "recaps_recapphoto",
        "recaps_recapversion",
    }
    # The consent is withdrawn, the photo goes, and the caption with the next version.
    own = excursion.registrations.get()
    factories.disagree(own)
    from recaps import tasks as recap_tasks

    assert recap_tasks.take_down_withdrawn.func() == 1
    recap.refresh_from_db()
    texts = recaps.texts(recap, lead="Neu.")
    recap = recap_actions.save(recap, texts=texts, version=recap.version, actor=robin)
    recap_actions.publish(recap, actor=robin)
    run_tasks()
    assert not any(media.rglob("*.avif"))
    clock.shift(timedelta(days=91))
    delete_all()
    delete_all()
    assert set(found(*TRACES)) == {"accounts_user", "accounts_mailchoice"}

    # Two years without logging in: a mail, and a month after it the account is gone.
    User.objects.exclude(pk=person.pk).update(last_login=timezone.now() + timedelta(days=800))
    clock.shift(timedelta(days=730))
    assert tasks.notice_ending.func() == 1
    run_tasks()
    clock.shift(timedelta(days=31))
    delete_all()
    run_tasks()
    clock.shift(timedelta(days=31))
    delete_all()
    assert found(*TRACES) == {}
    assert not in_the_file()
    assert Event.objects.count() == 0
    assert Excursion.objects.filter(pk=excursion.pk).exists()
    assert Publication.objects.live().count() == 1


def in_the_file() -> bool:
    """Whether the file of the database still holds the name where nothing is stored any more."""
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"qualitz" in Path(connection.settings_dict["NAME"]).read_bytes().lower()
