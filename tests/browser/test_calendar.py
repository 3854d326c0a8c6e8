"""The address of one's own calendar: made, copied, renewed."""

from playwright.sync_api import expect

from tests.browser import checks
from tests.browser.scene import Scene


def test_an_address_is_made_copied_and_renewed(scene: Scene) -> None:
    page = scene.see("/mein-kalender/", scene.kim, permissions=["clipboard-write"])
    page.locator("button[value=create]").click()
    field = page.locator("input[readonly]")
    old = field.input_value()
    checks.everything(page)
    page.locator("button[data-copy]").click()
    said = page.locator("[data-copied]")
    expect(said).to_have_text("Die Adresse ist kopiert.")
    page.locator("button[value=renew]").click()
    expect(page.get_by_role("status").first).to_be_visible()
    expect(field).not_to_have_value(old)


def test_what_the_browser_does_not_let_us_copy_is_selected(scene: Scene) -> None:
    page = scene.see("/mein-kalender/", scene.kim)
    page.locator("button[value=create]").click()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error('no')) }")
    page.locator("button[data-copy]").click()
    expect(page.locator("[data-copied]")).to_contain_text("Bitte kopieren Sie selbst")
    field = page.locator("input[readonly]")
    selected = field.evaluate("node => node.value.slice(node.selectionStart, node.selectionEnd)")
    assert selected == field.input_value()
