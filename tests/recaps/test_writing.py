"""Beginning a recap, saving it, going back."""

from datetime import timedelta

import pytest
from time_machine import TimeMachineFixture

from accounts.models import User
from excursions.models import Excursion, Registration
from excursions.rules import Refused
from recaps import actions, content
from recaps.actions import Changed, SectionText
from recaps.models import Recap, RecapVersion
from tests import factories as basics
from tests.recaps import factories

Kind = RecapVersion.Kind


def test_a_recap_begins_with_what_the_excursion_already_says(alex: User) -> None:
    excursion = factories.past_excursion(capacity=40)
    basics.crowd(excursion, seated=38)
    recap = factories.recap(alex, excursion)
    assert recap.status == Recap.Status.DRAFT
    assert (recap.title, recap.date_line) == (excursion.title, "11. Mai 2027")
    assert recap.who == "rund 40 Mitarbeitende"
    stops = list(excursion.stops.all())
    sections = list(recap.sections.all())
    assert [s.heading for s in sections] == [stop.station.name for stop in stops]
    assert all(section.is_raw for section in sections)
    assert sections[0].text == f"<p>{stops[0].station.summary}</p>"


def test_pressing_twice_makes_one_recap(alex: User, robin: User) -> None:
    excursion = factories.past_excursion()
    assert factories.recap(alex, excursion) == factories.recap(robin, excursion)
    assert RecapVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("seated", "said"),
    [
        (0, ""),
        (1, "1 Person"),
        (7, "7 Mitarbeitende"),
        (12, "rund 10 Mitarbeitende"),
        (40, "rund 40 Mitarbeitende"),
        (37, "rund 40 Mitarbeitende"),
    ],
)
def test_the_number_of_people_is_rounded(seated: int, said: str) -> None:
    assert content.who(seated) == said


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"starts_at": basics.START}, "not_yet"),
        ({"status": Excursion.Status.DRAFT}, "draft"),
        ({"status": Excursion.Status.CANCELLED, "cancellation_reason": "Sturm"}, "cancelled"),
    ],
)
def test_what_did_not_take_place_has_no_recap(
    alex: User, fields: dict[str, object], code: str
) -> None:
    excursion = basics.excursion(**{"starts_at": factories.YESTERDAY} | fields)
    with pytest.raises(Refused) as refused:
        actions.create(excursion, actor=alex)
    assert refused.value.refusal.code == code
    assert not Recap.objects.exists()


def test_the_address_is_made_once_and_is_never_a_page_of_its_own(alex: User) -> None:
    first = factories.recap(alex, factories.past_excursion(slug="feed"))
    assert first.slug == "feed-2"
    second = factories.past_excursion(slug="feed-2")
    assert factories.recap(alex, second).slug == "feed-2-2"
    Excursion.objects.filter(pk=second.pk).update(slug="anders")
    second.refresh_from_db()
    assert second.recap.slug == "feed-2-2"


def test_saving_keeps_everything_and_cleans_it(alex: User) -> None:
    recap = factories.recap(alex)
    first = recap.sections.all()[0]
    texts = factories.texts(
        recap,
        title="  Ein Titel  ",
        sections=[
            SectionText(heading="Neu", text="Zeile eins.\n\nZeile zwei."),
            SectionText(
                pk=first.pk, heading="Alt", text='<p onclick="x()">Hallo<script>1</script></p>'
            ),
        ],
    )
    recap = actions.save(recap, texts=texts, version=recap.version, actor=alex)
    assert recap.title == "Ein Titel"
    new, old = recap.sections.all()
    assert (new.heading, new.text) == ("Neu", "<p>Zeile eins.</p>\n\n<p>Zeile zwei.</p>")
    assert (old.pk, old.text) == (first.pk, "<p>Hallo</p>")
    assert recap.version == 2


def test_a_press_without_a_change_makes_no_version(alex: User) -> None:
    recap = factories.written(alex)
    again = actions.save(recap, texts=factories.texts(recap), version=recap.version, actor=alex)
    assert again.version == recap.version
    assert RecapVersion.objects.count() == 2


