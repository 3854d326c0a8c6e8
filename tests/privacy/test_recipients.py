"""Whoever registers reads who will see what: those roles of docs/rights.md that really do."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from excursions.models import AccessNeeds, Registration
from pages.defaults import default_text
from pages.models import BarrierReport
from privacy import datamap
from recaps.models import Recap
from tests.conftest import Client
from tests.rights import addresses, scene, table

pytestmark = pytest.mark.django_db
RECORDS = Path(settings.BASE_DIR) / "docs" / "privacy" / "verarbeitungsverzeichnis.md"
# The columns of docs/rights.md that are not oneself, and how texts call them.
CALLED = {
    "team": "Organisationsteam",
    "escort": "Begleitung",
    "editor": "Kommunikation",
    "administrator": "Administration",
}
NOBODY = ("visitor", "employee", "other escort", "organizer")
# What pages show of somebody, and the word of the notice for it.
PARTS = {
    "Wanda Ziegenhals": "Name",
    "Sternwarte": "Bereich",
    "0170 998877": "Telefonnummer",
    "wanda@stadt.example": "E-Mail-Adresse",
    "Hilfe nötig": "nicht was",
    "Kein Foto": "Fotos",
    "keine Einwilligung": "Fotos",
    "Stufenlos": "",  # what is needed: the team only, whose line says „alles“
}


def somebody_takes_part() -> scene.Values:
    """Now, and in an excursion with a recap, under a name that nobody else has."""
    values = scene.objects()
    one = AccessNeeds.objects.get().registration
    assert one.user
    one.user.email = "wanda@stadt.example"
    for row in (one, one.user):
        row.name, row.other_unit, row.phone = next(iter(PARTS)), "Sternwarte", "0170 998877"
        row.save()
    Registration.objects.create(
        excursion=Recap.objects.get().excursion, user=one.user, name=one.name,
        other_unit=one.other_unit, phone=one.phone, status=Registration.Status.CONFIRMED,
    )  # fmt: skip
    return values


def read(browser: Client, role: str, values: scene.Values, start: str = "/") -> str:
    """Everything this role reads at the addresses that docs/rights.md opens to it."""
    found = []
    for row, cells in table.rows().items():
        if not (row.startswith(start) and "yes" in cells[role]):
            continue
        cache.clear()
        url = addresses.filled(row, values)
        with transaction.atomic():
            # Needs are opened by a press.
            answer = browser.post(url) if row.endswith("/bedarf/") else browser.get(url)
            found.append(b"".join(answer).decode(errors="replace"))
            transaction.set_rollback(True)
    return "\n".join(found)


def without_markup(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def named(text: str) -> set[str]:
    """Which of the roles a text speaks of; „Organisation“ is short for the team."""
    return {role for role, word in CALLED.items() if word.removesuffix("steam") in text}


def notice(browser: Client, url: str) -> tuple[str, dict[str, str]]:
    """Its sentences, and by role what the point about recipients says of it."""
    page = browser.get(url).text
    start, points = page.split('<details class="more">', 1)
    point = points.partition("Wer sie bekommt</dt>")[2].partition("</dd>")[0]
    lines = [without_markup(one) for one in re.split(r"<li>|<dd>", point)]
    return without_markup(start[start.rindex("<p>") :]), {
        role: line for line in lines for role in named(line)
    }


def test_the_notice_names_each_role_that_reads_something_and_what() -> None:
    browsers = scene.people()
    values = somebody_takes_part()
    seen = {
        role: {part for part in PARTS if part in text}
        for role in (*CALLED, *NOBODY)
        if (text := read(browsers[role](), role, values))
    }
    assert {role: parts for role, parts in seen.items() if parts and role in NOBODY} == {}

    sentence, lines = notice(
        browsers["employee"](),
        reverse("excursions:register", args=[values["/exkursionen/"]["slug"]]),
    )
    assert named(sentence) == lines.keys() == set(CALLED)
    assert "alles" in lines.pop("team")
    assert seen["team"] == PARTS.keys()
    said = {role: {w for w in PARTS.values() if w and w in line} for role, line in lines.items()}
    assert said == {role: {PARTS[part] for part in seen[role]} for role in lines}

    # The data map, part by part.
    for kind, parts in {
        "registration": {"Wanda Ziegenhals"},
        "needs": {"Hilfe nötig", "Stufenlos"},
        "photo_consent": {"Kein Foto", "keine Einwilligung"},
    }.items():
        may = {role for role in CALLED if seen[role] & parts}
        if kind == "registration":
            may.remove("administrator")  # reads names in accounts, a kind of their own
        assert named(datamap.kinds()[kind].seen_by) == may, kind
    assert "Administration" in datamap.kinds()["account"].seen_by


def test_the_page_about_privacy_and_the_records_name_them_too() -> None:
    page = default_text("privacy").partition("<h2>Wer Ihre Daten sieht</h2>")[2]
    assert named(page.partition("</ul>")[0]) == set(CALLED)
    row = RECORDS.read_text().partition("| Empfänger im Haus |")[2].partition("\n")[0]
    assert named(row) == set(CALLED)


def test_the_notice_at_a_reported_barrier_names_who_reads_it() -> None:
    browsers = scene.people()
    values = scene.objects()
    what = BarrierReport.objects.get().what
    start = "/verwaltung/pages/barrierreport/"
    readers = {role for role in table.ROLES if what in read(browsers[role](), role, values, start)}
    assert readers == {"team", "organizer", "administrator"}
    sentence, lines = notice(Client(), reverse("pages:report_barrier"))
    assert named(sentence) == lines.keys() == {"team", "administrator"}
    assert named(datamap.kinds()["barrier"].seen_by) == {"team", "administrator"}
