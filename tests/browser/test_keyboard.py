"""Everything with the keyboard alone, on a small phone with its bar at the bottom."""

from playwright.sync_api import expect

from tests.browser import checks
from tests.browser.checks import tab_to
from tests.browser.scene import Scene, form_of
from tests.browser.steps import REGISTER, heading

PHONE = {"width": 360, "height": 640}


def test_somebody_registers_with_the_keyboard_alone(scene: Scene) -> None:
    page = scene.see(scene.few_left, scene.kim, viewport=PHONE)
    main, keys = page.get_by_role("main"), page.keyboard
    tab_to(page, page.get_by_role("link", name="Zum Inhalt"))
    tab_to(page, main.get_by_role("link", name="Platz sichern"))
    keys.press("Enter")
    heading(page, f"Platz sichern: {scene.few_left.title}")
    tab_to(page, page.get_by_label("Name"))
    tab_to(page, page.get_by_label("Bereich oder Eigenbetrieb"))
    keys.type("JenaK")
    tab_to(page, page.get_by_label("Was brauchen Sie?"))
    keys.type("Gebärdensprache")
    tab_to(page, page.get_by_label("Ich willige ein"))
    keys.press("Space")
    tab_to(page, page.get_by_label("Telefon am Tag"), key="Shift+Tab")
    keys.type("03641 1")
    photo = page.get_by_label("Fotos von mir dürfen im Rückblick")
    tab_to(page, photo)
    keys.press("Space")
    expect(photo).to_be_checked()
    tab_to(page, page.get_by_role("button", name=REGISTER))
    keys.press("Enter")
    heading(page, "Sie sind dabei.")
    registration = scene.few_left.registrations.get(user=scene.kim)
    assert (registration.unit_name, registration.phone) == ("JenaKultur", "03641 1")
    assert registration.website_consent


def test_the_first_stop_of_every_page_skips_to_its_content(scene: Scene) -> None:
    page = scene.see("/", scene.kim)
    for path in ("/", form_of(scene.few_left), "/meine-anmeldungen/", "/impressum/"):
        page.goto(path)
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Zum Inhalt")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("main")).to_be_focused()


def test_every_stop_of_a_page_is_visible_forwards_and_backwards(scene: Scene) -> None:
    page = scene.see(scene.few_left, scene.kim, viewport=PHONE)
    last = page.get_by_role("link", name="Impressum")
    tab_to(page, last)
    tab_to(page, page.get_by_role("link", name="Zum Inhalt"), key="Shift+Tab")


def test_the_menu_of_the_phone_opens_and_closes(scene: Scene) -> None:
    page = scene.see("/", scene.kim, viewport=PHONE)
    mine = page.get_by_role("navigation").get_by_role("link", name="Meine Anmeldungen")
    expect(mine).to_be_hidden()
    menu = page.locator("summary", has_text="Menü")
    tab_to(page, menu)
    page.keyboard.press("Enter")
    expect(mine).to_be_visible()
    page.keyboard.press("Escape")
    expect(mine).to_be_hidden()
    expect(menu).to_be_focused()


def test_an_error_is_read_first_and_leads_to_its_field(scene: Scene) -> None:
    page = scene.see(form_of(scene.few_left), scene.kim, viewport=PHONE)
    name = page.get_by_label("Name")
    name.fill("")
    page.get_by_role("button", name=REGISTER).press("Enter")
    checks.says_what_is_wrong(page)
    entry = page.get_by_role("alert").get_by_role("link", name="Bitte geben Sie Ihren Namen ein.")
    tab_to(page, entry)
    page.keyboard.press("Enter")
    expect(name).to_be_focused()
    checks.shows_where_the_keyboard_is(page)
    assert name.get_attribute("aria-invalid") == "true"
    described = page.locator(f"#{(name.get_attribute('aria-describedby') or '').split()[-1]}")
    expect(described).to_contain_text("Bitte geben Sie Ihren Namen ein.")


def test_with_forced_colours_the_keyboard_is_still_seen(scene: Scene) -> None:
    page = scene.see("/", scene.kim, forced_colors="active")
    for path in ("/", scene.few_left.get_absolute_url(), form_of(scene.few_left)):
        page.goto(path)
        tab_to(page, page.get_by_role("link", name="Impressum"))
