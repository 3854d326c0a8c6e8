"""The address of one's own calendar: made, copied, renewed."""

from playwright.sync_api import expect

from tests.browser import checks
from tests.browser.scene import Scene


def test_an_address_is_made_copied_and_renewed(scene: Scene) -> None:
    page = scene.see("/mein-kalender/", scene.kim)
    page.locator("button[value=create]").click()
    field = page.locator("input[readonly]")
    old = field.input_value()
    checks.everything(page)
    page.locator("button[data-copy]").click()
    said = page.locator("[data-copied]")
    expect(said).to_have_text(said.get_attribute("data-copied") or "")
    page.locator("button[value=renew]").click()
    expect(page.get_by_role("status").first).to_be_visible()
    expect(field).not_to_have_value(old)
