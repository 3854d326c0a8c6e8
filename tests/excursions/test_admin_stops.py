"""Stations in the editor: times only, in order, checked."""

from typing import Any

import pytest

from excursions.models import Excursion, Stop
from tests import factories
from tests.conftest import Client
from tests.excursions import editor
from tests.excursions.editor import errors, new_row, row, save
from tests.factories import berlin

pytestmark = pytest.mark.django_db


@pytest.fixture
def stops(excursion: Excursion) -> list[Stop]:
    """Three visits between 13:00 and 14:50."""
    return [factories.stop(excursion) for _ in range(3)]


def order(excursion: Excursion) -> list[int]:
    numbers = list(excursion.stops.values_list("position", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    return list(excursion.stops.values_list("station", flat=True))


def test_the_number_decides_the_order_and_closes_gaps(
    as_alex: Client, excursion: Excursion, stops: list[Stop]
) -> None:
    one, two, three = stops
    rows = [
        row(one, position=9, arrives="14:20", leaves="14:50"),
        row(two, position=1, arrives="13:00", leaves="13:30"),
        row(three, position=4, arrives="13:40", leaves="14:10"),
    ]
    assert errors(save(as_alex, excursion, stops=rows)) == {}
    assert order(excursion) == [two.station_id, three.station_id, one.station_id]


@pytest.mark.parametrize(
    ("change", "field", "text"),
    [
        ({"leaves": "13:40"}, "leaves", "nach dem Anfang"),
        ({"leaves": "13:20"}, "leaves", "nach dem Anfang"),
        ({"arrives": "12:50"}, "arrives", "außerhalb"),
        ({"arrives": "13:25"}, "arrives", "beginnt, bevor"),
        ({"arrives": "17:05", "leaves": "17:30"}, "arrives", "außerhalb"),
        ({"leaves": "17:05"}, "leaves", "außerhalb"),
        ({"arrives": ""}, "arrives", "Bitte füllen Sie dieses Feld aus."),
        ({"station": ""}, "station", "Bitte füllen Sie dieses Feld aus."),
        ({"transfer_minutes": "-1"}, "transfer_minutes", "mindestens 0"),
    ],
)
def test_each_mistake_is_said_at_its_station(
    as_alex: Client,
    excursion: Excursion,
    stops: list[Stop],
    change: dict[str, str],
    field: str,
    text: str,
) -> None:
    one, two, three = stops
    response = save(as_alex, excursion, stops=[row(one), row(two, **change), row(three)])
    found = errors(response)
    assert f"stops-1-{field}" in found
    assert text in found[f"stops-1-{field}"][0]
    assert f'href="#id_stops-1-{field}"' in response.content.decode()


@pytest.mark.parametrize("status", ["draft", "published"])
def test_a_station_too_small_is_refused_unless_it_was_agreed(as_alex: Client, status: str) -> None:
    excursion = factories.excursion(status=status, capacity=40)
    stop = factories.stop(excursion, factories.station("ProbierLaden", capacity=20))
    found = errors(save(as_alex, excursion))
    assert found.keys() == {"stops-0-station"}
    assert "höchstens 20" in found["stops-0-station"][0]
    agreed = [row(stop, oversize_note="Mit Sascha abgesprochen, zwei Gruppen")]
    assert errors(save(as_alex, excursion, stops=agreed)) == {}


def test_stations_move_along_with_the_day_of_the_excursion(
    as_alex: Client, excursion: Excursion, stops: list[Stop]
) -> None:
    typed = {"starts_at": "2027-06-16T13:00", "ends_at": "2027-06-16T17:00"}
    assert errors(save(as_alex, excursion, **typed)) == {}
    assert excursion.stops.all()[0].arrives_at == berlin("2027-06-16 13:00")


def test_after_midnight_belongs_to_the_next_day(as_alex: Client) -> None:
    start, end = berlin("2027-06-09 20:00"), berlin("2027-06-10 02:00")
    night = factories.excursion(starts_at=start, ends_at=end)
    one, two = factories.station(), factories.station()
    rows = [new_row(one.pk, 1, "23:00", "23:59"), new_row(two.pk, 2, "00:15", "01:30")]
    assert errors(save(as_alex, night, stops=rows)) == {}
    assert [stop.arrives_at for stop in night.stops.all()] == [
        berlin("2027-06-09 23:00"),
        berlin("2027-06-10 00:15"),
    ]


def test_an_hour_that_does_not_exist_is_said_at_the_station(as_alex: Client) -> None:
    night = factories.excursion(
        starts_at=berlin("2028-03-25 20:00"), ends_at=berlin("2028-03-26 05:00")
    )
    rows = [new_row(factories.station().pk, 1, "02:30", "04:00")]
    assert "Uhren umgestellt" in errors(save(as_alex, night, stops=rows))["stops-0-arrives"][0]


def test_a_row_taken_out_of_the_page_is_gone_and_the_numbers_move_up(
    as_alex: Client, excursion: Excursion, stops: list[Stop]
) -> None:
    one, _two, three = stops
    assert errors(save(as_alex, excursion, stops=[row(one), row(three)])) == {}
    assert order(excursion) == [one.station_id, three.station_id]


def test_without_a_script_a_tick_removes_a_station(
    as_alex: Client, excursion: Excursion, stops: list[Stop]
) -> None:
    rows: list[dict[str, Any]] = [row(stop) for stop in stops]
    rows[0]["DELETE"] = "on"
    assert errors(save(as_alex, excursion, stops=rows)) == {}
    assert order(excursion) == [stops[1].station_id, stops[2].station_id]


def test_numbers_nobody_can_mean_break_nothing(
    as_alex: Client, excursion: Excursion, stops: list[Stop]
) -> None:
    one, two, three = stops
    rows = [row(one), row(two, position="9" * 5000), row(three, position="zwei")]
    sent = editor.data(excursion, stops=rows) | {f"stops-{'9' * 800}-station": "1"}
    assert errors(as_alex.post(editor.url(excursion), sent)) == {}
    assert order(excursion) == [one.station_id, two.station_id, three.station_id]


def test_a_form_that_came_in_pieces_deletes_nothing(
    as_alex: Client, excursion: Excursion, stops: list[Stop]
) -> None:
    sent = editor.data(excursion, stops=[])
    del sent["stops-TOTAL_FORMS"], sent["stops-INITIAL_FORMS"]
    assert as_alex.post(editor.url(excursion), sent).status_code == 200
    assert excursion.stops.count() == 3
