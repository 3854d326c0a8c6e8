"""One test's stage: the demo city, its people, and a browser for each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from accounts.models import User
from demo import people
from excursions.models import Excursion
from tests import proofs
from tests.browser.net import Net

State = Callable[["Scene"], Page]


@dataclass
class Scene:
    """`scene.see(path, kim)` opens a page in a browser in which Kim is logged in."""

    home: str
    new_context: Callable[..., BrowserContext]
    net: Net

    def __post_init__(self) -> None:
        # Each of the demo's excursions is in another state; two more of the past have no part here.
        self.past, _, _, self.today, self.full, self.few_left, self.cancelled, self.later = (
            Excursion.objects.order_by("starts_at")
        )
        self.kim = User.objects.get(email=people.EMPLOYEE.email)  # takes part, in nothing yet
        self.alex = User.objects.get(email=people.ORGANIZER.email)  # organises
        self.later.team.add(self.alex)  # beside the one who looks after it in the demo

    def see(self, what: str | Excursion, who: User | None = None, **options: Any) -> Page:
        """The page of `what`, in a new browser of somebody, or of nobody."""
        context = self.new_context(**options)
        if who:
            log_in(context, who, self.home)
        page = context.new_page()
        page.goto(what if isinstance(what, str) else what.get_absolute_url())
        return page


def log_in(context: BrowserContext, who: User, home: str) -> None:
    """By the cookie of a session, past the pages for it."""
    client = Client()
    proofs.log_in(client, who)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": home}])


def form_of(excursion: Excursion) -> str:
    """The address of the form to register."""
    return f"{excursion.get_absolute_url()}anmelden/"


def change(excursion: Excursion, **fields: Any) -> Excursion:
    """Moves an excursion into another state, past the editor."""
    Excursion.objects.filter(pk=excursion.pk).update(**fields)
    excursion.refresh_from_db()
    return excursion
