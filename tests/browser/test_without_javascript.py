"""Everything works without JavaScript, only with more waiting."""

from playwright.sync_api import expect

from tests.browser.desk import editor_of, fill_row, route, rows, save_and_inform, saved
from tests.browser.scene import Scene, form_of
from tests.browser.steps import REGISTER, WAIT, at, follow, heading, press


def test_somebody_registers_and_gives_the_place_back(scene: Scene) -> None:
    page = scene.see("/", scene.kim, java_script_enabled=False)
    follow(page, scene.few_left.title)
    follow(page, "Platz sichern")
    press(page, REGISTER)
    heading(page, "Sie sind dabei.")
    follow(page, "Platz zurückgeben")
    press(page, "Platz zurückgeben")
    heading(page, "Sie sind nicht mehr angemeldet.")


def test_somebody_joins_the_waitlist(scene: Scene) -> None:
    page = scene.see(scene.full, scene.kim, java_script_enabled=False)
    follow(page, WAIT)
    press(page, WAIT)
    heading(page, "Sie stehen auf der Warteliste, Platz 5.")


def test_somebody_withdraws_photos_after_the_excursion_and_allows_them_again(scene: Scene) -> None:
    registration = scene.kim.registrations.get(excursion=scene.past)
    page = scene.see("/meine-anmeldungen/", scene.kim, java_script_enabled=False)
    follow(page, "Fotos von mir")
    withdraw_website = page.locator("button[name=withdraw][value=website]")
    withdraw_website.click()
    expect(page.get_by_role("status")).to_contain_text("zurückgezogen")
    page.get_by_label("Öffentliche Website").check()
    press(page, "Angekreuztes erlauben")
    expect(page.get_by_role("status")).to_contain_text("Danke.")
    withdraw_website.click()
    follow(page, "Zurück zu meiner Anmeldung")
    at(page, registration.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text("nicht erlaubt")


def test_an_error_is_said_at_its_field(scene: Scene) -> None:
    page = scene.see(form_of(scene.few_left), scene.kim, java_script_enabled=False)
    page.get_by_label("Name").fill("")
    press(page, REGISTER)
    expect(page.locator("#id_name_error")).to_contain_text("Bitte geben Sie Ihren Namen ein.")


def test_the_menu_of_the_phone_opens(scene: Scene) -> None:
    phone = {"width": 360, "height": 640}
    page = scene.see("/", scene.kim, java_script_enabled=False, viewport=phone)
    page.locator("summary", has_text="Menü").click()
    page.get_by_role("navigation").get_by_role("link", name="Meine Anmeldungen").click()
    heading(page, "Meine Anmeldungen")


def test_an_organizer_orders_removes_and_adds_stations_by_numbers(scene: Scene) -> None:
    page = scene.see(editor_of(scene.few_left), scene.alex, java_script_enabled=False)
    one, two, three, fresh, *others = rows(page).all()
    assert len(others) == 2
    for row, number in ((one, "3"), (three, "1"), (fresh, "2")):
        row.get_by_label("Reihenfolge").fill(number)
    fill_row(three, "JEDI", "14:00", "14:30")
    fill_row(fresh, "ProbierLaden", "14:40", "15:20")
    fill_row(one, "Smartes Quartier", "15:40", "16:10")
    two.get_by_label("Diese Station entfernen").check()
    save_and_inform(page)
    saved(page)
    route(page, scene.few_left, "JEDI", "ProbierLaden", "Smartes Quartier")
