"""Registering and what comes after it: giving back, changing, swapping."""

from datetime import timedelta

from django.core.mail import EmailMessage
from playwright.sync_api import Page, expect

from excursions.models import Registration
from tests import factories
from tests.browser.conftest import LogInByCode
from tests.browser.scene import Scene, change, form_of
from tests.browser.steps import (
    REGISTER,
    SWAP,
    WAIT,
    at,
    fill_in,
    follow,
    heading,
    press,
)
from tests.conftest import RunTasks


def test_the_first_time_one_tells_who_one_is_and_never_again(
    scene: Scene, log_in_by_code: LogInByCode
) -> None:
    page = scene.see(scene.few_left)
    follow(page, "Platz sichern")
    log_in_by_code(page, "neu@kij.example")
    at(page, form_of(scene.few_left))  # not to a dashboard
    fill_in(page, "Robin Neumann", needs="Stufenloser Weg")
    press(page, REGISTER)
    heading(page, "Sie sind dabei.")
    change(scene.later, registration_opens_at=None)
    page.goto("/")  # three clicks from here, and nothing typed
    follow(page, scene.later.title)
    follow(page, "Platz sichern")
    press(page, REGISTER)
    heading(page, "Sie sind dabei.")
    both = Registration.objects.filter(user__email="neu@kij.example").order_by("pk")
    assert [(one.name, one.unit_name) for one in both] == [("Robin Neumann", "JenaKultur")] * 2
    assert [hasattr(one, "access_needs") for one in both] == [True, False]


def test_the_result_can_be_loaded_again_and_the_form_shows_it_from_then_on(scene: Scene) -> None:
    page = scene.see(form_of(scene.few_left), scene.kim)
    press(page, REGISTER)
    heading(page, "Sie sind dabei.")
    page.reload()
    heading(page, "Sie sind dabei.")
    page.go_back()
    heading(page, "Sie sind dabei.")
    assert scene.few_left.registrations.filter(user=scene.kim).count() == 1


def test_a_full_excursion_offers_the_waitlist_and_the_first_one_moves_up(
    scene: Scene, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    later = scene.full.registrations.waiting().order_by("queue_order")[1:]
    scene.full.registrations.filter(pk__in=[one.pk for one in later]).delete()
    page = scene.see(scene.full, scene.kim)
    expect(page.get_by_role("complementary")).to_contain_text("Ausgebucht, 1 Person wartet")
    expect(page.get_by_role("main").get_by_role("link", name="Platz sichern")).to_have_count(0)
    follow(page, WAIT)
    expect(page.get_by_role("button", name=REGISTER)).to_have_count(0)
    press(page, WAIT)
    heading(page, "Sie stehen auf der Warteliste, Platz 2.")
    _somebody_gives_back(scene)
    run_tasks()
    page.reload()
    heading(page, "Sie stehen auf der Warteliste, Platz 1.")
    mailoutbox.clear()
    _somebody_gives_back(scene)
    run_tasks()
    page.reload()
    heading(page, "Sie sind dabei.")
    assert [scene.kim.email] in [mail.to for mail in mailoutbox]


def _somebody_gives_back(scene: Scene) -> None:
    """Through the page, in a browser of their own."""
    registration = scene.full.registrations.seated().exclude(user=scene.kim).earliest("pk")
    page = scene.see(f"{registration.get_absolute_url()}zurueckgeben/", registration.user)
    press(page, "Platz zurückgeben")
    heading(page, "Sie sind nicht mehr angemeldet.")
    page.context.close()


def test_a_place_is_given_back_from_the_own_list(scene: Scene) -> None:
    factories.registration(scene.few_left, scene.kim)
    page = scene.see("/", scene.kim)
    page.get_by_role("navigation").get_by_role("link", name="Meine Anmeldungen").click()
    follow(page, "Platz zurückgeben")
    expect(page.get_by_role("main")).to_contain_text("Das lässt sich nicht rückgängig machen.")
    press(page, "Platz zurückgeben")
    heading(page, "Sie sind nicht mehr angemeldet.")
    follow(page, "Meine Anmeldungen")
    title = page.get_by_role("heading", name=scene.few_left.title)
    expect(page.get_by_role("listitem").filter(has=title)).to_contain_text("Zurückgegeben")


def test_who_does_not_confirm_keeps_the_place(scene: Scene) -> None:
    registration = factories.registration(scene.few_left, scene.kim)
    page = scene.see(f"{registration.get_absolute_url()}zurueckgeben/", scene.kim)
    follow(page, "Platz behalten")
    heading(page, "Sie sind dabei.")


def test_answers_are_changed_and_the_place_stays(scene: Scene) -> None:
    registration = factories.registration(scene.few_left, scene.kim, needs="Stufenlos")
    page = scene.see(registration.get_absolute_url(), scene.kim)
    follow(page, "Angaben ändern")
    expect(page.get_by_label("Was brauchen Sie?")).to_have_value("Stufenlos")
    page.get_by_label("Telefon am Tag").fill("03641 49-77")
    page.get_by_label("Was brauchen Sie?").fill("")
    press(page, "Änderungen speichern")
    heading(page, "Sie sind dabei.")
    registration = Registration.objects.get(pk=registration.pk)
    assert (registration.phone, registration.status) == ("03641 49-77", "confirmed")
    assert not hasattr(registration, "access_needs")


def _at_the_same_time(scene: Scene) -> Registration:
    other = factories.excursion(title="Zur selben Zeit", starts_at=scene.few_left.starts_at)
    return factories.registration(other, scene.kim)


def test_two_at_the_same_time_can_be_swapped(scene: Scene) -> None:
    other = _at_the_same_time(scene)
    page = scene.see(form_of(scene.few_left), scene.kim)
    expect(page.get_by_role("main")).to_contain_text("schon bei „Zur selben Zeit“ angemeldet")
    expect(page.get_by_role("button", name=REGISTER)).to_have_count(0)
    press(page, SWAP)
    heading(page, "Sie sind dabei.")
    other.refresh_from_db()
    assert other.status == "withdrawn"


def test_an_overlap_that_came_meanwhile_is_not_swapped_silently(scene: Scene) -> None:
    page = scene.see(form_of(scene.few_left), scene.kim)
    other = _at_the_same_time(scene)
    press(page, REGISTER)
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    other.refresh_from_db()
    assert other.status == "confirmed"
    alert.get_by_role("button", name=SWAP).click()
    heading(page, "Sie sind dabei.")
    other.refresh_from_db()
    assert other.status == "withdrawn"


def test_on_the_waitlist_one_keeps_the_other_place_until_it_is_ones_turn(
    scene: Scene, run_tasks: RunTasks
) -> None:
    start = scene.full.starts_at - timedelta(hours=1)
    other = factories.registration(factories.excursion(starts_at=start), scene.kim)
    scene.full.registrations.waiting().delete()
    page = scene.see(form_of(scene.full), scene.kim)
    press(page, SWAP)
    heading(page, "Sie stehen auf der Warteliste, Platz 1.")
    other.refresh_from_db()
    assert other.status == "confirmed"
    _somebody_gives_back(scene)
    run_tasks()
    page.reload()
    heading(page, "Sie sind dabei.")
    other.refresh_from_db()
    assert other.status == "withdrawn"


def test_the_calendar_file_can_be_fetched(scene: Scene) -> None:
    page: Page = scene.see(
        factories.registration(scene.few_left, scene.kim).get_absolute_url(), scene.kim
    )
    with page.expect_download() as download:
        follow(page, "In den Kalender")
    assert download.value.suggested_filename == f"{scene.few_left.slug}.ics"
