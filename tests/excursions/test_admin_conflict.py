"""Two people in the editor: nothing is overwritten unseen, nothing typed is lost."""

import pytest

from accounts.models import User
from excursions import actions
from excursions.models import Excursion
from tests import factories
from tests.conftest import Client, logged_in
from tests.excursions import editor
from tests.excursions.editor import errors, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_robin(alex: User, excursion: Excursion) -> Client:
    """A second organizer in the team."""
    robin = factories.user("robin@stadt.example", name="Robin Krause", is_staff=True)
    robin.groups.set(alex.groups.all())
    excursion.team.add(alex, robin)
    return logged_in(robin)


def test_who_saves_second_sees_both_values_and_overwrites_nothing(
    as_alex: Client, as_robin: Client, excursion: Excursion
) -> None:
    typed = editor.data(excursion, title="Von Alex", meeting_point="Am Markt")
    editor.save(as_robin, excursion, title="Von Robin")
    response = as_alex.post(editor.url(excursion), typed)
    html = response.content.decode()
    assert "Robin Krause hat am Mi, 12. Mai um 9:00 Uhr gespeichert." in html
    shown = {(d.theirs, d.mine) for d in response.context["differences"]}
    assert shown == {
        ("Von Robin", "Von Alex"),
        ("Ziegesarstraße 9, vor dem Eingang", "Am Markt"),
    }
    assert 'value="Von Alex"' in html
    excursion.refresh_from_db()
    assert excursion.title == "Von Robin"


def test_the_second_press_is_a_knowing_one(
    as_alex: Client, as_robin: Client, excursion: Excursion
) -> None:
    typed = editor.data(excursion, title="Von Alex")
    editor.save(as_robin, excursion, title="Von Robin")
    page = as_alex.post(editor.url(excursion), typed)
    again = typed | {"seen_version": page.context["adminform"].form["seen_version"].value()}
    assert errors(as_alex.post(editor.url(excursion), again)) == {}
    excursion.refresh_from_db()
    assert (excursion.title, excursion.version) == ("Von Alex", 3)


def test_stations_somebody_deleted_meanwhile_come_back_as_typed(
    as_alex: Client, as_robin: Client, excursion: Excursion
) -> None:
    one, two = factories.stop(excursion), factories.stop(excursion)
    typed = editor.data(excursion, stops=[row(one), row(two, note="Von Alex")])
    editor.save(as_robin, excursion, stops=[row(one)])
    page = as_alex.post(editor.url(excursion), typed)
    (difference,) = page.context["differences"]
    assert len(difference.theirs_lines) == 1
    assert len(difference.mine_lines) == 2
    again = typed | {"seen_version": "2"}
    assert errors(as_alex.post(editor.url(excursion), again)) == {}
    assert [stop.note for stop in excursion.stops.all()] == ["", "Von Alex"]


def test_a_change_of_state_counts_as_well(as_alex: Client, excursion: Excursion) -> None:
    typed = editor.data(excursion, title="Von Alex")
    actions.close(excursion)
    response = as_alex.post(editor.url(excursion), typed)
    assert "Inzwischen hat jemand gespeichert." in errors(response)["__all__"][0]


def test_the_history_says_what_changed(as_alex: Client, excursion: Excursion) -> None:
    factories.stop(excursion)
    typed = editor.data(excursion, stops=[], capacity=5, lead="x" * 80)
    as_alex.post(editor.url(excursion), typed)
    html = as_alex.get(editor.url(excursion, "history")).content.decode()
    assert "Einleitung geändert. Plätze: 2 → 5. Stationen geändert." in html
    assert "Alex Yıldız" in html
