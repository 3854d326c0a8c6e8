"""Messages to participants: written, looked at, sent."""

from playwright.sync_api import expect

from excursions.models import Announcement, Message
from tests.browser import checks
from tests.browser.desk import people_of
from tests.browser.scene import Scene
from tests.browser.steps import follow, heading, press


def test_a_message_is_written_looked_at_and_sent_to_as_many_as_the_button_says(
    scene: Scene,
) -> None:
    page = scene.see(people_of(scene.full), scene.alex)
    follow(page, "Nachrichten")
    follow(page, "Nachricht schreiben")
    page.get_by_label("Betreff").fill("Bitte feste Schuhe")
    page.get_by_label("Text").fill("Der Weg ist nass.")
    press(page, "Vorschau")
    checks.says_what_is_wrong(page)
    page.get_by_label("Warteliste (4)").check()
    press(page, "Vorschau")
    heading(page, "Vorschau")
    expect(page.get_by_role("main")).to_contain_text("Person 1 von 4")
    follow(page, "Nächste Person")
    expect(page.get_by_role("main")).to_contain_text("Person 2 von 4")
    checks.everything(page)
    follow(page, "So ansehen, wie Mailprogramme sie zeigen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte feste Schuhe")
    page.go_back()
    press(page, "An 4 Personen senden")
    expect(page.get_by_role("status")).to_contain_text("Die Nachricht geht jetzt an 4 Personen.")
    checks.everything(page)
    press(page, "Rest nicht mehr senden")
    expect(page.get_by_role("main")).to_contain_text("4 nicht gesendet")
    sent = Announcement.objects.get()
    assert sent.messages.filter(state=Message.State.SKIPPED).count() == 4
