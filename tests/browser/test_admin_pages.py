"""The pages that every kind of thing has in the administration, as IT sees them."""

import pytest
from django.apps import apps
from django.urls import reverse

from accounts.models import User
from pages import actions
from tests.browser import checks
from tests.browser.scene import Scene

LISTS = [
    *("accounts_unit", "auth_group", "pages_page", "pages_barrierreport"),
    *("excursions_needsreading", "privacy_deletionrun", "privacy_headcount"),
]
FORMS = ["accounts_unit", "auth_group"]
THINGS = {
    "change": ["pages_page"],
    "history": ["accounts_unit", "accounts_user", "auth_group", "pages_page", "stations_station"],
    "delete": ["accounts_unit", "auth_group", "stations_station"],
}


def _see(scene: Scene, page: str, *args: int) -> None:
    it = User.objects.create_superuser("it@stadt.example", name="Ira Technik")
    checks.everything(scene.see(reverse(f"admin:{page}", args=args), it))


@pytest.mark.parametrize("kind", LISTS)
def test_everybody_can_use_the_list(kind: str, scene: Scene) -> None:
    _see(scene, f"{kind}_changelist")


@pytest.mark.parametrize("kind", FORMS)
def test_everybody_can_use_the_empty_form(kind: str, scene: Scene) -> None:
    _see(scene, f"{kind}_add")


@pytest.mark.parametrize(
    ("page", "kind"), [(page, kind) for page, kinds in THINGS.items() for kind in kinds]
)
def test_everybody_can_use_the_page_of_one_thing(page: str, kind: str, scene: Scene) -> None:
    model = apps.get_model(kind.replace("_", "."))
    _see(scene, f"{kind}_{page}", model._default_manager.earliest("pk").pk)


@pytest.mark.parametrize("page", ["change", "history"])
def test_everybody_can_use_the_pages_of_a_reported_barrier(page: str, scene: Scene) -> None:
    report = actions.report_barrier(what="Zu klein.", where="/", email="", phone="")
    _see(scene, f"pages_barrierreport_{page}", report.pk)
