"""One city with everything the addresses name, and everybody who may ask for it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.contrib.admin.sites import site
from django.contrib.auth.models import Group
from django.core import signing
from django.utils import timezone

from accounts import calendar_address
from accounts.models import MailChoice, User
from excursions import actions
from excursions.models import Announcement, Excursion
from pages.models import BarrierReport
from recaps.models import RecapPhoto
from recaps.views.preview import SALT
from tests import factories
from tests.conftest import Client, logged_in
from tests.recaps import factories as recaps

Values = dict[str, dict[str, object]]


def people() -> dict[str, Callable[[], Client]]:
    """By the head of the column, a browser in which this person is logged in."""

    def person(mailbox: str, group: str = "") -> User:
        user = factories.user(f"{mailbox}@stadt.example", name=mailbox.title())
        if group:
            user.groups.add(Group.objects.get(name=group))
        return user

    team = person("alex", "Organisation")
    owner = person("kim")
    users = {
        "owner": owner,
        "employee": person("toni"),
        "escort": person("ida", "Begleitung"),
        "other escort": person("otto", "Begleitung"),
        "team": team,
        "organizer": person("jona", "Organisation"),
        "editor": person("robin", "Kommunikation"),
        "administrator": person("noor", "Administration"),
    }
    return {"visitor": Client} | {role: partial(logged_in, one) for role, one in users.items()}


def objects() -> Values:
    """What the parameters stand for, by the beginning of the address."""
    kim, alex, ida, robin = (
        User.objects.get(name=name) for name in ("Kim", "Alex", "Ida", "Robin")
    )
    excursion = _excursion(kim, ida)
    draft = factories.excursion(status="draft", slug="entwurf")
    recap = recaps.published(robin, recaps.past_excursion())
    untold = recaps.past_excursion()
    photo = RecapPhoto.objects.get()
    announcement = Announcement.objects.create(
        excursion=excursion, audience=["confirmed"], subject="Bahn", text="Linie 5", author=alex
    )
    registration = excursion.registrations.get()
    app = TOTP.activate(kim, generate_totp_secret())
    token = signing.dumps(recap.pk, salt=SALT)
    return {
        **_of_the_admin(kim),
        "/exkursionen/": {"slug": excursion.slug, "draft": draft.slug},
        "/stationen/": {"slug": excursion.stops.get().station.slug},
        "/kalender/": {"token": calendar_address.renew(kim)},
        "/anmeldungen/": {"pk": registration.pk},
        "/rueckblicke/": {"slug": recap.slug, "pk": photo.pk, "number": 1, "token": token,
                          "use": "website", "key": photo.key, "name": f"{photo.widths[0]}.webp"},
        "/rueckblicke/anlegen/": {"slug": untold.slug},
        "/konto/meine-daten/": {"pk": registration.pk},
        "/konto/sso/": {"provider_id": "stadt"},
        "/konto/mails/": {"token": MailChoice.objects.create(email=kim.email).token},
        "/konto/zweiter-faktor/passkey/": {"pk": app.instance.pk},
        "/verwaltung/<app_label>": {"app_label": "excursions"},
        "/verwaltung/<url>": {"url": "gibt-es-nicht"},
        "/verwaltung/excursions/excursion/": {
            "pk": excursion.pk,
            "object_id": excursion.pk,
            "registration_pk": registration.pk,
            "announcement_pk": announcement.pk,
        },
    }  # fmt: skip


def _excursion(owner: User, escort: User) -> Excursion:
    """It starts in an hour: registration has opened, and people are checked in already."""
    at = timezone.now()
    excursion = factories.excursion(
        starts_at=at + timedelta(hours=1), capacity=9, registration_opens_at=at - timedelta(days=1)
    )
    factories.stop(excursion)
    excursion.escorts.add(escort)
    registration = factories.registration(excursion, owner, needs="Stufenlos")
    actions.check_in(registration, actor=escort)
    return excursion


def _of_the_admin(kim: User) -> Values:
    """Of each table with pages there: any row, of people the one who owns what is looked at."""
    factories.unit()
    BarrierReport.objects.create(what="Die Tür ist zu schmal.")
    UserSession.objects.create(user=kim, ip="127.0.0.1", session_key="x", user_agent="x")
    found: Values = {}
    for model in site._registry:
        row: Any = kim if model is User else model._default_manager.first()
        if row:
            start = f"/verwaltung/{model._meta.app_label}/{model._meta.model_name}/"
            found[start] = {"object_id": row.pk, "pk": row.pk}
    return found
