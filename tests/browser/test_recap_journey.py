"""From „Rückblick anlegen“ to the article, as organizer and as editor, without JavaScript."""

from playwright.sync_api import Page, expect

from accounts.models import User
from demo import people
from recaps.models import Recap
from recaps.views import preview
from tests.browser import checks
from tests.browser.scene import Scene
from tests.browser.steps import follow, press
from tests.conftest import RunTasks
from tests.recaps import factories


def write(page: Page) -> None:
    """Everything the check list wants, typed into plain fields."""
    page.locator("#id_lead").fill("Ein Nachmittag, drei Stationen, viele Fragen.")
    for number in range(page.locator("textarea[name^=sections][name$=-text]").count()):
        field = page.locator(f"#id_sections-{number}-text")
        if field.input_value():  # the empty one at the end is for a new section
            field.fill(f"Was wir an Station {number + 1} gesehen haben.\n\nUnd was bleibt.")
    page.locator("#id_conclusion").fill("Es hat sich gelohnt.")
    page.locator("#id_thanks").fill("Danke an alle, die dabei waren.")
    page.locator("#id_closing").fill("Drei Adressen für morgen.")
    press(page, "Speichern")
    expect(page.locator(".messages")).to_contain_text("Gespeichert.")


def add_photo(page: Page, run_tasks: RunTasks) -> None:
    files = [
        {"name": "gruppe.jpg", "mimeType": "image/jpeg", "buffer": factories.picture()},
        {"name": "zeichnung.svg", "mimeType": "image/jpeg", "buffer": b"<svg onload='x()'/>"},
    ]
    page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    page.locator("#id_credit").fill("Alex Yıldız")
    page.locator("#id_licence").select_option("cc-by")
    press(page, "Hochladen")
    # The good one is there; the other is named with its reason.
    expect(page.locator("main [role=alert]")).to_contain_text("zeichnung.svg: Das ist kein Bild")
    run_tasks()
    page.goto(page.url.replace("hochladen/", ""))
    follow(page, "Beschreiben")
    page.get_by_label("Alternativtext").fill("Eine Gruppe vor einem Haus.")
    page.get_by_label("Nein, niemand").check()
    press(page, "Speichern")
    expect(page.get_by_text("Hier fehlt nichts.")).to_be_visible()


def test_from_the_day_itself_to_the_article(
    scene: Scene, run_tasks: RunTasks, mailoutbox: list[object]
) -> None:
    page = scene.see("/rueckblicke/", scene.alex, java_script_enabled=False)
    follow(page, "Zur Redaktion")
    page.get_by_role("button", name="Rückblick anlegen").last.click()
    expect(page.locator("#id_title")).to_have_value("Smartes Jena erleben")
    assert "rund 40 Mitarbeitende" in page.locator("#id_who").input_value()
    expect(page.get_by_text("Baustein, bitte anpassen").first).to_be_visible()
    write(page)
    page.get_by_role("link", name="Fotos", exact=True).click()
    add_photo(page, run_tasks)
    page.get_by_role("link", name="Veröffentlichung", exact=True).click()
    press(page, "Zur Prüfung geben")
    expect(page.locator(".messages")).to_contain_text("Zur Prüfung gegeben.")
    run_tasks()
    assert len(mailoutbox) == 1

    robin = User.objects.get(email=people.EDITOR.email)
    page = scene.see("/rueckblicke/redaktion/", robin, java_script_enabled=False)
    page.get_by_role("link", name="Veröffentlichung").first.click()
    press(page, "Jetzt veröffentlichen")
    expect(page.locator(".messages")).to_contain_text("Der Rückblick ist öffentlich.")

    reader = scene.see("/rueckblicke/", java_script_enabled=False)
    follow(reader, "Smartes Jena erleben")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Smartes Jena erleben")
    expect(reader.get_by_alt_text("Eine Gruppe vor einem Haus.")).to_be_visible()
    expect(reader.get_by_text("Und was bleibt.").first).to_be_visible()
    assert reader.context.cookies() == []


def test_every_page_of_the_release_can_be_used(scene: Scene) -> None:
    robin = User.objects.get(email=people.EDITOR.email)
    recap = factories.written(robin, scene.past)
    there = f"/rueckblicke/{recap.slug}"
    page = scene.see(f"{there}/veroeffentlichung/", robin)
    checks.everything(page)
    page.goto(f"{there}/veroeffentlichung/?moment=2020-01-01T09:00")
    checks.says_what_is_wrong(page)
    checks.everything(page)
    page.goto(f"{there}/verlauf/")
    checks.everything(page)
    page.goto(f"{there}/verlauf/1/")
    checks.everything(page)
    Recap.objects.update(status=Recap.Status.REVIEW, submitted_by=scene.alex)
    page = scene.see(f"{there}/veroeffentlichung/", scene.alex)
    checks.everything(page)
    page = scene.see(preview.link(recap))
    checks.everything(page)
