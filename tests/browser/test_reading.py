"""Recaps as everybody reads them: for all people, on all screens, on paper."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from recaps import actions
from recaps.actions.photos import Place
from recaps.models import Recap
from tests.browser import checks
from tests.browser.scene import Scene
from tests.recaps import factories

SHIFTS = """
() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})
"""


@pytest.fixture
def recap(scene: Scene, robin: User) -> Recap:
    """The finished recap of the demo's past excursion, with a cover and photos in every place."""
    draft = factories.written(robin, scene.past)
    texts = factories.texts(draft)
    section = texts.sections[0]
    texts.sections[0] = actions.SectionText(
        pk=section.pk,
        heading=section.heading,
        text="<p>Eins.</p><h3>Zwei</h3><ul><li>Drei</li></ul><blockquote><p>Vier</p></blockquote>",
        visit_note="Jederzeit ohne Anmeldung.",
    )
    draft = actions.save(draft, texts=texts, version=draft.version, actor=robin)
    photos = [factories.photo(draft, robin) for _ in range(4)]
    first = draft.sections.all()[0].pk
    places = [Place(photo.pk, first, is_cover=not n) for n, photo in enumerate(photos[:3])]
    places.append(Place(photos[3].pk, None))
    actions.arrange_photos(draft, places=places, actor=robin)
    return actions.publish(Recap.objects.get(pk=draft.pk), actor=robin)


def loaded(page: Page) -> None:
    """Scrolls through the page and waits for every photo, as somebody who reads does."""
    for picture in page.locator("img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", value=True)
        assert picture.evaluate("image => image.naturalWidth") > 0


def test_everybody_can_read(recap: Recap, scene: Scene, robin: User) -> None:
    page = scene.see(recap.get_absolute_url())
    loaded(page)
    assert page.evaluate(SHIFTS) <= 0.02
    checks.everything(page)
    page.goto("/rueckblicke/")
    checks.everything(page)
    page.goto("/")
    expect(page.get_by_role("link", name="Smartes Jena erleben", exact=True)).to_be_visible()
    checks.everything(page)
    actions.withdraw(recap, actor=robin, reason="")
    scene.net.expect(410)
    page.goto(recap.get_absolute_url())
    checks.everything(page)
    page.goto("/rueckblicke/")
    checks.everything(page)


def test_stations_are_reached_from_the_glance(recap: Recap, scene: Scene) -> None:
    page = scene.see(recap.get_absolute_url())
    link = page.get_by_role("navigation", name="Stationen").get_by_role("link").nth(1)
    checks.tab_to(page, link)
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="Station 2 ")
    expect(heading).to_be_in_viewport()


def test_the_link_is_copied(recap: Recap, scene: Scene) -> None:
    page = scene.see(recap.get_absolute_url(), permissions=["clipboard-write"])
    page.get_by_role("button", name="Link kopieren").click()
    expect(page.get_by_text("Der Link ist kopiert.")).to_be_visible()
    # No page may read the clipboard, ours neither: it is pasted.
    page.goto("/konto/einloggen/")
    field = page.get_by_label("Ihre E-Mail-Adresse")
    field.press("Control+V")
    address = f"https://exkursionen.stadt.example{recap.get_absolute_url()}"
    expect(field).to_have_value(address)


def test_without_javascript_nothing_is_missing_but_its_buttons(recap: Recap, scene: Scene) -> None:
    page = scene.see(recap.get_absolute_url(), java_script_enabled=False)
    expect(page.get_by_role("button", name="Drucken")).to_be_hidden()
    expect(page.get_by_role("img")).to_have_count(4)
    page.get_by_role("link", name="Rückblicke").click()
    page.get_by_role("link", name="Smartes Jena erleben", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Smartes Jena erleben")


def test_on_paper_the_address_stands_below(recap: Recap, scene: Scene) -> None:
    page = scene.see(recap.get_absolute_url())
    expect(page.get_by_text(f"stadt.example{recap.get_absolute_url()}")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_text(f"stadt.example{recap.get_absolute_url()}")).to_be_visible()
    expect(page.get_by_role("button", name="Drucken")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Hauptmenü")).to_be_hidden()


def test_the_preview_is_the_page_with_a_strip_over_it(
    recap: Recap, scene: Scene, robin: User
) -> None:
    page = scene.see(recap.get_absolute_url(), robin)
    place = page.get_by_role("heading", level=1).bounding_box()
    page.goto(f"{recap.get_absolute_url()}vorschau/")
    strip = page.get_by_role("complementary", name="Vorschau, nicht öffentlich")
    expect(strip).to_be_in_viewport()
    assert page.get_by_role("heading", level=1).bounding_box() == place
    checks.everything(page)
