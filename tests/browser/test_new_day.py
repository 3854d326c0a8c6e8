"""After a move: the question is answered with one press, and the page says what changed."""

from playwright.sync_api import expect

from excursions.models import Registration
from tests import factories
from tests.browser.checks import everything, no_axe_findings
from tests.browser.scene import Scene
from tests.browser.steps import at, follow, heading, press
from tests.excursions.saving import move


def test_the_new_day_is_seen_and_agreed_to(scene: Scene) -> None:
    registration = factories.registration(scene.few_left, scene.kim)
    move(scene.few_left, scene.alex, days=1, meeting_point="Holzmarkt")
    Registration.objects.filter(pk=registration.pk).update(reply_by=factories.CLOSES)
    page = scene.see(scene.few_left, scene.kim)
    expect(page.get_by_text("Geändert am 12. Mai")).to_have_count(2)
    no_axe_findings(page)
    follow(page, "Antworten")
    heading(page, "Neuer Termin: passt er Ihnen?")
    everything(page)
    answers = page.get_by_role("main").get_by_role("button")
    sizes = answers.evaluate_all("all => all.map((one) => [one.offsetWidth, one.offsetHeight])")
    assert sizes == [sizes[0]] * 2
    press(page, "Ja, passt")
    at(page, registration.get_absolute_url())
    heading(page, "Sie sind dabei.")
    expect(page.get_by_role("status")).to_contain_text("fest")
