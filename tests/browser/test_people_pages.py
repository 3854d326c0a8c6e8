"""Every page about the people of an excursion, as the organizing team sees it."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from excursions import actions, consents
from tests import factories
from tests.browser import checks
from tests.browser.desk import people_of
from tests.browser.scene import Scene, State, change
from tests.browser.states import States
from tests.browser.steps import heading, press
from tests.excursions import letters, outcome

STATES = States()
state = STATES.add


@STATES.each
def test_everybody_can_use(open_page: State, scene: Scene) -> None:
    checks.everything(open_page(scene))


@state
def the_participants(scene: Scene) -> Page:
    return scene.see(people_of(scene.few_left), scene.alex)


@state
def a_person_who_was_not_reached_found_in_the_table_with_the_needs(scene: Scene) -> Page:
    """The table is looked at on the way, then the page of the person."""
    factories.by_hand(change(scene.later, registration_opens_at=None), scene.alex)
    one = factories.registration(scene.later, scene.kim, needs="Stufenlos")
    outcome.became(one, "undeliverable", error="550 unbekannt")
    outcome.move(one, reply_in=timedelta(days=1))
    page = scene.see(f"{people_of(scene.later)}?status=unreached", scene.alex)
    page.get_by_role("button", name="Anzeigen").click()
    expect(page.get_by_role("alert")).to_have_text("Stufenlos")
    checks.no_axe_findings(page)
    page.get_by_role("link", name=scene.kim.name, exact=True).click()
    heading(page, scene.kim.name)
    expect(page.get_by_role("main")).to_contain_text("Bitte anrufen")
    expect(page.get_by_role("main")).to_contain_text("Passt der neue Termin?")
    return page


@state
def what_one_person_needs(scene: Scene) -> Page:
    factories.registration(change(scene.later, registration_opens_at=None), needs="Stufenlos")
    page = scene.see(people_of(scene.later), scene.alex)
    page.get_by_role("button", name="Anzeigen").click()
    expect(page.get_by_role("alert")).to_have_text("Stufenlos")
    return page


@state
def correcting_an_address(scene: Scene) -> Page:
    excursion = change(scene.later, registration_opens_at=None)
    one = factories.by_hand(excursion, scene.alex, email="anruf@stadt.example")
    return scene.see(f"{people_of(excursion)}{one.pk}/adresse/", scene.alex)


@state
def correcting_an_address_with_an_error(scene: Scene) -> Page:
    page = correcting_an_address(scene)
    page.locator("main input[type=email]").fill("niemand")
    page.locator("main form button").last.click()
    checks.says_what_is_wrong(page)
    return page


@state
def photos_of_somebody_who_said_yes_on_the_phone(scene: Scene) -> Page:
    one = factories.by_hand(change(scene.later, registration_opens_at=None), scene.alex)
    actions.give_photo_consents(one, [consents.on_the_phone()], actor=scene.alex)
    return scene.see(f"{people_of(scene.later)}{one.pk}/fotos/", scene.alex)


@state
def photos_with_a_signed_form_that_is_nowhere(scene: Scene) -> Page:
    page = photos_of_somebody_who_said_yes_on_the_phone(scene)
    page.get_by_label("Öffentliche Website").check()
    page.get_by_role("button", name="Unterschriebenes Formular eintragen").click()
    checks.says_what_is_wrong(page)
    return page


@state
def no_message_yet(scene: Scene) -> Page:
    return scene.see(f"{people_of(scene.full)}nachrichten/", scene.alex)


@state
def writing_a_message_with_errors(scene: Scene) -> Page:
    page = scene.see(f"{people_of(scene.full)}nachrichten/neu/", scene.alex)
    page.locator("main form button").last.click()
    checks.says_what_is_wrong(page)
    return page


@state
def a_message_that_goes_to_others_than_shown(scene: Scene) -> Page:
    message = letters.draft(scene.full, "waiting")
    page = scene.see(f"{people_of(scene.full)}nachrichten/{message.pk}/vorschau/", scene.alex)
    actions.withdraw(scene.full.registrations.waiting().earliest("pk"), actor=scene.alex)
    page.get_by_role("button", name="senden").click()
    checks.says_what_is_wrong(page)
    return page


@state
def the_waitlist(scene: Scene) -> Page:
    return scene.see(f"{people_of(scene.full)}?status=waiting", scene.alex)


@state
def nobody_found(scene: Scene) -> Page:
    return scene.see(f"{people_of(scene.full)}?q=Niemand", scene.alex)


@state
def the_list_for_the_day(scene: Scene) -> Page:
    return scene.see(f"{people_of(scene.full)}liste/", scene.alex)


@state
def entering_somebody(scene: Scene) -> Page:
    return scene.see(f"{people_of(scene.few_left)}eintragen/", scene.alex)


@state
def entering_somebody_with_errors(scene: Scene) -> Page:
    page = entering_somebody(scene)
    press(page, "Platz geben")
    checks.says_what_is_wrong(page)
    return page


@state
def entering_somebody_when_the_last_seat_went(scene: Scene) -> Page:
    page = entering_somebody(scene)
    page.get_by_label("Name").fill("Rosa Anruf")
    page.get_by_label("Nicht dabei?").fill("Bauhof")
    factories.fill(scene.few_left)
    press(page, "Platz geben")
    checks.says_what_is_wrong(page)
    return page


def _of_one(scene: Scene, step: str) -> Page:
    one = scene.full.registrations.waiting().earliest("pk")
    return scene.see(f"{people_of(scene.full)}{one.pk}/{step}/", scene.alex)


@state
def putting_somebody_first(scene: Scene) -> Page:
    return _of_one(scene, "vorziehen")


@state
def putting_somebody_first_without_a_reason(scene: Scene) -> Page:
    page = _of_one(scene, "vorziehen")
    press(page, "Vorziehen")
    checks.says_what_is_wrong(page)
    return page


@state
def taking_somebody_off_the_waitlist(scene: Scene) -> Page:
    return _of_one(scene, "zurueckgeben")


@state
def exporting_the_participants(scene: Scene) -> Page:
    return scene.see(f"{people_of(scene.few_left)}export/", scene.alex)


@state
def nothing_to_escort(scene: Scene) -> Page:
    return scene.see("/begleitung/", scene.kim)
