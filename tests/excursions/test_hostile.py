"""What people type reaches mails, headers and calendars as harmless text."""

import re

import pytest
from django.core.mail import EmailMessage

from accounts.models import Unit, User
from excursions import actions, calendar
from excursions.forms import AnswersForm
from excursions.models import Excursion
from excursions.rules import Wish
from tests import factories, mailbox
from tests.conftest import RunTasks

pytestmark = pytest.mark.django_db

RTL = "\u202egnp.exe\u2066"
NAMES = {
    "umlauts": "Jörg Müßig-Größe Ōkubo",
    "apostrophe": "Seán O’Neill-d'Arc",
    "markup": '<script>alert(1)</script> "><img src=x onerror=alert(1)>',
    "line breaks": "Kim\r\nBcc: all@stadt.example\n\nBEGIN:VEVENT",
    "other line breaks": "Kim\u2028X\u2029Y\x85Z\x0bW\x0cV\x1cU",
    "right to left": f"Kim {RTL}",
    "calendar": 'Kim;ROLE=CHAIR:mailto:x,\\n;"CN=Y"\\',
    "template": "{{ secret }}{% load x %} %s %(name)s {0}",
    "null": "Kim\x07\x1b[31m",
    "emoji": "Kim 👩‍🔬🏳️‍🌈",
}


def register_by_form(excursion: Excursion, user: User, **typed: str) -> AnswersForm:
    """As the page does it: what the form does not take does not get further."""
    data = {"name": "Kim", "other_unit": "Mobilität", "needs_consent": "on", **typed}
    form = AnswersForm(data, excursion=excursion)
    if form.is_valid():
        actions.register(excursion, user=user, answers=form.answers(), wish=Wish.SEAT)
    return form


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_name_stays_a_name(
    name: str, excursion: Excursion, kim: User, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    form = register_by_form(excursion, kim, name=name, phone=name[:40], other_unit=name[:120])
    assert form.is_valid(), form.errors
    registration = excursion.registrations.get()
    for text in (registration.name, registration.phone, registration.other_unit):
        assert text.isprintable()
        assert len(text.splitlines()) <= 1
    run_tasks()
    check_mail(mailoutbox[0])


@pytest.mark.parametrize("title", NAMES.values(), ids=NAMES.keys())
def test_a_title_stays_a_title(
    title: str, kim: User, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    """Titles come from organizers and may have been written before anything was checked."""
    excursion = factories.excursion(title=title, meeting_point=title, contact_name=title)
    factories.stop(excursion, factories.station(title[:80], street=title), note=title)
    factories.registration(excursion, kim)
    run_tasks()
    check_mail(mailoutbox[0])
    file = calendar.download(Excursion.objects.with_stops().get())
    assert len([line for line in file.data.split("\r\n") if line == "BEGIN:VEVENT"]) == 1
    assert len(re.split("\r\n|\r|\n", file.data)) == file.data.count("\r\n") + 1


def check_mail(mail: EmailMessage) -> None:
    parsed = mailbox.parse(mail)
    assert parsed["To"] == "kim@stadt.example"
    assert parsed["Bcc"] is None
    assert len(parsed.get_all("To", [])) == 1
    assert str(parsed["Subject"]).isprintable()
    html = mailbox.body(mail, "html")
    assert "<script" not in html
    assert "<img" not in html
    assert "onerror=alert(1)>" not in html
    found = mailbox.calendar(mail)
    assert found
    event = mailbox.event(found)
    assert event["attendee"] == "mailto:kim@stadt.example"
    assert len(event["summary"].splitlines()) <= 1


def test_plain_text_mails_show_what_was_typed_without_entities(
    excursion: Excursion, kim: User, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    register_by_form(excursion, kim, name="Seán d'Arc & <Söhne>")
    run_tasks()
    assert "Seán d'Arc & <Söhne>" in mailbox.body(mailoutbox[0], "plain")
    html = mailbox.body(mailoutbox[0], "html")
    assert "&amp; &lt;Söhne&gt;" in html
    assert "<Söhne" not in html


@pytest.mark.parametrize(
    ("field", "most"), [("name", 120), ("phone", 40), ("other_unit", 120), ("needs", 1000)]
)
def test_5000_characters_are_refused_and_the_limit_itself_fits(
    field: str, most: int, excursion: Excursion, kim: User, toni: User
) -> None:
    assert field in register_by_form(excursion, kim, **{field: "ä" * 5000}).errors
    assert field in register_by_form(excursion, kim, **{field: "ä" * (most + 1)}).errors
    assert not excursion.registrations.exists()
    assert register_by_form(excursion, toni, **{field: "ä" * most}).is_valid()
    assert excursion.registrations.count() == 1


def test_the_longest_texts_an_excursion_may_have_fit_into_a_mail(
    kim: User, alex: User, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    excursion = factories.excursion(
        title="Ä" * 120,
        lead="ß" * 500,
        meeting_point="Ö" * 200,
        work_note="Ü" * 200,
        bring="x" * 200,
        access_note="y" * 300,
    )
    for _ in range(5):
        place = factories.station("€" * 78 + str(excursion.stops.count()), summary="z" * 600)
        factories.stop(excursion, place, note="n" * 300)
    factories.registration(excursion, kim)
    actions.cancel(excursion, actor=alex, reason="ä" * 300)
    run_tasks()
    data = mailoutbox[0].message().as_bytes()
    assert max(len(line) for line in data.splitlines()) <= 998
    assert "ä" * 300 in mailbox.body(mailoutbox[0], "plain").replace("\n", "")


@pytest.mark.parametrize("name", ["", " ", "\n\t", "\u200b\u2028", "\x00"])
def test_a_name_of_nothing_is_no_name(name: str, excursion: Excursion, kim: User) -> None:
    assert "name" in register_by_form(excursion, kim, name=name).errors
    assert not excursion.registrations.exists()


@pytest.mark.parametrize("unit", ["0", "-1", "9" * 30, "x", "1; DROP TABLE", "\x00"])
def test_a_unit_that_is_not_offered_is_refused(unit: str, excursion: Excursion) -> None:
    data = {"name": "Kim", "unit": unit}
    assert "unit" in AnswersForm(data, excursion=excursion).errors


def test_a_unit_that_is_no_longer_offered_is_refused(excursion: Excursion) -> None:
    old = Unit.objects.create(name="Aufgelöst", is_active=False)
    assert "unit" in AnswersForm({"name": "Kim", "unit": old.pk}, excursion=excursion).errors


def test_a_chosen_unit_counts_more_than_a_typed_one(excursion: Excursion) -> None:
    chosen = factories.unit()
    form = AnswersForm(
        {"name": "Kim", "unit": chosen.pk, "other_unit": "Etwas"}, excursion=excursion
    )
    assert form.is_valid()
    assert (form.answers().unit, form.answers().other_unit) == (chosen, "")


def test_without_any_unit_the_form_asks_for_one(excursion: Excursion) -> None:
    assert "unit" in AnswersForm({"name": "Kim"}, excursion=excursion).errors
