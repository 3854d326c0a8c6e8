"""Writing a recap: by mouse and keyboard, by two people at once, without JavaScript."""

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from demo import people
from recaps import actions
from recaps.models import Recap, RecapSection
from stations.models import Station
from tests import factories
from tests.browser import checks
from tests.browser.scene import Scene
from tests.browser.steps import press
from tests.recaps import factories as recaps
from tests.recaps.pages import address

QUARTER, SHOP, HUB = "Smartes Quartier", "ProbierLaden", "JEDI"
A_WHILE = 25_000  # milliseconds after which a page has saved by itself


@pytest.fixture
def recap(scene: Scene) -> Recap:
    """Just begun: three sections of raw material."""
    excursion = recaps.past_excursion(stations=0, title="Ein Nachmittag")
    excursion.team.add(scene.alex)
    for name in (QUARTER, SHOP, HUB):
        factories.stop(excursion, Station.objects.get(name=name))
    return recaps.recap(scene.alex, excursion)


@pytest.fixture
def page(scene: Scene, recap: Recap) -> Page:
    return opened(scene, recap)


def opened(scene: Scene, recap: Recap) -> Page:
    page = scene.see(address(recap), scene.alex)
    expect(page.get_by_role("toolbar")).to_have_count(5)
    return page


def headings(recap: Recap) -> list[str]:
    return list(recap.sections.values_list("heading", flat=True))


def shown(page: Page) -> list[str]:
    """The headings of the sections as they stand on the page."""
    fields = page.locator("[data-row] input[name$=-heading]")
    found: list[str] = fields.evaluate_all("all => all.map((one) => one.value)")
    return found


def text(page: Page, of: str = "Fazit der Exkursion") -> Locator:
    return page.get_by_role("textbox", name=of, exact=True)


def tool(page: Page, name: str, of: str = "Fazit der Exkursion") -> Locator:
    toolbar = page.get_by_role("toolbar", name=f"Textgestaltung: {of}")
    return toolbar.get_by_role("button", name=name, exact=True)


