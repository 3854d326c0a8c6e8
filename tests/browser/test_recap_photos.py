"""The picture desk: uploading, describing, ordering; by mouse, by keyboard, without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from demo import people
from recaps import actions
from recaps.actions.photos import Description, Place
from recaps.models import Recap, RecapPhoto
from tests.browser import checks
from tests.browser.scene import Scene
from tests.browser.steps import press
from tests.conftest import RunTasks
from tests.recaps import factories as recaps
from tests.recaps.photo_pages import address

FILES: list[Any] = [
    {"name": "Ankunft.jpg", "mimeType": "image/jpeg", "buffer": recaps.picture()},
    {"name": "IMG_2.svg", "mimeType": "image/svg+xml", "buffer": b"<svg onload='alert(1)'/>"},
    {"name": "Abschied.jpg", "mimeType": "image/jpeg", "buffer": recaps.picture(color="teal")},
]
REFUSED = "IMG_2.svg: Das ist kein Bild in einem Format, das wir kennen"


@pytest.fixture
def recap(scene: Scene) -> Recap:
    recap = recaps.written(scene.alex)
    recap.excursion.team.add(scene.alex)
    return recap


@pytest.fixture
def photos(scene: Scene, recap: Recap) -> list[RecapPhoto]:
    """Two in the first section, one before the conclusion."""
    found = [recaps.photo(recap, scene.alex, caption=f"Bild {n}") for n in range(3)]
    places = [Place(photo.pk, photo.section_id) for photo in found[:2]]
    places.append(Place(found[2].pk, None))
    actions.arrange_photos(recap, places=places, actor=scene.alex)
    return found


def desk(recap: Recap) -> str:
    return f"/rueckblicke/{recap.slug}/fotos/"


def captions(page: Page) -> list[str]:
    found: list[str] = page.locator(".shot-caption").all_text_contents()
    return found


def stored(recap: Recap) -> list[tuple[str, bool]]:
    photos = recap.photos.kept().in_page_order()
    return [(photo.caption, photo.section_id is None) for photo in photos]


def choose(page: Page) -> None:
    page.get_by_label("Fotos auswählen").set_input_files(FILES)


def test_each_file_says_what_became_of_it_and_photos_appear_by_themselves(
    scene: Scene, recap: Recap, run_tasks: RunTasks
) -> None:
    page = scene.see(desk(recap), scene.alex)
    expect(page.get_by_role("button", name="Hochladen")).to_be_hidden()
    page.get_by_label("Foto: Name").fill("Robin Klar")
    page.get_by_label("Lizenz").select_option("city")
    choose(page)
    lines = page.locator("[data-list] li")
    expect(lines).to_have_text(
        ["Ankunft.jpg: hinzugefügt", f"{REFUSED}: JPEG, PNG, WebP, AVIF oder HEIC.",
         "Abschied.jpg: hinzugefügt"]
    )  # fmt: skip
    result = page.get_by_role("status").filter(has_text="Fertig")
    expect(result).to_have_text("Fertig: 3 von 3. Abgelehnt: 1.")
    expect(page.locator(".shot-waits")).to_have_count(2)
    progress = page.get_by_role("status").filter(has_text="vorbereitet")
    expect(progress).to_have_text("0 von 2 Fotos sind vorbereitet.")
    checks.everything(page)
    run_tasks()
    expect(progress).to_have_text("Alle Fotos sind vorbereitet.")
    expect(page.locator(".shot img")).to_have_count(2)
    expect(page.locator(".work-side")).to_contain_text("Foto 2: Alternativtext fehlt")
    assert {photo.credit for photo in recap.photos.all()} == {"Robin Klar"}


def test_files_wait_until_it_is_said_who_took_them(scene: Scene, recap: Recap) -> None:
    page = scene.see(desk(recap), scene.alex)
    choose(page)
    expect(page.get_by_label("Foto: Name")).to_be_focused()
    page.get_by_label("Foto: Name").fill("Robin Klar")
    page.get_by_label("Lizenz").select_option("city")
    press(page, "Hochladen")
    expect(page.locator("[data-list] li")).to_have_count(3)
    expect(page.get_by_text("Fertig: 3 von 3")).to_be_visible()


def test_what_the_server_refuses_is_said_first(scene: Scene, recap: Recap) -> None:
    page = scene.see(desk(recap), scene.alex)
    page.evaluate("document.querySelector('[data-upload]').submit()")
    checks.says_what_is_wrong(page)
    checks.everything(page)


def test_a_photo_is_described_by_the_keyboard(
    scene: Scene, recap: Recap, photos: list[RecapPhoto]
) -> None:
    kim = recaps.took_part(recap.excursion, photo_consent=True, name="Kim Müller")
    recaps.took_part(recap.excursion, photo_consent=False, name="Toni Nein")
    page = scene.see(desk(recap), scene.alex)
    first = page.get_by_role("link", name="Bild 0")
    checks.tab_to(page, first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text("Foto 1 von 3")
    across = page.get_by_label("Von links")
    checks.tab_to(page, across)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("[data-stage]")).to_have_class("stage-frame is-live fx-80 fy-50")
    expect(page.locator("[data-crop]").first).to_have_class("crop crop--wide fx-80 fy-50")
    checks.tab_to(page, page.get_by_label("Alternativtext"))
    page.keyboard.press("Control+a")
    page.keyboard.type("Kim hält eine Linse ins Licht.")
    checks.tab_to(page, page.get_by_label("Nein, niemand"))
    expect(page.locator("#people")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    search = page.get_by_label("Namen suchen")
    checks.tab_to(page, search)
    page.keyboard.type("mue")
    expect(page.locator(".names li:visible")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    search.fill("")
    expect(page.locator(".names")).to_contain_text(
        "Toni Nein keine Einwilligung, blockiert das Foto"
    )
    checks.everything(page)
    checks.tab_to(page, page.get_by_role("button", name="Speichern und weiter zu Foto 2"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text("Foto 2 von 3")
    photo = photos[0]
    photo.refresh_from_db()
    assert (photo.focus_x, photo.focus_y) == (80, 50)
    assert photo.alt == "Kim hält eine Linse ins Licht."
    assert [one.registration for one in photo.people.all()] == [kim]


def test_the_focus_is_set_by_a_click_in_the_picture(scene: Scene, photos: list[RecapPhoto]) -> None:
    page = scene.see(address(photos[0]), scene.alex)
    page.locator("[data-stage]").click(position={"x": 10, "y": 10})
    press(page, "Speichern")
    expect(page.locator(".messages")).to_contain_text("Gespeichert.")
    photos[0].refresh_from_db()
    assert (photos[0].focus_x, photos[0].focus_y) == (0, 0)


def saved_by_itself(page: Page, act: Callable[[], None]) -> None:
    with page.expect_response(lambda response: response.request.method == "POST"):
        act()
    expect(page.locator("[data-status]")).to_have_text("Die Reihenfolge ist gespeichert.")


def test_photos_are_moved_by_buttons_and_by_dragging(
    scene: Scene, recap: Recap, photos: list[RecapPhoto]
) -> None:
    page = scene.see(desk(recap), scene.alex, viewport={"width": 1280, "height": 2000})
    back = page.get_by_role("button", name="Foto 1: nach hinten")
    checks.tab_to(page, back)

    def twice() -> None:
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")

    saved_by_itself(page, twice)
    following = recap.sections.latest("position").heading
    expect(page.locator("[data-announce]")).to_have_text(f"Foto 2 von 3, {following}")
    assert stored(recap)[0] == ("Bild 1", False)
    checks.shows_where_the_keyboard_is(page)
    saved_by_itself(
        page, lambda: drag(page, page.locator(".shot").last, page.locator(".shot").first)
    )
    assert stored(recap)[0] == ("Bild 2", False)
    saved_by_itself(page, page.get_by_label("Titelbild, Foto 2").check)
    assert recap.photos.get(is_cover=True).caption == captions(page)[1]
    assert [caption for caption, _ in stored(recap)] == captions(page)


def drag(page: Page, card: Locator, goal: Locator) -> None:
    handle = card.locator("[data-handle]").bounding_box()
    there = goal.bounding_box()
    assert handle
    assert there
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(there["x"] + 20, there["y"] + 60, steps=4)
    expect(goal).to_have_class("shot is-before")
    page.mouse.up()


def test_of_two_who_move_photos_the_second_sees_both_orders(
    scene: Scene, recap: Recap, photos: list[RecapPhoto]
) -> None:
    robin = User.objects.get(email=people.EDITOR.email)
    page = scene.see(desk(recap), scene.alex)
    places = [Place(photo.pk, None) for photo in reversed(photos)]
    actions.arrange_photos(recap, places=places, actor=robin)
    scene.net.expect(409)
    page.get_by_role("button", name="Foto 1: nach hinten").click()
    expect(page.locator("[data-status]")).to_contain_text("Mit „Reihenfolge speichern“ sehen Sie")
    press(page, "Reihenfolge speichern")
    checks.says_what_is_wrong(page)
    assert captions(page) == ["Bild 1", "Bild 0", "Bild 2"]
    assert [caption for caption, _ in stored(recap)] == ["Bild 2", "Bild 1", "Bild 0"]
    checks.everything(page)
    press(page, "Reihenfolge speichern")
    expect(page.locator(".messages")).to_contain_text("Die Reihenfolge ist gespeichert.")
    assert [caption for caption, _ in stored(recap)] == ["Bild 1", "Bild 0", "Bild 2"]


def test_everything_works_without_javascript(
    scene: Scene, recap: Recap, run_tasks: RunTasks
) -> None:
    page = scene.see(desk(recap), scene.alex, java_script_enabled=False)
    page.get_by_label("Foto: Name").fill("Robin Klar")
    page.get_by_label("Lizenz").select_option("city")
    choose(page)
    press(page, "Hochladen")
    expect(page.get_by_text("2 Fotos hinzugefügt.")).to_be_visible()
    expect(page.locator("#id_pictures_error")).to_contain_text(REFUSED)
    run_tasks()
    page.get_by_role("link", name="Neu laden").click()
    expect(page.locator(".shot img")).to_have_count(2)
    one, two = recap.photos.kept().in_page_order()
    page.get_by_label("Reihenfolge, Foto 2").fill("1")
    page.get_by_label("Titelbild, Foto 2").check()
    press(page, "Reihenfolge speichern")
    assert list(recap.photos.kept().in_page_order()) == [two, one]
    page.get_by_role("link", name="Beschreiben").first.click()
    page.get_by_label("Rein schmückend").check()
    page.get_by_label("Ja", exact=True).check()
    expect(page.locator("#people")).to_be_visible()
    page.get_by_label("Von oben").fill("20")
    press(page, "Speichern")
    two.refresh_from_db()
    assert (two.is_cover, two.is_decorative, two.focus_y) == (True, True, 20)
    page.get_by_role("link", name="Dieses Foto entfernen").click()
    press(page, "Foto entfernen")
    assert list(recap.photos.kept()) == [one]


def test_the_other_states_of_these_pages(
    scene: Scene, recap: Recap, photos: list[RecapPhoto]
) -> None:
    """Two versions of one photo, the question before removing, and pages without a form."""
    robin = User.objects.get(email=people.EDITOR.email)
    page = scene.see(address(photos[0]), scene.alex)
    said = Description(caption="Von Robin", alt="x", credit="y", recognisable="no")
    actions.describe_photo(photos[0], description=said, version=2, actor=robin)
    scene.net.expect(409)
    page.get_by_label("Bildunterschrift").fill("Von Alex")
    press(page, "Speichern")
    checks.says_what_is_wrong(page)
    expect(page.get_by_role("group", name="Gespeichert: Bildunterschrift")).to_contain_text("Robin")
    checks.everything(page)
    press(page, "Speichern")
    expect(page.locator(".messages")).to_contain_text("Gespeichert.")
    checks.everything(scene.see(f"{address(photos[0])}entfernen/", scene.alex))
    actions.submit(recap, actor=scene.alex)
    for here in (desk(recap), address(photos[0])):
        page = scene.see(here, scene.alex)
        expect(page.get_by_role("main").locator("form")).to_have_count(0)
        checks.everything(page)
