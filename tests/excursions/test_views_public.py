"""The public pages: what everybody sees, and what nobody does."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from icalendar import Calendar

from accounts.models import User
from excursions.models import Excursion
from tests import factories
from tests.conftest import Client
from tests.factories import NOW, START

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"excursions:{name}", args=args)


def past(days: int, **fields: object) -> Excursion:
    return factories.excursion(starts_at=NOW - timedelta(days=days), **fields)


def test_the_list_shows_what_comes_next_and_the_last_three(client: Client) -> None:
    later = factories.excursion(starts_at=START + timedelta(days=1))
    next_one = factories.excursion()
    gone = [past(days) for days in (1, 2, 3, 4)]
    factories.excursion(status="draft")
    answer = client.get(url("list"))
    assert answer.context["upcoming"] == [next_one, later]
    assert answer.context["past"] == gone[:3]


def test_an_excursion_that_runs_just_now_has_not_passed(client: Client) -> None:
    running = factories.excursion(starts_at=NOW - timedelta(hours=1))
    assert client.get(url("list")).context["upcoming"] == [running]


def test_an_empty_list_is_a_page_as_well(client: Client) -> None:
    assert client.get(url("list")).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"status": "closed"},
        {"status": "cancelled", "cancellation_reason": "Sturm"},
        {"capacity": 500},
        {"has_waitlist": False},
        {"registration_opens_at": NOW + timedelta(days=1)},
        {"registration_closes_at": NOW - timedelta(days=1)},
        {"starts_at": NOW - timedelta(hours=1)},
        {"starts_at": NOW - timedelta(days=9)},
        {"meets_at": START - timedelta(minutes=10), "bring": "Schuhe", "counts_as_work": False},
        {"contact_email": "", "access_note": "Aufzug", "work_note": "Auch der Weg"},
    ],
)
def test_every_situation_has_its_page(
    fields: dict[str, object], client: Client, as_kim: Client, kim: User
) -> None:
    excursion = factories.excursion(**fields)
    factories.stop(excursion, transfer_mode="tram", transfer_minutes=9, transfer_note="Linie 1")
    factories.stop(excursion, factories.station(step_free="yes", hearing_loop=True, capacity=5))
    for who in (client, as_kim):
        for page in (url("list"), url("detail", excursion.slug)):
            answer = who.get(page)
            assert answer.status_code == 200
            assert excursion.title in answer.content.decode()
    assert as_kim.get(url("register", excursion.slug)).status_code == 200


def test_who_is_in_and_who_waits_sees_it_on_the_page(
    excursion: Excursion, as_kim: Client, kim: User, as_toni: Client, toni: User
) -> None:
    factories.registration(excursion, kim)
    factories.fill(excursion)
    factories.waiting(excursion, toni)
    for who, key in ((as_kim, "confirmed"), (as_toni, "waiting"), (Client(), "full")):
        assert who.get(url("detail", excursion.slug)).context["standing"].key == key
        assert who.get(url("list")).context["upcoming"][0].standing.key == key


def plain(page: Any, slug: str) -> str:
    """The page without what differs by its nature: its own address and the token."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
    return text.replace(slug, "…")


@pytest.mark.parametrize("name", ["detail", "register", "calendar", "opening_calendar"])
def test_a_draft_an_unknown_address_and_nonsense_are_the_same_404(
    name: str, as_kim: Client
) -> None:
    draft = factories.excursion(status="draft", registration_opens_at=NOW)
    slugs = [draft.slug, "gibt-es-nicht", "a" * 200]
    pages = [as_kim.get(url(name, slug)) for slug in slugs]
    assert [page.status_code for page in pages] == [404] * 3
    bodies = {plain(page, slug) for page, slug in zip(pages, slugs, strict=True)}
    assert len(bodies) == 1


def test_a_team_member_without_the_right_sees_no_draft(client: Client) -> None:
    draft = factories.excursion(status="draft")
    helper = factories.user(is_staff=True)
    client.force_login(helper)
    assert client.get(url("detail", draft.slug)).status_code == 404


def test_organizers_preview_a_draft(as_alex: Client) -> None:
    draft = factories.excursion(status="draft")
    factories.stop(draft)
    answer = as_alex.get(url("detail", draft.slug))
    assert answer.status_code == 200
    assert answer.context["standing"].key == "draft"


def test_the_calendar_downloads_as_a_file(excursion: Excursion, client: Client) -> None:
    Excursion.objects.update(registration_opens_at=NOW + timedelta(days=1))
    for name in ("calendar", "opening_calendar"):
        answer = client.get(url(name, excursion.slug))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
        assert answer["Content-Disposition"].endswith('.ics"')
        assert Calendar.from_ical(answer.content)["method"] == "PUBLISH"


def test_without_an_opening_there_is_nothing_to_remember(
    excursion: Excursion, client: Client
) -> None:
    assert client.get(url("opening_calendar", excursion.slug)).status_code == 404


@pytest.mark.parametrize("name", ["list", "detail", "calendar", "opening_calendar", "mine"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_for_reading_take_nothing_else(
    name: str, method: str, excursion: Excursion, as_kim: Client
) -> None:
    args = () if name in {"list", "mine"} else (excursion.slug,)
    assert getattr(as_kim, method)(url(name, *args)).status_code == 405


@pytest.mark.parametrize("page", ["privacy", "accessibility", "imprint"])
def test_the_pages_of_the_footer_are_there_for_everybody(page: str, client: Client) -> None:
    answer = client.get(reverse(f"pages:{page}"))
    assert answer.status_code == 200
    assert "03641 49-0" in answer.content.decode()


def test_what_organizers_write_is_shown_as_text(client: Client) -> None:
    evil = "<script>alert(1)</script>"
    excursion = factories.excursion(title=evil, lead=evil, meeting_point=evil, bring=evil)
    factories.stop(excursion, factories.station(evil, summary=evil, street=evil), note=evil)
    for page in (url("list"), url("detail", excursion.slug)):
        assert evil not in client.get(page).content.decode()
