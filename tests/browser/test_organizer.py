"""The organizing team: a new excursion, seats, people, calling off."""

from playwright.sync_api import Page, expect

from excursions.models import Excursion, Registration
from tests.browser import checks
from tests.browser.desk import (
    editor_of,
    fill_row,
    people_of,
    route,
    rows,
    save,
    saved,
)
from tests.browser.scene import Scene, change
from tests.browser.steps import follow, heading, press


def test_a_new_excursion_with_three_stations_is_published(scene: Scene) -> None:
    page = scene.see("/verwaltung/", scene.alex)
    follow(page, "Neue Exkursion")
    _basics(page)
    add = page.get_by_role("button", name="Station hinzufügen")
    add.click()
    add.click()
    expect(rows(page)).to_have_count(3)
    fill_row(rows(page).nth(0), "JEDI", "13:00", "14:00")
    fill_row(rows(page).nth(1), "ProbierLaden", "14:10", "15:00")
    fill_row(rows(page).nth(2), "Smartes Quartier", "15:30", "16:30")
    save(page, "Als Entwurf speichern")
    saved(page)
    page.get_by_role("button", name="Station 3 nach oben").click()
    fill_row(rows(page).nth(1), "Smartes Quartier", "14:20", "15:00")
    fill_row(rows(page).nth(2), "ProbierLaden", "15:20", "16:30")
    save(page, "Speichern und veröffentlichen")
    heading(page, "Diese Exkursion veröffentlichen?")
    press(page, "Veröffentlichen")
    expect(page.get_by_role("status")).to_contain_text("Die Exkursion ist veröffentlicht.")
    excursion = Excursion.objects.get(title="Licht und Linsen")
    visitor = scene.see("/")
    follow(visitor, "Licht und Linsen")
    route(visitor, excursion, "JEDI", "Smartes Quartier", "ProbierLaden")


def _basics(page: Page) -> None:
    for label, value in {
        "Titel": "Licht und Linsen",
        "Einleitung": "Was Optik mit Ihrem Alltag zu tun hat. Kommen Sie mit.",
        "Beginn": "2027-07-07T13:00",
        "Ende": "2027-07-07T17:00",
        "Treffpunkt": "Engelplatz 8, am Eingang",
        "Anmeldung bis": "2027-06-30T23:59",
        "Plätze": "15",
    }.items():
        page.locator("#excursion_form").get_by_label(label, exact=True).fill(value)


def test_what_is_missing_is_said_first_and_leads_to_its_field(scene: Scene) -> None:
    page = scene.see(f"{editor_of(scene.few_left)}", scene.alex)
    page.get_by_label("Titel", exact=True).fill("")
    save(page)
    checks.says_what_is_wrong(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Titel", exact=True)).to_be_focused()


def test_fewer_seats_than_are_taken_are_asked_about_first(scene: Scene) -> None:
    page = scene.see(editor_of(scene.few_left), scene.alex)
    seats = page.get_by_label("Plätze", exact=True)
    seats.fill("30")
    save(page)
    checks.says_what_is_wrong(page)
    expect(page.get_by_role("alert")).to_contain_text("36 Plätze vergeben, 6 mehr als künftig")
    scene.few_left.refresh_from_db()
    assert scene.few_left.capacity == 40
    page.get_by_label("Ja, so speichern").check()
    save(page)
    saved(page)
    scene.few_left.refresh_from_db()
    assert scene.few_left.capacity == 30
    assert scene.few_left.registrations.seated().count() == 36


def test_somebody_who_phones_is_entered_by_hand(scene: Scene) -> None:
    page = scene.see(people_of(scene.few_left), scene.alex)
    follow(page, "Person eintragen")
    page.get_by_label("Name").fill("Rosa Anruf")
    page.get_by_label("Nicht dabei?").fill("Bauhof")
    page.get_by_label("Telefon").fill("03641 55")
    press(page, "Platz geben")
    expect(page.get_by_role("status")).to_contain_text("Rosa Anruf hat einen Platz.")
    expect(page.get_by_role("row", name="Rosa Anruf")).to_contain_text("Dabei")


def test_somebody_is_put_first_on_the_waitlist_with_a_reason(scene: Scene) -> None:
    last = scene.full.registrations.waiting().latest("queue_order")
    page = scene.see(f"{people_of(scene.full)}?status=waiting", scene.alex)
    _of(page, last, "Vorziehen")
    press(page, "Vorziehen")
    checks.says_what_is_wrong(page)
    page.get_by_label("Begründung").fill("Begleitet eine Kollegin")
    press(page, "Vorziehen")
    expect(page.get_by_role("status")).to_contain_text(last.name)
    assert _position(last) == 1
    page.goto(people_of(scene.full))
    page.get_by_role("link", name=last.name, exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Begründung: Begleitet eine Kollegin")


def test_somebody_is_moved_up_into_a_free_seat(scene: Scene) -> None:
    """The registration is closed, so nobody moves up by themselves."""
    change(scene.full, status="closed", capacity=21)
    last = scene.full.registrations.waiting().latest("queue_order")
    page = scene.see(people_of(scene.full), scene.alex)
    _of(page, last, "Platz geben")
    page.get_by_label("Begründung").fill("Am Telefon erreicht")
    press(page, "Platz geben")
    expect(page.get_by_role("status")).to_contain_text(f"{last.name} hat jetzt einen Platz.")
    assert _position(last) is None


def _of(page: Page, person: Registration, action: str) -> None:
    """What can be done with one person stands in their row."""
    page.get_by_role("row", name=person.name).get_by_role("link", name=action).click()


def _position(registration: Registration) -> int | None:
    return Registration.objects.with_position().get(pk=registration.pk).position


def test_a_place_is_given_back_for_somebody(scene: Scene) -> None:
    seated = scene.full.registrations.seated().earliest("pk")
    page = scene.see(people_of(scene.full), scene.alex)
    _of(page, seated, "Platz zurückgeben")
    expect(page.get_by_role("main")).to_contain_text("an die erste Person auf der Warteliste")
    press(page, "Platz zurückgeben")
    expect(page.get_by_role("status")).to_contain_text(f"Der Platz von {seated.name} ist")
    assert scene.full.registrations.waiting().count() == 3


def test_an_excursion_is_called_off_with_a_reason(scene: Scene) -> None:
    page = scene.see(editor_of(scene.full), scene.alex)
    follow(page, "Absagen")
    press(page, "Absagen und 24 Personen informieren")
    checks.says_what_is_wrong(page)
    page.get_by_label("Grund und Alternative").fill("Sturm. Wir holen es nach.")
    press(page, "Absagen und 24 Personen informieren")
    expect(page.get_by_role("status")).to_contain_text("Die Exkursion ist abgesagt.")
    page.goto(scene.full.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text("Sturm. Wir holen es nach.")


def test_who_saves_over_somebody_else_is_shown_both_first(scene: Scene) -> None:
    first = scene.see(editor_of(scene.few_left), scene.alex)
    second = first.context.new_page()
    second.goto(editor_of(scene.few_left))
    second.get_by_label("Titel", exact=True).fill("Von der einen")
    save(second)
    saved(second)
    first.get_by_label("Titel", exact=True).fill("Von der anderen")
    save(first)
    checks.says_what_is_wrong(first)
    both = first.get_by_role("region", name="Was gespeichert ist, und was hier steht").first
    expect(both).to_contain_text("Von der einen")
    expect(both).to_contain_text("Von der anderen")
    checks.everything(first)
    save(first)
    saved(first)
    scene.few_left.refresh_from_db()
    assert scene.few_left.title == "Von der anderen"
