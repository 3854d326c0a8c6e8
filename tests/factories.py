"""Plain functions that make what a test needs; every default can be said otherwise."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import Unit, User
from excursions import actions
from excursions.actions import Answers, Consent
from excursions.models import Excursion, PhotoConsent, Registration, Stop
from excursions.rules import Wish
from stations.models import Station

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2027, 5, 12, 9, tzinfo=BERLIN)  # every test begins at this moment
START = datetime(2027, 6, 9, 13, tzinfo=BERLIN)  # the usual excursion, a Wednesday
CLOSES = datetime(2027, 5, 28, 23, 59, tzinfo=BERLIN)  # its usual deadline

ALEX = "alex@stadt.example"

_numbers = count(1)


def berlin(text: str) -> datetime:
    """`2027-03-28 03:00` in Jena."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def user(email: str = "", *, name: str = "", **fields: Any) -> User:
    """A person with an account; without an address one of their own."""
    return User.objects.create_user(
        email or f"p{next(_numbers)}@stadt.example", name=name, **fields
    )


def unit(name: str = "") -> Unit:
    return Unit.objects.create(name=name or f"Fachdienst {next(_numbers)}")


def station(name: str = "", **fields: Any) -> Station:
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "slug": f"station-{number}",
        "summary": "Was es hier zu sehen gibt.",
        "street": f"Ziegesarstraße {number}",
        "postal_code": "07747",
    }
    return Station.objects.create(name=name or f"Station {number}", **defaults | fields)


def excursion(*, team: Any = None, **fields: Any) -> Excursion:
    """A published excursion in four weeks, open for registration, without stops.

    Alex is in the team if there is Alex in this test, unless the test names others.
    """
    starts_at = fields.get("starts_at", START)
    defaults: dict[str, Any] = {
        "title": "Smartes Jena erleben",
        "slug": f"exkursion-{next(_numbers)}",
        "status": Excursion.Status.PUBLISHED,
        "lead": "Ein Nachmittag, drei Stationen.",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=4),
        "registration_closes_at": min(CLOSES, starts_at),
        "meeting_point": "Ziegesarstraße 9, vor dem Eingang",
        "capacity": 2,
        "contact_name": "Alex Yıldız",
        "contact_phone": "03641 49-1234",
        "contact_email": "alex@stadt.example",
    }
    made = Excursion.objects.create(**defaults | fields)
    made.team.set(User.objects.filter(email=ALEX) if team is None else team)
    return made


def stop(excursion: Excursion, station_: Station | None = None, **fields: Any) -> Stop:
    """The next stop of this excursion: half an hour, ten minutes after the one before."""
    position = excursion.stops.count() + 1
    arrives_at = fields.get(
        "arrives_at", excursion.starts_at + timedelta(minutes=40 * (position - 1))
    )
    defaults: dict[str, Any] = {
        "position": position,
        "arrives_at": arrives_at,
        "leaves_at": arrives_at + timedelta(minutes=30),
    }
    return Stop.objects.create(
        excursion=excursion, station=station_ or station(), **defaults | fields
    )


def consent(wording: str = "Ja.", *, use: str = "website", channel: str = "form") -> Consent:
    """What somebody agrees to."""
    kept = "Ordner 3" if channel == "paper" else ""
    return Consent(
        use=PhotoConsent.Use(use), wording=wording, channel=PhotoConsent.Channel(channel), kept=kept
    )


def agree(registration: Registration, *uses: str, wording: str = "Ja.") -> None:
    """The person allows photos: for the website, or for these uses."""
    assert registration.user
    said = [consent(wording, use=use) for use in uses or ("website",)]
    actions.give_photo_consents(registration, said, actor=registration.user)


def disagree(registration: Registration, *uses: str) -> None:
    """The person withdraws that again."""
    assert registration.user
    ended = [PhotoConsent.Use(use) for use in uses or ("website",)]
    actions.withdraw_photo_consents(registration, ended, actor=registration.user)


def answers(name: str = "Kim Beispiel", **fields: Any) -> Answers:
    """`needs`: what the person needs, with the consent to it."""
    defaults: dict[str, Any] = {"other_unit": "Fachdienst Mobilität"}
    if needs := fields.pop("needs", ""):
        defaults["needs"] = actions.Needs(needs, "Das Team darf es sehen")
    return Answers(name=name, **defaults | fields)


def registration(
    excursion: Excursion,
    user_: User | None = None,
    *,
    wish: Wish = Wish.SEAT,
    swap: Registration | None = None,
    **fields: Any,
) -> Registration:
    """Somebody registers, by the one way there is."""
    person = user_ or user()
    fields.setdefault("name", person.name or "Robin Muster")
    return actions.register(
        excursion,
        user=person,
        answers=answers(**fields),
        wish=wish,
        swap=swap.pk if swap else None,
    )


def waiting(excursion: Excursion, user_: User | None = None, **fields: Any) -> Registration:
    return registration(excursion, user_, wish=Wish.WAITLIST, **fields)


def fill(excursion: Excursion) -> list[Registration]:
    """Takes every free seat."""
    return [registration(excursion) for _ in range(actions.count_seats(excursion).free)]


def by_hand(excursion: Excursion, actor: User, *, email: str = "") -> Registration:
    """Somebody phoned."""
    return actions.register_by_hand(
        excursion, actor=actor, answers=answers("Anruf"), email=email, wish=Wish.SEAT
    )


def crowd(excursion: Excursion, *, seated: int, waiting: int = 0) -> None:
    """Many people at once, written past the actions: for tests of large numbers."""
    people = User.objects.bulk_create(
        User(email=f"p{next(_numbers)}@stadt.example", name="Robin Muster", password="!")
        for _ in range(seated + waiting)
    )
    Registration.objects.bulk_create(
        Registration(
            excursion=excursion,
            user=person,
            name=person.name,
            told_version=excursion.version,
            agreed_day=timezone.localdate(excursion.starts_at),
            status="confirmed" if number < seated else "waiting",
            queue_order=None if number < seated else number,
        )
        for number, person in enumerate(people)
    )
