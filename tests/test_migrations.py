"""Updates: every database of the first release gets to the newest one, and back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoDbBlocker

from accounts.models import User
from excursions import actions, consents, facts
from excursions.models import Event, Excursion, Message, PhotoConsent, Registration
from excursions.rules import Wish
from tests import factories, first_release, migrating
from tests.conftest import logged_in
from tests.factories import NOW, START
from tests.first_release import FULL, NEW, OPEN, PAST, WORDING


@pytest.fixture
def update(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """An empty database that only this test sees."""
    with django_db_blocker.unblock(), migrating.another_database(tmp_path):
        yield


@pytest.mark.parametrize("label", sorted(migrating.ours()))
def test_migrations_are_one_line_and_each_can_be_taken_back(label: str) -> None:
    loader = MigrationLoader(None)
    assert len(loader.graph.leaf_nodes(label)) == 1
    for (app, name), migration in loader.disk_migrations.items():
        if app == label:
            before = [one for one in migration.dependencies if one[0] == label]
            assert len(before) <= 1, f"{name} joins two lines"
            for operation in migration.operations:
                assert operation.reversible, f"{name}: {operation.describe()}"


def test_from_the_first_release_to_the_newest_and_back(
    update: None, mailoutbox: list[EmailMessage]
) -> None:
    first = migrating.to_first()
    first_release.City(first).fill()
    before = first_release.look(first)
    migrating.to_newest()
    everybody_finds_everything()
    leave_words_the_first_release_lacks()
    first = migrating.to_first()
    assert first_release.look(first) == before
    new = first.get_model("excursions.Registration").objects.filter(excursion__slug=NEW)
    assert sorted(new.values_list("name", "status")) == [
        ("Lou", "confirmed"),
        ("Ohne Konto", "confirmed"),
        ("Pia", "withdrawn"),
    ]
    migrating.to_newest()
    everybody_finds_everything()
    people_go_on()


BEFORE_USES = ("excursions", "0011_consent_to_access_needs_is_there")
CONSENT = ("name", "photo_consent_at", "photo_consent_wording")


def test_a_consent_entered_by_an_organizer_is_known_as_said_on_the_phone(update: None) -> None:
    """The others were given by the person; and the way back finds what was there."""
    earlier = migrating.to(*BEFORE_USES)
    before = people_who_agreed_to_photos(earlier)
    migrating.to_newest()
    now = {one.registration.name: one for one in PhotoConsent.objects.all()}
    assert {name: (one.use, one.channel) for name, one in now.items()} == {
        "Kim": ("website", "form"),
        "Lou": ("website", "phone"),
        "Gast": ("website", "phone"),
    }
    assert {(one.at, one.since, one.wording) for one in now.values()} == {(NOW, NOW, WORDING)}
    events = Event.objects.values_list("registration__name", "use", "channel")
    assert set(events) == {("Kim", "website", "form"), ("Lou", "website", "phone")}
    # What the earlier release has no word for.
    factories.agree(Registration.objects.get(name="Kim"), "press")
    now["Gast"].delete()
    said = [consents.on_the_phone()]
    actions.give_photo_consents(now["Gast"].registration, said, actor=User.objects.earliest("pk"))
    earlier = migrating.to(*BEFORE_USES)
    registrations = earlier.get_model("excursions.Registration").objects
    kept = {row for row in before if row[0] != "Gast"}
    assert set(registrations.values_list(*CONSENT)) == kept | {("Gast", None, "")}
    assert earlier.get_model("excursions.Event").objects.count() == 3
    migrating.to_newest()
    assert PhotoConsent.objects.count() == 2


def people_who_agreed_to_photos(models: Any) -> set[Any]:
    """One alone, one with an account on the phone, one without an account."""
    create = {
        name: models.get_model(name).objects.create
        for name in ("accounts.User", "excursions.Excursion", "excursions.Registration")
    }
    excursion = create["excursions.Excursion"](
        title="Licht",
        slug="licht",
        starts_at=START,
        ends_at=START + timedelta(hours=4),
        registration_closes_at=START,
        capacity=9,
    )
    kim, lou, alex = (
        create["accounts.User"](email=f"{who.lower()}@stadt.example", name=who)
        for who in ("Kim", "Lou", "Alex")
    )
    for name, user, actor in (("Kim", kim, kim), ("Lou", lou, alex), ("Gast", None, None)):
        one = create["excursions.Registration"](
            excursion=excursion,
            user=user,
            name=name,
            status="confirmed",
            photo_consent_at=NOW,
            photo_consent_wording=WORDING,
        )
        if actor:
            one.events.create(kind="photo_consent_given", actor=actor, wording=WORDING)
    return set(models.get_model("excursions.Registration").objects.values_list(*CONSENT))


def everybody_finds_everything() -> None:
    """Numbers, pages and messages, as the newest release shows them."""
    connection.check_constraints()
    full, open_ = (Excursion.objects.with_seats().get(slug=slug) for slug in (FULL, OPEN))
    assert (full.seats.taken, full.seats.waiting) == (2, 3)
    assert (open_.seats.taken, open_.seats.waiting) == (4, 0)
    queue = Registration.objects.waiting().with_position().order_by("queue_order")
    assert [(r.name, r.position) for r in queue] == [("Ulli", 1), ("Sam", 2), ("Toni", 3)]
    assert Registration.objects.get(access_needs__text=first_release.NEEDS).name == "Kim"
    assert Group.objects.get(name="Organisation").user_set.get().email == first_release.ORGANIZER
    each_event_has_the_message_it_had_a_mail_for()
    pages_answer()


def each_event_has_the_message_it_had_a_mail_for() -> None:
    messages = Message.objects.exclude(registration__excursion__slug=NEW)
    told = {
        (message.registration.name, message.kind, message.state, message.address)
        for message in messages.select_related("registration__user")
    }
    assert ("Gast", "confirmed", "queued", "gast@kij.example") in told
    assert ("Kim", "confirmed", "sent", "kim@stadt.example") in told
    assert ("Mika", "moved_up", "sent", "mika@stadt.example") in told
    assert ("Toni", "withdrawn", "skipped", "toni@stadt.example") in told
    assert ("Willi", "cancelled", "sent", "willi@stadt.example") in told
    assert messages.count() == 17
    assert Event.objects.exclude(registration__excursion__slug=NEW).count() == 20
    # What used to send them is gone: nobody is told twice.
    assert not DBTaskResult.objects.filter(task_path="excursions.tasks.send_notice").exists()


def pages_answer() -> None:
    pages = ["/", "/meine-anmeldungen/", *(f"/exkursionen/{slug}/" for slug in (OPEN, FULL, PAST))]
    for person in User.objects.all():
        client = logged_in(person)
        own = [r.get_absolute_url() for r in Registration.objects.filter(user=person)]
        for page in (*pages, *own):
            assert client.get(page).status_code == 200, page


def leave_words_the_first_release_lacks() -> None:
    """People act in the newest release; the first one has no name for most of it."""
    alex = User.objects.get(email=first_release.ORGANIZER)
    new = factories.excursion(slug=NEW, capacity=5)
    lou, pia = (factories.user(f"{who}{NEW}@kij.example", name=who) for who in ("Lou", "Pia"))
    registration = factories.registration(new, lou)
    actions.withdraw(factories.registration(new, pia), actor=pia)
    factories.agree(registration, "website", "press")
    factories.disagree(registration, "press")
    guest = actions.register_by_hand(
        new, actor=alex, answers=factories.answers("Ohne Konto"), email="", wish=Wish.SEAT
    )
    actions.correct_address(guest, email=f"gast{NEW}@kij.example", actor=alex)
    actions.note_call(guest, actor=alex)
    Message.objects.create(registration=registration, kind=Message.Kind.RECAP, is_bulk=True)
    before = facts.of(new)
    new.meeting_point = "Ernst-Abbe-Platz"
    new.version += 1
    new.save()
    assert actions.keep_change(new, before=before, actor=alex, tell=True, at=timezone.now())


def people_go_on() -> None:
    """A place of the first release is given back, and the first of its waitlist moves up."""
    mika = Registration.objects.get(name="Mika")
    assert mika.user
    actions.withdraw(mika, actor=mika.user)
    assert Registration.objects.get(name="Ulli").is_confirmed
