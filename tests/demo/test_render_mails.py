"""Every mail the software can send, written once and looked at."""

import re
from dataclasses import dataclass
from email.message import EmailMessage as Parsed
from pathlib import Path

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from demo import mails, people
from demo.mails import Sample
from excursions.models import Message
from tests import mailbox
from tests.factories import NOW

# Before the tests that empty the tables: the samples need the groups that migrations write.
pytestmark = pytest.mark.django_db

TEMPLATES = Path(settings.BASE_DIR) / "templates/mails"
EVERYBODY = (people.ORGANIZER, people.EDITOR, people.EMPLOYEE, *people.PEOPLE)
NAMES = {word for one in EVERYBODY for word in re.findall(r"\w{3,}", one.name)}
BULK = {"reminder", "announcement", "recap"}
# The first word of the sample says what becomes of the calendar entry, but for those who wait.
METHODS = {
    "confirmed": "REQUEST",
    "moved": "REQUEST",
    "changed": "REQUEST",
    "withdrawn": "CANCEL",
    "cancelled": "CANCEL",
}
# Outlook lays out with Word, which takes nothing from the cell around a table.
SEEN = ("font:", "color:")


@dataclass(frozen=True)
class Letter:
    """A sample as it arrives."""

    sample: Sample
    parsed: Parsed
    plain: str
    html: BeautifulSoup


def rows() -> dict[str, int]:
    return {model.__name__: model._base_manager.count() for model in apps.get_models()}


@pytest.fixture(scope="module")
def samples(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list[Sample]:
    """Every sample, and nothing of it in the database."""
    with django_db_blocker.unblock(), time_machine.travel(NOW), transaction.atomic():
        with override_settings(DEMO=True):
            call_command("load_demo", without_recaps=True)
        before = rows()
        samples = list(mails.samples())
        assert rows() == before
        transaction.set_rollback(True)
    return samples


@pytest.fixture(scope="module")
def letters(samples: list[Sample]) -> list[Letter]:
    return [arrived(sample) for sample in samples]


def arrived(sample: Sample) -> Letter:
    parsed = mailbox.parse(sample.mail)
    plain, html = (parsed.get_body((kind,)) for kind in ("plain", "html"))
    assert plain
    assert html
    text = str(plain.get_content()).replace("\r\n", "\n")
    return Letter(sample, parsed, text, BeautifulSoup(str(html.get_content()), "html.parser"))


def links(html: Tag) -> set[str]:
    return {str(link["href"]) for link in html.find_all("a")}


def test_every_kind_of_message_and_every_template_has_a_sample(samples: list[Sample]) -> None:
    shown = {sample.template for sample in samples}
    assert shown >= set(Message.Kind.values)
    assert shown == {
        file.stem for file in TEMPLATES.glob("*.html") if "partialdef subject" in file.read_text()
    }


def test_a_subject_is_one_short_line_without_names(letters: list[Letter]) -> None:
    for letter in letters:
        subject = str(letter.parsed["Subject"]).strip()
        assert 10 < len(subject) < 90, subject
        assert "\n" not in subject
        assert not NAMES & set(re.findall(r"\w+", subject)), subject


def test_the_text_is_text(letters: list[Letter]) -> None:
    wrong = re.compile(r"</?[a-z]+[ >]|\bNone\b|&[a-z]+;|\{[{%]|\n\n\n")
    for letter in letters:
        assert not wrong.search(letter.plain), letter.sample.name


def test_both_parts_say_the_same(letters: list[Letter]) -> None:
    """Days, times, codes, phone numbers, and where links lead."""
    fact = re.compile(r"\b\d{1,2}:\d\d\b|\b\d{1,2}\. [A-Z]\w+ \d{4}|\b\d{5,6}\b")
    for letter in letters:
        name, html = letter.sample.name, letter.html.body
        assert html
        assert set(fact.findall(html.get_text(" "))) == set(fact.findall(letter.plain)), name
        pressed = {link for link in links(html) if link.startswith("http")}
        assert pressed == set(re.findall(r"https?://\S+", letter.plain)), name
        assert "Smartes Jena erleben" in letter.plain, name


def test_links_lead_to_this_installation(letters: list[Letter]) -> None:
    for letter in letters:
        found = links(letter.html) - {"https://www.jena.example/smart"}
        assert all(link.startswith((settings.SITE_URL, "tel:+49", "mailto:")) for link in found)


def test_mail_programs_can_lay_it_out(letters: list[Letter]) -> None:
    for letter in letters:
        name, html = letter.sample.name, letter.html
        assert html.html, name
        assert html.html["lang"] == "de"
        assert html.title, name
        assert html.title.get_text(strip=True), name
        assert html.find_all(["img", "link", "script", "video"]) == [], name
        assert all(table["role"] == "presentation" for table in html.find_all("table")), name
        assert all("color:" in str(link["style"]) for link in html.find_all("a")), name
        for cell in html.find_all("td"):
            says = [t for t in cell.children if type(t) is NavigableString and t.strip()]
            assert all(rule in str(cell["style"]) for rule in (SEEN if says else [])), (name, cell)
        # What no attribute can say is still in the head; Gmail cuts mails off that are too large.
        assert str(html.head).count("@media") == 2, name
        assert len(str(html).encode()) < 30_000, name


def test_the_headers_say_who_answers_and_how_to_end_it(letters: list[Letter]) -> None:
    for letter in letters:
        assert letter.parsed["Auto-Submitted"] == "auto-generated"
        assert letter.parsed["Reply-To"]
        unsubscribe = letter.parsed["List-Unsubscribe"]
        assert bool(unsubscribe) == (letter.sample.template in BULK), letter.sample.name
        if unsubscribe:
            assert unsubscribe.strip("<>") in letter.plain
            assert letter.parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_calendar_is_told_what_the_mail_tells(samples: list[Sample]) -> None:
    for sample in samples:
        found = mailbox.calendar(sample.mail)  # its content type says the same method
        waits = sample.name.endswith("for-waiting")
        expected = None if waits else METHODS.get(sample.name.split("-")[0])
        assert (found and str(found["method"])) == expected, sample.name


def test_the_command_writes_files_and_a_page_of_links(
    samples: list[Sample], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mails, "samples", lambda: iter(samples))
    call_command("render_mails", tmp_path / "mails")
    page = (tmp_path / "mails/index.html").read_text()
    for href in links(BeautifulSoup(page, "html.parser")):
        assert (tmp_path / "mails" / href).stat().st_size
    for sample in samples:
        assert f'href="{sample.name}.html"' in page
    assert (tmp_path / "mails/confirmed.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.django_db
def test_without_the_demo_there_is_nothing_to_show(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="load_demo"):
        call_command("render_mails", tmp_path)
