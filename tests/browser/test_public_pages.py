"""Every page of those who take part, in every state: for all people, on all screens."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from excursions import actions, consents
from excursions.models import Excursion
from tests import factories
from tests.browser import checks
from tests.browser.scene import Scene, State, change, form_of
from tests.browser.states import States

STATES = States()
state = STATES.add


@STATES.each
def test_everybody_can_use(open_page: State, scene: Scene) -> None:
    checks.everything(open_page(scene))


@state
def the_list(scene: Scene) -> Page:
    return scene.see("/")


@state
def the_list_of_somebody_who_takes_part(scene: Scene) -> Page:
    factories.registration(scene.few_left, scene.kim)
    factories.waiting(scene.full, scene.kim)
    return scene.see("/", scene.kim)


@state
def the_list_with_nothing_in_it(scene: Scene) -> Page:
    Excursion.objects.update(status="draft")
    return scene.see("/")


@state
def a_few_seats_left(scene: Scene) -> Page:
    return scene.see(scene.few_left)


@state
def many_seats_free(scene: Scene) -> Page:
    return scene.see(change(scene.later, registration_opens_at=None), scene.kim)


@state
def opens_later(scene: Scene) -> Page:
    return scene.see(scene.later)


@state
def full_with_people_waiting(scene: Scene) -> Page:
    return scene.see(scene.full)


@state
def full_without_a_waitlist(scene: Scene) -> Page:
    return scene.see(change(scene.full, has_waitlist=False))


@state
def registration_has_ended(scene: Scene) -> Page:
    return scene.see(change(scene.few_left, registration_closes_at=factories.NOW))


@state
def registration_is_closed(scene: Scene) -> Page:
    return scene.see(change(scene.few_left, status="closed"))


@state
def called_off(scene: Scene) -> Page:
    return scene.see(scene.cancelled)


@state
def over(scene: Scene) -> Page:
    return scene.see(scene.past)


@state
def a_station(scene: Scene) -> Page:
    return scene.see("/stationen/jedi/")


@state
def a_station_of_somebody_who_takes_part(scene: Scene) -> Page:
    factories.registration(scene.few_left, scene.kim)
    return scene.see("/stationen/smartes-quartier/", scene.kim)


@state
def a_station_where_nobody_goes_at_the_moment(scene: Scene) -> Page:
    Excursion.objects.exclude(pk=scene.past.pk).update(status="draft")
    return scene.see("/stationen/probierladen/")


@state
def with_an_own_place(scene: Scene) -> Page:
    factories.registration(scene.few_left, scene.kim)
    return scene.see(scene.few_left, scene.kim)


@state
def with_an_own_place_on_the_waitlist(scene: Scene) -> Page:
    factories.waiting(scene.full, scene.kim)
    return scene.see(scene.full, scene.kim)


@state
def a_draft_as_the_organizer_sees_it(scene: Scene) -> Page:
    return scene.see(change(scene.later, status="draft"), scene.alex)


@state
def the_form(scene: Scene) -> Page:
    return scene.see(form_of(scene.few_left), scene.kim)


@state
def the_form_with_errors(scene: Scene) -> Page:
    page = scene.see(form_of(scene.few_left), scene.kim)
    page.get_by_label("Name").fill("")
    page.get_by_label("Bereich oder Eigenbetrieb").select_option("")
    page.get_by_label("Was brauchen Sie?").fill("Stufenlos")  # without the tick below
    page.get_by_role("button", name="Verbindlich anmelden").click()
    checks.says_what_is_wrong(page)
    return page


@state
def the_form_for_the_waitlist(scene: Scene) -> Page:
    return scene.see(form_of(scene.full), scene.kim)


@state
def the_form_when_nothing_is_possible(scene: Scene) -> Page:
    return scene.see(form_of(scene.later), scene.kim)


@state
def the_form_beside_another_excursion(scene: Scene) -> Page:
    """One overlaps, another ends when this one begins."""
    start = scene.few_left.starts_at
    factories.registration(factories.excursion(starts_at=start), scene.kim)
    factories.registration(
        factories.excursion(starts_at=start - timedelta(hours=4), title="Davor"), scene.kim
    )
    return scene.see(form_of(scene.few_left), scene.kim)


def _refused(scene: Scene) -> Page:
    page = scene.see(form_of(scene.few_left), scene.kim)
    factories.fill(scene.few_left)
    return page


@state
def the_last_place_went_meanwhile(scene: Scene) -> Page:
    page = _refused(scene)
    page.get_by_role("button", name="Verbindlich anmelden").click()
    checks.says_what_is_wrong(page)
    return page


@state
def the_last_place_went_and_nobody_can_wait(scene: Scene) -> Page:
    page = _refused(scene)
    change(scene.few_left, has_waitlist=False)
    page.get_by_role("button", name="Verbindlich anmelden").click()
    checks.says_what_is_wrong(page)
    return page


@state
def the_result_you_are_in(scene: Scene) -> Page:
    return scene.see(
        factories.registration(scene.few_left, scene.kim).get_absolute_url(), scene.kim
    )


@state
def the_result_you_wait(scene: Scene) -> Page:
    return scene.see(factories.waiting(scene.full, scene.kim).get_absolute_url(), scene.kim)


@state
def the_result_you_gave_it_back(scene: Scene) -> Page:
    registration = factories.registration(scene.few_left, scene.kim)
    actions.withdraw(registration, actor=scene.kim)
    return scene.see(registration.get_absolute_url(), scene.kim)


@state
def the_result_it_is_called_off(scene: Scene) -> Page:
    registration = factories.registration(scene.few_left, scene.kim)
    actions.cancel(scene.few_left, actor=scene.alex, reason="Sturm. Wir holen es nach.")
    return scene.see(registration.get_absolute_url(), scene.kim)


@state
def nothing_of_ones_own(scene: Scene) -> Page:
    scene.kim.registrations.all().delete()
    return scene.see("/meine-anmeldungen/", scene.kim)


@state
def everything_of_ones_own(scene: Scene) -> Page:
    """A place, a place on the waitlist, one given back, one called off, one that is over."""
    factories.registration(scene.few_left, scene.kim)
    factories.waiting(scene.full, scene.kim)
    other = change(scene.later, registration_opens_at=None)
    actions.withdraw(factories.registration(other, scene.kim), actor=scene.kim)
    return scene.see("/meine-anmeldungen/", scene.kim)


@state
def giving_a_place_back(scene: Scene) -> Page:
    registration = factories.registration(scene.few_left, scene.kim)
    return scene.see(f"{registration.get_absolute_url()}zurueckgeben/", scene.kim)


@state
def giving_a_place_back_too_late(scene: Scene) -> Page:
    registration = factories.registration(scene.few_left, scene.kim)
    now = timezone.now()
    change(
        scene.few_left,
        starts_at=now - timedelta(hours=1),
        meets_at=None,
        registration_closes_at=now - timedelta(days=1),
    )
    return scene.see(f"{registration.get_absolute_url()}zurueckgeben/", scene.kim)


@state
def changing_ones_answers(scene: Scene) -> Page:
    registration = factories.registration(scene.few_left, scene.kim, needs="Stufenlos")
    return scene.see(f"{registration.get_absolute_url()}aendern/", scene.kim)


@state
def changing_ones_answers_with_errors(scene: Scene) -> Page:
    page = changing_ones_answers(scene)
    page.get_by_label("Name").fill("")
    page.get_by_role("button", name="Änderungen speichern").click()
    checks.says_what_is_wrong(page)
    return page


@state
def not_having_consented_to_photos(scene: Scene) -> Page:
    registration = factories.registration(scene.few_left, scene.kim)
    return scene.see(f"{registration.get_absolute_url()}fotos/", scene.kim)


@state
def consenting_to_photos(scene: Scene) -> Page:
    page = not_having_consented_to_photos(scene)
    for label in ("Öffentliche Website", "Presse"):
        page.get_by_label(label).check()
    page.get_by_role("button", name="Angekreuztes erlauben").click()
    expect(page.get_by_role("status")).to_contain_text("Danke.")
    return page


@state
def allowing_nothing_in_particular(scene: Scene) -> Page:
    page = not_having_consented_to_photos(scene)
    page.get_by_role("button", name="Angekreuztes erlauben").click()
    expect(page.get_by_role("status")).to_contain_text("Bitte kreuzen Sie an")
    return page


@state
def having_said_yes_to_photos_on_the_phone(scene: Scene) -> Page:
    registration = factories.registration(scene.few_left, scene.kim)
    said = [consents.on_the_phone()]
    actions.give_photo_consents(registration, said, actor=scene.alex)
    return scene.see(f"{registration.get_absolute_url()}fotos/", scene.kim)


@state
def withdrawing_the_consent_to_photos(scene: Scene) -> Page:
    page = consenting_to_photos(scene)
    page.locator("[name=withdraw][value=press]").click()
    expect(page.get_by_role("status")).to_contain_text("zurückgezogen")
    return page