def a_while_later(page: Page) -> None:
    """The page has sent what was typed, and has heard of it."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.clock.run_for(A_WHILE)


def save(page: Page) -> None:
    press(page, "Speichern")
    expect(page.locator(".messages")).to_contain_text("Gespeichert.")


def test_text_is_formatted_by_mouse(page: Page, recap: Recap) -> None:
    field = text(page)
    field.click()
    tool(page, "Zwischenüberschrift").click()
    page.keyboard.type("Was bleibt")
    page.keyboard.press("Enter")
    expect(tool(page, "Absatz")).to_have_attribute("aria-pressed", "true")
    tool(page, "Fett").click()
    page.keyboard.type("Viel")
    tool(page, "Fett").click()
    page.keyboard.type(", zum Beispiel ")
    tool(page, "Link").click()
    page.get_by_label("Text zum Lesen").fill("die Stadt")
    page.get_by_label("Adresse", exact=True).fill("javascript:alert(1)")
    page.get_by_role("button", name="Link setzen").click()
    expect(page.get_by_text("Diese Adresse verstehen wir nicht.")).to_be_visible()
    checks.no_axe_findings(page)
    page.get_by_label("Adresse", exact=True).fill("www.jena.de")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    tool(page, "Liste").click()
    page.keyboard.type("eins")
    page.keyboard.press("Enter")
    page.keyboard.type("zwei")
    tool(page, "Nummerierung").click()
    expect(tool(page, "Liste")).to_have_attribute("aria-pressed", "false")
    tool(page, "Rückgängig").click()
    save(page)
    recap.refresh_from_db()
    assert recap.conclusion == (
        "<h3>Was bleibt</h3>\n\n<p><strong>Viel</strong>, zum Beispiel "
        '<a href="https://www.jena.de" rel="noopener">die Stadt</a></p>\n\n'
        "<ul><li>eins</li><li>zwei</li></ul>"
    )


def test_text_is_formatted_by_the_keyboard(page: Page, recap: Recap) -> None:
    checks.tab_to(page, text(page, "Dank"))
    page.keyboard.type("Danke an alle")
    page.keyboard.press("Shift+Tab")
    expect(tool(page, "Absatz", "Dank")).to_be_focused()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
        checks.shows_where_the_keyboard_is(page)
    expect(tool(page, "Zitat", "Dank")).to_be_focused()
    page.keyboard.press("Enter")
    expect(text(page, "Dank")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+i")
    checks.tab_to(page, page.get_by_role("button", name="Speichern", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Gespeichert.")
    recap.refresh_from_db()
    assert recap.thanks == "<blockquote><p><em>Danke an alle</em></p></blockquote>"


def test_what_is_pasted_from_elsewhere_becomes_clean(page: Page) -> None:
    text(page).click()
    text(page).evaluate(
        """(node, html) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/html", html);
          node.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true}));
        }""",
        '<style>p {color: red}</style><h1 style="color: red">Groß</h1>'
        "<p class=MsoNormal style='margin: 0'><b style=\"x:y\">Fett</b><o:p></o:p></p>"
        '<table><tr><td style="color:red">Zelle</td></tr></table>'
        '<img src="https://example.org/spy.png"><a href="javascript:alert(1)">böse</a>',
    )
    written = page.locator("#id_conclusion").input_value()
    assert written == "<h3>Groß</h3><p><strong>Fett</strong></p><p>Zelle</p><p>böse</p>"


def test_it_saves_by_itself(scene: Scene, recap: Recap) -> None:
    page = scene.see("/", scene.alex)
    page.clock.install()
    page.goto(f"{address(recap)}#id_sections-1-text")
    expect(page.get_by_role("toolbar")).to_have_count(5)
    expect(text(page, "Text").nth(1)).to_be_focused()  # where the check list led
    expect(page.locator("[data-raw]")).to_have_count(3)
    page.keyboard.type("Von mir: ")
    expect(page.locator("[data-raw]")).to_have_count(2)
    page.get_by_role("button", name="Abschnitt hinzufügen").click()
    page.keyboard.press("Tab")
    page.keyboard.type("Unterwegs")
    a_while_later(page)
    state = page.get_by_role("status")
    expect(state).to_have_text("Zuletzt gespeichert um 9:00 Uhr")
    assert headings(recap) == [QUARTER, SHOP, HUB, "Unterwegs"]
    # What is missing now leads to the field, though the sections were moved since.
    page.get_by_role("button", name="Abschnitt 4 nach oben").click()
    a_while_later(page)
    page.get_by_role("link", name="Unterwegs: Der Text fehlt.").click()
    expect(text(page, "Text").nth(2)).to_be_focused()
    page.context.set_offline(True)
    page.get_by_label("Vorspann").fill("Im Tunnel.")
    page.clock.run_for(A_WHILE)
    expect(state).to_have_text("Nicht gespeichert. Wir versuchen es wieder.")
    page.context.set_offline(False)
    a_while_later(page)
    expect(state).to_have_text("Zuletzt gespeichert um 9:00 Uhr")
    recap.refresh_from_db()
    assert recap.lead == "Im Tunnel."
    save(page)
    assert headings(recap) == [QUARTER, SHOP, "Unterwegs", HUB]
    assert "Von mir: " in RecapSection.objects.get(recap=recap, heading=SHOP).text


def test_sections_are_ordered_by_buttons_keyboard_and_dragging(page: Page, recap: Recap) -> None:
    page.get_by_role("button", name="Abschnitt 3 nach oben").click()
    assert shown(page) == [QUARTER, HUB, SHOP]
    down = page.get_by_role("button", name="Abschnitt 1 nach unten")
    down.focus()
    page.keyboard.press("Enter")
    checks.shows_where_the_keyboard_is(page)  # on the same button, which moved along
    assert shown(page) == [HUB, QUARTER, SHOP]
    expect(page.locator("[data-announce]")).to_have_text(f"{QUARTER} ist jetzt Abschnitt 2 von 3.")
    page.locator("[data-handle]").nth(2).hover()
    page.mouse.down()
    first = page.locator("[data-row]").nth(0).bounding_box()
    assert first
    page.mouse.move(first["x"] + 20, first["y"] + 2, steps=8)
    page.mouse.up()
    assert shown(page) == [SHOP, HUB, QUARTER]
    page.locator("[data-row]").nth(1).get_by_role("button", name="Entfernen").click()
    page.get_by_role("dialog").get_by_role("button", name="Entfernen").click()
    save(page)
    assert headings(recap) == [SHOP, QUARTER]


def test_two_people_see_both_versions(scene: Scene, recap: Recap) -> None:
    scene.net.expect(409)
    page = scene.see("/", scene.alex)
    page.clock.install()
    page.goto(address(recap))
    robin = User.objects.get(email=people.EDITOR.email)
    texts = recaps.texts(recap, lead="Von Robin.", title="Titel von Robin")
    actions.save(recap, texts=texts, version=1, actor=robin)
    page.get_by_label("Vorspann").fill("Von Alex.")
    page.clock.run_for(A_WHILE)
    expect(page.get_by_role("status")).to_contain_text("Beim Speichern sehen Sie beide Fassungen.")
    press(page, "Speichern")
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("Robin Krause hat um 9:00 Uhr gespeichert.")
    expect(notice).to_be_focused()
    checks.everything(page)
    notice.get_by_role("link", name="Vorspann").click()
    expect(page.get_by_role("textbox", name="Vorspann")).to_be_focused()
    expect(page.get_by_role("textbox", name="Vorspann")).to_have_value("Von Alex.")
    group = page.get_by_role("group", name="Gespeichert: Vorspann")
    expect(group.locator("ins")).to_have_text("Robin.")
    title = page.get_by_role("group", name="Gespeichert: Titel").get_by_role("checkbox")
    expect(title).to_be_checked()
    page.get_by_label("Titel", exact=True).fill("Titel von Alex")
    expect(title).not_to_be_checked()  # who goes on writing does not want the other one
    save(page)
    recap.refresh_from_db()
    assert (recap.lead, recap.title) == ("Von Alex.", "Titel von Alex")
    assert not recap.sections.exclude(text__contains="Eigener Text").exists()


def test_everything_works_without_javascript(scene: Scene, recap: Recap) -> None:
    page = scene.see(address(recap), scene.alex, java_script_enabled=False)
    page.get_by_label("Fazit der Exkursion").fill("Erster Absatz.\n\nZweiter Absatz.")
    page.get_by_label("Reihenfolge").nth(2).fill("1")
    page.get_by_label("Diesen Abschnitt entfernen").nth(1).check()
    spare = page.get_by_role("listitem").filter(has_text="Noch ein Abschnitt")
    spare.get_by_label("Überschrift").fill("Unterwegs")
    save(page)
    assert headings(recap) == [HUB, QUARTER, "Unterwegs"]
    recap.refresh_from_db()
    assert recap.conclusion == "<p>Erster Absatz.</p>\n\n<p>Zweiter Absatz.</p>"


def test_everybody_can_use_the_desk(scene: Scene, recap: Recap) -> None:
    recaps.past_excursion(stations=0, title="Noch nicht erzählt").team.add(scene.alex)
    checks.everything(scene.see("/rueckblicke/redaktion/", scene.alex))


def test_everybody_can_use_the_page_with_errors(page: Page) -> None:
    page.get_by_label("Titel", exact=True).fill("x" * 121)
    press(page, "Speichern")
    checks.says_what_is_wrong(page)
    expect(page.get_by_role("toolbar")).to_have_count(5)
    checks.everything(page)