def test_who_saves_on_an_old_version_changes_nothing(alex: User, robin: User) -> None:
    recap = factories.recap(alex)
    actions.save(recap, texts=factories.texts(recap, lead="Von Robin."), version=1, actor=robin)
    with pytest.raises(Changed) as changed:
        actions.save(recap, texts=factories.texts(recap, lead="Von Alex."), version=1, actor=alex)
    assert changed.value.recap.lead == "Von Robin."
    recap.refresh_from_db()
    assert recap.lead == "Von Robin."


def test_savings_of_one_person_that_follow_closely_are_one_line(
    alex: User, robin: User, clock: TimeMachineFixture
) -> None:
    recap = factories.recap(alex)

    def save(who: User, lead: str) -> None:
        nonlocal recap
        texts = factories.texts(recap, lead=lead)
        recap = actions.save(recap, texts=texts, version=recap.version, actor=who)

    save(alex, "1")
    save(alex, "2")
    assert [v.content["lead"] for v in recap.versions.filter(kind=Kind.SAVED)] == ["2"]
    save(robin, "3")
    save(alex, "4")
    clock.shift(timedelta(minutes=11))
    save(alex, "5")
    leads = [v.content["lead"] for v in recap.versions.filter(kind=Kind.SAVED)]
    assert leads == ["5", "4", "3", "2"]


def test_an_earlier_version_comes_back_as_a_new_one(alex: User) -> None:
    recap = factories.recap(alex)
    recap = actions.save(recap, texts=factories.texts(recap), version=1, actor=alex)
    emptied = factories.texts(recap, lead="", sections=[])
    recap = actions.save(recap, texts=emptied, version=2, actor=alex)
    recap = actions.restore(recap, number=1, version=recap.version, actor=alex)
    assert recap.lead == ""
    assert [section.is_raw for section in recap.sections.all()] == [True, True]
    first = recap.versions.first()
    assert first is not None
    assert (first.kind, first.comment) == (Kind.RESTORED, "1")


def test_restoring_on_an_old_version_changes_nothing(alex: User) -> None:
    recap = factories.written(alex)
    with pytest.raises(Changed):
        actions.restore(recap, number=1, version=recap.version - 1, actor=alex)


def test_restoring_brings_a_removed_photo_back_but_never_one_that_was_taken_down(
    alex: User,
) -> None:
    recap = factories.written(alex)
    removed, gone = factories.photo(recap, alex), factories.photo(recap, alex)
    number = recap.versions.all()[0].number
    actions.remove_photo(removed, actor=alex)
    actions.take_down(gone)
    recap.refresh_from_db()
    recap = actions.restore(recap, number=number, version=recap.version, actor=alex)
    assert list(recap.photos.kept()) == [removed]
    gone.refresh_from_db()
    assert gone.taken_down_at is not None


@pytest.mark.parametrize("status", [Recap.Status.REVIEW, Recap.Status.SCHEDULED])
def test_in_review_only_the_communications_team_writes(
    alex: User, robin: User, status: Recap.Status
) -> None:
    recap = factories.written(alex)
    if status == Recap.Status.REVIEW:
        actions.submit(recap, actor=alex)
    else:
        actions.schedule(recap, actor=robin, moment=basics.NOW + timedelta(days=1))
    texts = factories.texts(recap, lead="Noch etwas.")
    with pytest.raises(Refused):
        actions.save(recap, texts=texts, version=recap.version, actor=alex)
    with pytest.raises(Refused):
        factories.photo(recap, alex)
    saved = actions.save(recap, texts=texts, version=recap.version, actor=robin)
    assert saved.status == status


def test_changing_what_is_published_makes_a_draft_and_leaves_the_article(robin: User) -> None:
    recap = factories.published(robin, photos=0)
    texts = factories.texts(recap, lead="Neuer Vorspann.")
    recap = actions.save(recap, texts=texts, version=recap.version, actor=robin)
    assert recap.status == Recap.Status.DRAFT
    assert recap.has_unpublished_changes
    assert factories.shown(recap).lead == "Ein Nachmittag, zwei Stationen."


def test_who_took_part_is_counted_without_the_waitlist(alex: User) -> None:
    excursion = factories.past_excursion(capacity=9)
    basics.crowd(excursion, seated=8, waiting=5)
    assert Registration.objects.count() == 13
    assert factories.recap(alex, excursion).who == "8 Mitarbeitende"
