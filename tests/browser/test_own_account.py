"""The own account, the link from a mail, and the band for those whose mails come back."""

import re

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts import mail_choice
from tests import mailbox
from tests.browser import checks
from tests.browser.scene import Scene
from tests.browser.steps import heading, press
from tests.conftest import RunTasks


def test_somebody_who_is_not_reached_corrects_the_address(
    scene: Scene, run_tasks: RunTasks, mailoutbox: list[EmailMessage]
) -> None:
    scene.kim.mail_fails_since = timezone.now()
    scene.kim.save()
    page = scene.see(reverse("account_mail_choice", args=[mail_choice.token(scene.kim.email)]))
    checks.everything(page)
    page = scene.see("/konto/", scene.kim)
    checks.everything(page)
    band = page.get_by_role("region", name="kommen nicht an")
    band.get_by_role("link", name="Adresse ändern").click()
    heading(page, "Adresse ändern")
    press(page, "Code senden")
    checks.says_what_is_wrong(page)
    checks.everything(page)
    page.get_by_label("Neue E-Mail-Adresse").fill("kim.neu@stadt.example")
    press(page, "Code senden")
    heading(page, "Wir haben einen Code an kim.neu@stadt.example geschickt")
    checks.no_axe_findings(page)
    run_tasks()
    (code,) = re.findall(r"\b\d{6}\b", mailbox.body(mailoutbox[-1], "plain"))
    page.get_by_label("Code aus der E-Mail").fill(code)
    press(page, "Adresse ändern")
    expect(page.get_by_role("status")).to_contain_text("Ab jetzt schreiben wir an kim.neu@stadt")
    expect(band).to_have_count(0)
    page.get_by_label("Erinnerung vor einer Exkursion").uncheck()
    press(page, "Speichern")
    expect(page.get_by_role("status")).to_contain_text("Gespeichert.")
    expect(page.get_by_label("Erinnerung vor einer Exkursion")).not_to_be_checked()


@pytest.mark.parametrize("path", ["/meine-anmeldungen/", "/konto/", "/"])
def test_after_logging_out_going_back_shows_nothing(path: str, scene: Scene) -> None:
    """Whoever sits down at the same computer next presses „back“."""
    page = scene.see(path, scene.kim)
    nav = page.get_by_role("navigation", name="Hauptmenü")
    expect(nav.get_by_role("button", name="Ausloggen")).to_be_visible()
    nav.get_by_role("button", name="Ausloggen").click()
    expect(nav.get_by_role("link", name="Einloggen")).to_be_visible()
    page.go_back()
    page.wait_for_load_state()
    expect(page.get_by_role("link", name="Einloggen").first).to_be_visible()
    expect(page.get_by_role("button", name="Ausloggen")).to_have_count(0)
    expect(page.get_by_text(scene.kim.email)).to_have_count(0)
