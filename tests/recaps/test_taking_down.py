"""Photos that go: because a consent was withdrawn, or because nobody needs them any more."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions.models import Registration
from recaps import actions, checklist, tasks
from recaps.models import PhotoPerson, Recap, RecapPhoto
from tests import factories as basics
from tests.conftest import RunTasks
from tests.privacy.deleting import delete
from tests.racing import race, refusals
from tests.recaps import factories
from tests.recaps.factories import files

real = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def recap(robin: User) -> Recap:
    return factories.written(robin)


@pytest.fixture
def photo(recap: Recap, robin: User) -> RecapPhoto:
    return factories.photo(recap, robin, ready=False)


class TestWithdrawnConsent:
    @pytest.fixture
    def person(self, recap: Recap) -> Registration:
        return factories.took_part(recap.excursion, photo_consent=True)

    @pytest.fixture
    def with_person(self, recap: Recap, robin: User, person: Registration) -> RecapPhoto:
        photo = factories.photo(recap, robin, recognisable="yes", people=[person])
        actions.publish(recap, actor=robin)
        return photo

    def withdraw(self, person: Registration) -> None:
        basics.disagree(person)

    def test_nothing_is_taken_down_while_the_consent_holds(self, with_person: RecapPhoto) -> None:
        assert tasks.take_down_withdrawn.func() == 0
        assert RecapPhoto.objects.showable().count() == 1

    def test_a_photo_of_an_article_that_was_withdrawn_goes_as_well(
        self, with_person: RecapPhoto, person: Registration, robin: User, run_tasks: RunTasks
    ) -> None:
        """Nobody sees it any more, so nobody has a reason to keep its files."""
        actions.withdraw(with_person.recap, actor=robin, reason="")
        self.withdraw(person)
        assert tasks.take_down_withdrawn.func() == 1
        run_tasks()
        assert files(with_person) == set()
        assert PhotoPerson.objects.filter(photo=with_person).exists()

    def test_a_draft_with_somebody_who_never_consented_is_blocked_and_not_deleted(
        self, recap: Recap, robin: User
    ) -> None:
        person = factories.took_part(recap.excursion, photo_consent=False)
        photo = factories.photo(recap, robin, recognisable="yes", people=[person])
        assert tasks.take_down_withdrawn.func() == 0
        assert files(photo)
        assert checklist.blocking(recap)

    def test_nothing_is_done_when_the_consent_came_back_before_the_lock(
        self, with_person: RecapPhoto, person: Registration, robin: User
    ) -> None:
        """Published anew on the strength of the new consent, while the worker was looking."""
        self.withdraw(person)
        (found,) = RecapPhoto.objects.with_withdrawn_consent()
        given = PhotoPerson.objects.get().cleared_at
        basics.agree(person)
        person.photo_consents.update(since=given)
        assert not actions.take_down_if_withdrawn(found)
        assert files(with_person)


@real
@pytest.mark.parametrize("attempt", range(3))
def test_a_consent_withdrawn_while_the_recap_is_published_takes_the_photo_down(
    robin: User, recap: Recap, attempt: int, monkeypatch: pytest.MonkeyPatch, run_tasks: RunTasks
) -> None:
    person = factories.took_part(recap.excursion, photo_consent=True)
    photo = factories.photo(recap, robin, recognisable="yes", people=[person])
    blocking = checklist.blocking

    def slowly(recap: Recap) -> list[Any]:
        found = blocking(recap)
        time.sleep(0.05)  # between the check and the publication
        return found

    monkeypatch.setattr(checklist, "blocking", slowly)

    def withdraw() -> None:
        time.sleep(attempt * 0.02)
        basics.disagree(person)

    results = race(partial(actions.publish, recap, actor=robin), withdraw)
    assert not RecapPhoto.objects.showable().exists()
    down = tasks.take_down_withdrawn.func()
    photo.refresh_from_db()
    if refusals(results):  # the withdrawal came first: nothing was published
        assert refusals(results) == ["incomplete"]
        assert not photo.is_public
    else:
        assert (down, photo.is_public) == (1, False)
        mail.outbox.clear()
        run_tasks()
        assert files(photo) == set()
        assert any(robin.email in message.to for message in mail.outbox)


@real
def test_saving_and_taking_down_at_once_never_brings_the_photo_back(
    robin: User, recap: Recap
) -> None:
    person = factories.took_part(recap.excursion, photo_consent=True)
    photo = factories.photo(recap, robin, recognisable="yes", people=[person])
    actions.publish(recap, actor=robin)
    person.photo_consents.all().delete()
    nobody = actions.photos.Description(alt="x", credit="y", recognisable="no")
    save = partial(
        actions.describe_photo, photo, description=nobody, version=photo.version, actor=robin
    )
    look: Callable[[], int] = tasks.take_down_withdrawn.func
    results = race(save, look, save, look)
    assert refusals(results) == ["gone", "gone"]
    photo.refresh_from_db()
    assert photo.taken_down_at
    assert not photo.is_public
    assert photo.recognisable == "yes"


class TestForgetting:
    @pytest.fixture
    def removed(self, photo: RecapPhoto, robin: User) -> RecapPhoto:
        actions.remove_photo(photo, actor=robin)
        return photo

    def test_after_thirty_days_row_and_files_go(
        self, removed: RecapPhoto, clock: TimeMachineFixture, run_tasks: RunTasks
    ) -> None:
        run_tasks()
        clock.shift(timedelta(days=30) - timedelta(minutes=1))
        assert delete("removed_photos") == 0
        clock.shift(timedelta(minutes=2))
        assert delete("removed_photos") == 1
        run_tasks()
        assert files(removed) == set()
        assert not RecapPhoto.objects.exists()

    def test_what_is_still_public_stays(self, robin: User, clock: TimeMachineFixture) -> None:
        recap = factories.published(robin)
        photo = recap.photos.get()
        actions.remove_photo(photo, actor=robin)
        clock.shift(timedelta(days=90))
        assert delete("removed_photos") == 0
        assert len(factories.shown(recap).photos) == 1

    def test_what_was_restored_meanwhile_stays(
        self, removed: RecapPhoto, robin: User, clock: TimeMachineFixture
    ) -> None:
        clock.shift(timedelta(days=31))
        recap = Recap.objects.get()
        before = removed.recap.versions.filter(kind="photos").earliest("number")
        actions.restore(recap, number=before.number, version=recap.version, actor=robin)
        assert delete("removed_photos") == 0
        assert files(removed)

    def test_restoring_does_not_begin_the_days_of_other_photos_anew(
        self, removed: RecapPhoto, recap: Recap, robin: User, clock: TimeMachineFixture
    ) -> None:
        removed.refresh_from_db()
        at = removed.removed_at
        clock.shift(timedelta(days=3))
        fresh = Recap.objects.get(pk=recap.pk)
        number = fresh.versions.filter(kind="saved").latest("number").number
        actions.restore(fresh, number=number, version=fresh.version, actor=robin)
        removed.refresh_from_db()
        assert removed.removed_at == at
