"""Photos: consent is given use by use, withdrawn at any time, and the history keeps both."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions import actions, consents
from excursions.consents import Channel, Use
from excursions.models import Event, Excursion, Message, PhotoConsent, Registration
from excursions.rules import Wish
from tests import factories
from tests.conftest import Client, logged_in
from tests.excursions.photos import give, given, history, shown, withdraw
from tests.factories import NOW, agree, consent, disagree

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_still")]
Kind = Event.Kind
HOUR = timedelta(hours=1)


@pytest.fixture
def _still(clock: TimeMachineFixture) -> None:
    clock.move_to(NOW, tick=False)


@pytest.fixture
def registration(excursion: Excursion, kim: User) -> Registration:
    return factories.registration(excursion, kim)


def test_giving_keeps_use_channel_wording_moment_and_history_and_sends_nothing(
    registration: Registration, kim: User
) -> None:
    messages, tasks = Message.objects.count(), DBTaskResult.objects.count()
    agree(registration, "press", wording="Presse ja")
    one = registration.photo_consents.get()
    assert (one.use, one.channel, one.wording) == ("press", "form", "Presse ja")
    assert (one.at, one.since, one.kept) == (NOW, NOW, "")
    event = registration.events.last()
    assert event
    assert (event.kind, event.actor) == (Kind.PHOTO_CONSENT_GIVEN, kim)
    assert (event.use, event.channel, event.wording) == ("press", "form", "Presse ja")
    assert (Message.objects.count(), DBTaskResult.objects.count()) == (messages, tasks)


def test_withdrawing_ends_one_use_and_the_history_still_knows_it(
    registration: Registration, clock: TimeMachineFixture
) -> None:
    agree(registration, "website", "press", wording="Fotos ja")
    clock.shift(HOUR)
    disagree(registration, "press")
    assert given(registration) == {"website": "form"}
    last = registration.events.last()
    assert last
    assert (last.kind, last.use, last.at) == (Kind.PHOTO_CONSENT_WITHDRAWN, "press", NOW + HOUR)
    assert (last.wording, last.channel) == ("Fotos ja", "form")


def test_what_is_the_case_already_leaves_no_trace(
    registration: Registration, clock: TimeMachineFixture
) -> None:
    disagree(registration)
    assert history(registration) == [(Kind.REGISTERED, "")]
    agree(registration, wording="Alt")
    clock.shift(HOUR)
    agree(registration, wording="Neu")
    assert (registration.photo_consents.get().at, len(history(registration))) == (NOW, 2)
    assert registration.photo_consents.get().wording == "Alt"


def test_a_stale_object_overwrites_nothing(registration: Registration, kim: User) -> None:
    stale = Registration.objects.get(pk=registration.pk)
    actions.withdraw(registration, actor=kim)
    agree(stale)
    registration.refresh_from_db()
    assert given(registration)
    assert registration.status == "withdrawn"


def test_the_tick_at_registering_is_for_the_website_alone(excursion: Excursion, kim: User) -> None:
    registration = factories.registration(excursion, kim, photo_consent=consents.own(Use.WEBSITE))
    assert given(registration) == {"website": "form"}
    assert registration.photo_consents.get().wording == str(consents.WORDINGS[Use.WEBSITE])
    assert history(registration)[1:] == [(Kind.PHOTO_CONSENT_GIVEN, "website")]


def test_changed_answers_leave_the_consents_alone(registration: Registration, kim: User) -> None:
    agree(registration, "website", "press")
    actions.change_answers(registration, answers=factories.answers("Kim Neu"), actor=kim)
    assert given(registration) == {"website": "form", "press": "form"}


def test_the_form_for_changes_has_no_box_for_photos(
    registration: Registration, as_kim: Client
) -> None:
    address = reverse("excursions:change", args=[registration.pk])
    form = as_kim.get(address).context["form"]
    assert "photo_consent" not in form.fields
    typed = {"name": "Kim", "other_unit": "Archiv", "photo_consent": "on"}
    assert as_kim.post(address, typed).status_code == 302
    assert given(registration) == {}


class TestSaidOnThePhone:
    """An organizer notes it; it is no consent yet."""

    @pytest.fixture
    def phoned(self, excursion: Excursion, alex: User) -> Registration:
        answers = factories.answers(photo_consent=consents.on_the_phone())
        return actions.register_by_hand(
            excursion, actor=alex, answers=answers, email="neu@stadt.example", wish=Wish.SEAT
        )

    def test_it_is_kept_as_such_with_words_of_its_own(
        self, phoned: Registration, alex: User
    ) -> None:
        one = phoned.photo_consents.get()
        assert (one.use, one.channel, one.is_firm) == ("website", "phone", False)
        assert one.wording.startswith("Am Telefon gesagt:")
        assert not PhotoConsent.objects.firm().exists()
        event = phoned.events.last()
        assert event
        assert (event.actor, event.channel) == (alex, "phone")

    def test_the_person_confirms_it_and_it_is_one_consent_without_a_break(
        self, phoned: Registration, clock: TimeMachineFixture
    ) -> None:
        person = logged_in(factories.user("neu@stadt.example"))
        page = shown(person, phoned)
        assert "Das gilt erst, wenn Sie selbst einwilligen." in page
        assert 'value="website" id="use-website"' in page
        clock.shift(HOUR)
        give(person, phoned, "website")
        one = phoned.photo_consents.get()
        assert (one.channel, one.at, one.since) == ("form", NOW + HOUR, NOW)
        assert one.wording == str(consents.WORDINGS[Use.WEBSITE])
        assert 'id="use-website"' not in shown(person, phoned)

    def test_the_person_withdraws_it(self, phoned: Registration) -> None:
        person = factories.user("neu@stadt.example")
        withdraw(logged_in(person), phoned)
        assert given(phoned) == {}
        assert phoned.events.last().actor == person  # type: ignore[union-attr]

    def test_it_takes_nothing_from_what_the_person_said_before(
        self, excursion: Excursion, kim: User, alex: User
    ) -> None:
        """An organizer enters somebody again who gave the place back."""
        first = factories.registration(excursion, kim)
        agree(first, "website", "press")
        actions.withdraw(first, actor=kim)
        for said in (consents.on_the_phone(), None):
            again = actions.register_by_hand(
                excursion,
                actor=alex,
                answers=factories.answers(photo_consent=said),
                email=kim.email,
                wish=Wish.SEAT,
            )
            assert given(again) == {"website": "form", "press": "form"}
            actions.withdraw(again, actor=kim)
        assert given(first) == {"website": "form", "press": "form"}


class TestOnPaper:
    def test_a_signed_form_is_as_good_as_the_account_and_can_be_found(
        self, excursion: Excursion, alex: User
    ) -> None:
        person = factories.by_hand(excursion, alex)
        said = [consents.signed(use, kept="Ordner 3") for use in (Use.WEBSITE, Use.INTRANET)]
        assert actions.give_photo_consents(person, said, actor=alex)
        assert given(person) == {"website": "paper", "intranet": "paper"}
        assert {one.kept for one in PhotoConsent.objects.firm()} == {"Ordner 3"}
        reasons = {event.reason for event in person.events.filter(kind=Kind.PHOTO_CONSENT_GIVEN)}
        assert reasons == {"Unterschriebenes Formular: Ordner 3"}

    def test_a_call_ends_it(self, excursion: Excursion, alex: User) -> None:
        person = factories.by_hand(excursion, alex)
        actions.give_photo_consents(person, [consent(channel="paper")], actor=alex)
        actions.withdraw_photo_consents(person, [Use.WEBSITE], actor=alex, channel=Channel.PHONE)
        assert given(person) == {}
        last = person.events.last()
        assert last
        assert (last.kind, last.channel) == (Kind.PHOTO_CONSENT_WITHDRAWN, "phone")


def test_the_last_answer_holds_for_every_registration_of_one_person_for_one_excursion(
    excursion: Excursion, kim: User, toni: User
) -> None:
    """Who gave a place back and came again may be named in a photo under either."""
    others = [
        factories.registration(excursion, toni),
        factories.registration(factories.excursion(starts_at=excursion.ends_at), kim),
    ]
    first = factories.registration(excursion, kim)
    for registration in (*others, first):
        agree(registration, "website", "press")
    actions.withdraw(first, actor=kim)
    second = factories.registration(excursion, kim)  # without the tick
    assert given(first) == given(second) == {"press": "form"}
    agree(first)
    assert given(second) == {"press": "form", "website": "form"}
    disagree(second, "website", "press")
    assert given(first) == given(second) == {}
    assert all(given(other) for other in others)


def test_nobody_without_an_address_answers_for_others(excursion: Excursion, alex: User) -> None:
    one, other = factories.by_hand(excursion, alex), factories.by_hand(excursion, alex)
    actions.give_photo_consents(one, [consent(channel="paper")], actor=alex)
    assert (given(one), given(other)) == ({"website": "paper"}, {})
