"""The pages every footer leads to: their default texts, and what people make of them."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import override_settings
from django.urls import reverse

from accounts.models import User
from config import context
from pages import actions, text
from pages.defaults import default_text, text_of
from pages.models import Page
from tests import factories
from tests.conftest import Client

KEYS = list(Page.Key)
FOOTER = ["privacy", "accessibility", "report_barrier", "plain", "help", "imprint"]


def page(key: str) -> Page:
    return Page.objects.get(key=key)


def write(key: str, source: str, actor: User) -> None:
    actions.save(page(key), text=text.clean(source), reviewed_on=None, actor=actor)


@pytest.mark.parametrize("key", KEYS)
def test_each_page_shows_its_default_text_to_everybody(key: str, client: Client, db: None) -> None:
    answer = client.get(reverse(f"pages:{key}"))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert shown.count("<h1>") == 1
    assert "03641 49-0" in shown


@pytest.mark.parametrize("key", KEYS)
def test_what_the_city_has_to_fill_in_is_marked_and_named(
    key: str, client: Client, db: None
) -> None:
    shown = client.get(reverse(f"pages:{key}")).content.decode()
    gaps = text.gaps(default_text(key))
    assert all(f"<mark>{gap}</mark>" in shown for gap in gaps)
    assert ("Die <mark>[markierten Stellen]</mark>" in shown) == bool(gaps)


@pytest.mark.parametrize("key", KEYS)
def test_the_default_texts_are_what_an_editor_would_be_allowed_to_save(key: str) -> None:
    source = default_text(key)
    assert text.clean(source) == source
    text.check_headings(source)


def test_a_page_without_its_row_is_there_all_the_same(client: Client, db: None) -> None:
    Page.objects.all().delete()
    assert client.get(reverse("pages:privacy")).status_code == 200


def test_the_privacy_page_names_all_nine_points_of_the_law() -> None:
    source = default_text("privacy")
    for point in [
        "Wer verantwortlich ist",
        "Datenschutzbeauftragte",
        "Auf welcher Grundlage",
        "Wer Ihre Daten sieht",
        "Wie lange wir speichern",
        "Ihre Rechte",
        "Einwilligung zurücknehmen",
        "TLfDI",
        "Was Sie angeben müssen",
    ]:
        assert point in source
    assert "Art. 6 Abs. 1" in source
    assert "Art. 9 Abs. 2" in source


def test_the_declaration_has_the_parts_the_model_declaration_asks_for(
    client: Client, db: None
) -> None:
    shown = client.get(reverse("pages:accessibility")).content.decode()
    for heading in [
        "Wofür diese Erklärung gilt",
        "Stand der Vereinbarkeit",
        "Nicht barrierefreie",
        "Wie diese Erklärung entstanden ist",
        "Barriere melden: Feedback und Kontakt",
        "Durchsetzungsverfahren",
        "Was geprüft ist",
        "Letzte Überprüfung",
    ]:
        assert re.search(rf"<h2>{heading}", shown), heading
    assert "EN 301 549" in shown
    assert "<strong>teilweise</strong>" in shown
    assert "https://tlmb-thueringen.de" in shown
    assert "Thüringer Finanzministerium" in shown
    assert "eines Monats" in shown


def test_sentences_in_plain_language_have_at_most_twelve_words() -> None:
    sentences = [
        sentence
        for line in text.plain(default_text("plain"))
        for sentence in re.split(r"(?<=[.?!])\s+", line)
    ]
    assert len(sentences) > 40
    assert [one for one in sentences if len(one.split()) > 12] == []


def test_the_page_in_plain_language_says_who_has_not_tested_it_yet() -> None:
    lines = text.plain(default_text("plain"))
    assert "Noch keine Prüf-Gruppe hat den Text gelesen." in lines
    assert "Das Video fehlt noch." in lines


@override_settings(PRIVACY_OFFICER="", ORGANISATION_NAME="Stadt <Lobeda>")
def test_names_of_the_settings_stand_in_the_text_and_what_is_missing_is_a_gap() -> None:
    source = default_text("privacy")
    assert "Stadt &lt;Lobeda&gt;" in source
    assert "[Name, Telefon, E-Mail]" in text.gaps(source)


def test_a_text_of_ones_own_takes_the_place_of_the_default_one(client: Client, alex: User) -> None:
    write("imprint", "<h2>Herausgegeben von</h2><p>Stadt Jena, Am Anger 15</p>", alex)
    shown = client.get(reverse("pages:imprint")).content.decode()
    assert "Am Anger 15" in shown
    assert "Digitale-Dienste" not in shown
    assert "markierten Stellen" not in shown


def test_the_generated_part_of_the_declaration_stays_under_a_text_of_ones_own(
    client: Client, alex: User
) -> None:
    write("accessibility", "<p>Unsere Erklärung.</p>", alex)
    shown = client.get(reverse("pages:accessibility")).content.decode()
    assert "Unsere Erklärung." in shown
    assert "Was geprüft ist" in shown
    assert "Letzte Überprüfung" in shown


def test_a_former_text_comes_back_and_nothing_of_the_history_is_lost(alex: User) -> None:
    write("imprint", "<p>Erster Text</p>", alex)
    write("imprint", "<p>Zweiter Text</p>", alex)
    first = page("imprint").versions.last()
    assert first
    actions.show(first, actor=alex)
    assert text_of(page("imprint")) == "<p>Erster Text</p>"
    assert page("imprint").versions.count() == 3


def test_the_same_text_once_more_is_no_new_version(alex: User) -> None:
    for _ in range(2):
        write("imprint", "<p>Ein Text</p>", alex)
    assert page("imprint").versions.count() == 1


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        ("<h1>Titel</h1>", "<h2>Titel</h2>"),
        ("<h5>Klein</h5>", "<h3>Klein</h3>"),
        ("<b>fett</b> <i>kursiv</i>", "<p><strong>fett</strong> <em>kursiv</em></p>"),
        ("<p onclick='x()'>Text</p><script>alert(1)</script>", "<p>Text</p>"),
        ('<p style="color:red">Text</p>', "<p>Text</p>"),
        ('<a href="javascript:x()">Text</a>', '<p><a rel="noopener">Text</a></p>'),
        ("Erster Absatz\n\nZweiter", "<p>Erster Absatz</p>\n\n<p>Zweiter</p>"),
    ],
)
def test_only_the_small_set_of_html_is_kept(source: str, cleaned: str) -> None:
    assert text.clean(source) == cleaned


def test_what_came_into_the_database_another_way_does_not_come_onto_the_page(
    client: Client, db: None
) -> None:
    Page.objects.filter(key="imprint").update(text="<p>Ja</p><script>alert(1)</script>")
    assert "alert(1)" not in client.get(reverse("pages:imprint")).content.decode()


def test_headings_do_not_jump() -> None:
    text.check_headings("<p>Text</p><h2>Groß</h2><h3>Klein</h3>")
    with pytest.raises(ValidationError):
        text.check_headings("<h3>Klein</h3><h2>Groß</h2>")


def test_a_gap_inside_a_tag_is_no_gap() -> None:
    source = '<p><a href="https://stadt.example/[x1]">[Anschrift]</a></p>'
    assert text.gaps(source) == ["[Anschrift]"]
    assert 'href="https://stadt.example/[x1]"' in text.safe(source)


def footer_of(html: str) -> str:
    return html[html.index('<footer class="foot">') :]


@pytest.mark.parametrize("template", ["500.html", "400.html", "413.html"])
def test_pages_that_need_nothing_have_the_footer_as_well(template: str) -> None:
    footer = footer_of(render_to_string(template, context.names()))
    assert [name for name in FOOTER if reverse(f"pages:{name}") not in footer] == []


@pytest.mark.parametrize(
    "address", ["/", "/konto/einloggen/", "/gibt-es-nicht/", "/barriere-melden/", "/rueckblicke/"]
)
def test_every_page_leads_to_the_pages_of_the_footer(
    address: str, client: Client, db: None
) -> None:
    footer = footer_of(client.get(address).content.decode())
    assert [name for name in FOOTER if reverse(f"pages:{name}") not in footer] == []
    assert f"/barriere-melden/?seite={address}" in footer


def test_the_administration_has_them_too(as_alex: Client) -> None:
    footer = footer_of(as_alex.get(reverse("admin:index")).content.decode())
    assert [name for name in FOOTER if reverse(f"pages:{name}") not in footer] == []


def test_an_address_that_is_a_key_is_not_taken_along(client: Client, db: None) -> None:
    from accounts import mail_choice

    token = mail_choice.token("kim@stadt.example")
    shown = client.get(reverse("account_mail_choice", args=[token])).content.decode()
    assert token not in footer_of(shown)


def test_the_title_of_an_excursion_with_brackets_is_none_of_our_business(
    client: Client, db: None
) -> None:
    excursion = factories.excursion(title="Besuch [neu]")
    shown = client.get(excursion.get_absolute_url()).content.decode()
    assert "<mark>" not in shown


def test_the_periods_on_the_page_are_those_that_are_carried_out() -> None:
    days = {name: number for number, name in enumerate(settings.KEEP_DAYS, start=411)}
    with override_settings(KEEP_DAYS=days):
        source = default_text("privacy")
    told = ["needs", "attendance", "registrations", "unused", "logs", "accounts", "barriers"]
    assert [name for name in told if f"{days[name]} Tage" not in source] == []


POINTS = [
    *("Wer verantwortlich ist", "Fragen zum Datenschutz", "Wofür und auf welcher Grundlage"),
    *("Wer sie bekommt", "Wie lange", "Ihre Rechte", "Einwilligung zurücknehmen"),
    *("Wo Sie sich beschweren können", "Ob Sie müssen"),
]


def test_every_form_that_takes_personal_data_says_the_nine_points_before_it_is_sent(
    as_kim: Client, kim: User, client: Client
) -> None:
    registration = factories.registration(factories.excursion(), kim)
    open_one = factories.excursion(starts_at=factories.START.replace(month=7))
    forms = [
        (as_kim, reverse("excursions:register", args=[open_one.slug])),
        (as_kim, reverse("excursions:change", args=[registration.pk])),
        (as_kim, reverse("account_change_address")),
        (client, reverse("account_request_login_code")),
        (client, reverse("pages:report_barrier")),
    ]
    for who, address in forms:
        form = who.get(address).content.decode().split('<form class="form"')[1].split("</form>")[0]
        shown = re.findall(r"<dt>(.*?)</dt>", form)
        assert shown == POINTS, address
        assert f'href="{reverse("pages:privacy")}"' in form
        assert form.index("<dt>") < form.index('type="submit"')
