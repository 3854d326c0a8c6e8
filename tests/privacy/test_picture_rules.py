"""The same for photos, the consent to them, and earlier versions of recaps."""

import os
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions.models import (
    Event,
    Message,
    Registration,
)
from recaps import actions as recap_actions
from recaps import tasks as recap_tasks
from recaps.models import PhotoPerson, RecapPhoto
from recaps.models.photo import FOLDER
from tests import factories
from tests.conftest import RunTasks
from tests.privacy.deleting import delete, delete_all
from tests.recaps import factories as recaps

pytestmark = pytest.mark.django_db
KEEP = settings.KEEP_DAYS
MINUTE = timedelta(minutes=1)


def edge(name: str, since: datetime) -> datetime:
    """The last moment something is kept."""
    return since + timedelta(days=KEEP[name])


class TestConsentToPhotos:
    """What proves it stays as long as the photo: name, moment, wording, and nothing else."""

    @pytest.fixture
    def person(self, robin: User) -> Registration:
        recap = recaps.written(robin)
        person = recaps.took_part(recap.excursion, photo_consent=True, name="Kim Beispiel")
        Registration.objects.filter(pk=person.pk).update(other_unit="Haushalt", phone="03641 1")
        said = {"use": "website", "channel": "form", "wording": "Ja."}
        person.events.create(kind="photo_consent_given", **said)
        Event.objects.create(registration=person, kind="changed", reason="rief an")
        recaps.photo(recap, robin, recognisable="yes", people=[person])
        recap_actions.publish(recap, actor=robin)
        recap_tasks.tell_participants.func(recap.pk)
        person.refresh_from_db()
        return person

    def test_it_is_reduced_once_and_the_photo_stays_online(
        self, person: Registration, clock: TimeMachineFixture
    ) -> None:
        clock.move_to(edge("registrations", person.excursion.ends_at) - MINUTE)
        assert delete("registrations", "reduced") == 0
        clock.move_to(edge("registrations", person.excursion.ends_at) + MINUTE)
        assert delete("registrations", "reduced") == 1
        assert delete("registrations", "reduced") == 0
        person.refresh_from_db()
        assert (person.name, person.other_unit, person.phone) == ("Kim Beispiel", "", "")
        assert person.website_consent
        assert [event.kind for event in person.events.all()] == ["photo_consent_given"]
        assert RecapPhoto.objects.showable().count() == 1

    def test_nobody_is_told_of_the_recap_again(
        self, person: Registration, clock: TimeMachineFixture
    ) -> None:
        clock.move_to(edge("registrations", person.excursion.ends_at) + MINUTE)
        delete_all()
        message = Message.objects.get()
        assert (message.kind, message.state) == (Message.Kind.RECAP, Message.State.SKIPPED)

    def test_withdrawn_it_goes_when_the_proof_has_been_kept_long_enough(
        self, person: Registration, clock: TimeMachineFixture, run_tasks: RunTasks
    ) -> None:
        clock.move_to(edge("registrations", person.excursion.ends_at) + MINUTE)
        delete_all()
        factories.disagree(person)
        recap_tasks.take_down_withdrawn.func()
        down = timezone.now()
        run_tasks()
        clock.move_to(edge("unused", down) - MINUTE)
        delete_all()
        assert PhotoPerson.objects.exists()
        clock.move_to(edge("unused", down) + MINUTE)
        delete_all()
        assert not RecapPhoto.objects.exists()
        delete_all()
        assert not Registration.objects.exists()

    def test_the_account_may_go_before_it(
        self, person: Registration, clock: TimeMachineFixture
    ) -> None:
        User.objects.filter(registrations=person).update(is_active=False)
        clock.move_to(edge("registrations", person.excursion.ends_at) + MINUTE)
        delete_all()
        from privacy import tasks

        assert tasks.notice_ending.func() == 1
        clock.shift(timedelta(days=31))
        assert delete("accounts") == 1
        person.refresh_from_db()
        assert (person.user, person.name) == (None, "Kim Beispiel")
        assert RecapPhoto.objects.showable().count() == 1


class TestPhotos:
    @pytest.fixture
    def photo(self, robin: User) -> RecapPhoto:
        return recaps.photo(recaps.written(robin), robin)

    def test_a_photo_nobody_published_goes_with_its_files(
        self, photo: RecapPhoto, clock: TimeMachineFixture, run_tasks: RunTasks
    ) -> None:
        edited_at = RecapPhoto.objects.get().recap.edited_at
        clock.move_to(edge("unused", edited_at) - MINUTE)
        assert delete("unused_photos") == 0
        clock.move_to(edge("unused", edited_at) + MINUTE)
        assert delete("unused_photos") == 1
        run_tasks()
        assert photo.key not in default_storage.listdir(FOLDER)[0]

    def test_a_published_photo_stays(
        self, photo: RecapPhoto, robin: User, clock: TimeMachineFixture
    ) -> None:
        recap_actions.publish(photo.recap, actor=robin)
        clock.shift(timedelta(days=1000))
        delete_all()
        assert RecapPhoto.objects.showable().count() == 1
        assert len(recaps.shown(photo.recap).photos) == 1

    def test_files_without_a_photo_go_after_a_day_and_no_others(
        self, photo: RecapPhoto, clock: TimeMachineFixture
    ) -> None:
        default_storage.save(f"{FOLDER}/verwaist/master.jpg", ContentFile(b"x"))
        clock.shift(timedelta(days=36500))
        assert delete("files") == 1
        assert default_storage.listdir(FOLDER)[0] == [photo.key]

    def test_files_that_are_being_uploaded_stay(self) -> None:
        name = default_storage.save(f"{FOLDER}/gerade/master.jpg", ContentFile(b"x"))
        # The file system has a clock of its own.
        moment = (timezone.now() - timedelta(hours=23)).timestamp()
        os.utime(default_storage.path(name), (moment, moment))
        assert delete("files") == 0


def test_earlier_versions_of_a_recap_go_but_the_last_and_the_published_one(
    robin: User, clock: TimeMachineFixture
) -> None:
    recap = recaps.published(robin)
    texts = recaps.texts(recap, lead="Danach geändert.")
    recap_actions.save(recap, texts=texts, version=recap.version, actor=robin)
    last = recap.versions.latest("number")
    clock.move_to(edge("unused", last.at) - MINUTE)
    delete("versions")
    assert recap.versions.count() > 2
    clock.move_to(edge("unused", last.at) + MINUTE)
    delete("versions")
    assert [line.kind for line in recap.versions.all()] == ["saved", "published"]
