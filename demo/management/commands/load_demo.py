"""`manage.py load_demo`: the example city. Running it again adds what is missing, nothing else."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts import access_codes, second_factor
from accounts.models import Unit, User
from demo import data, load_recaps, people, places, recaps, today
from excursions import consents
from excursions.actions import Consent
from excursions.models import Event, Excursion, Registration, Stop
from stations.models import Station


class Command(BaseCommand):
    help = "Loads stations, excursions and invented people to try everything with."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--without-recaps", action="store_true", help="Leaves out what takes time: pictures."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("The demo belongs on no real installation: set DEMO=1.")
        self._load_city()
        if not options["without_recaps"]:
            load_recaps.load()

    @transaction.atomic
    def _load_city(self) -> None:
        self.units = {name: Unit.objects.get_or_create(name=name)[0] for name in people.UNITS}
        for unit in self.units.values():
            if unit.name in people.WITH_ACCESS_CODE and not unit.access_code:
                access_codes.renew(unit)
        self.stations = {place.slug: _station(place) for place in places.STATIONS}
        self.users = self._load_users()
        programme = (*data.EXCURSIONS, today.excursion(timezone.localtime()))
        for number, template in enumerate(programme):
            self._load_excursion(number, template)

    def _load_users(self) -> list[User]:
        everybody = (*people.ROLES, people.EMPLOYEE, *people.PEOPLE)
        known = set(User.objects.values_list("email", flat=True))
        new = [
            User(email=person.email, name=person.name, unit=self.units[person.unit])
            for person in everybody
            if person.email not in known
        ]
        for user in new:
            user.set_unusable_password()
        User.objects.bulk_create(new)
        by_email = {user.email: user for user in User.objects.all()}
        for person, role in people.ROLES.items():
            by_email[person.email].groups.add(Group.objects.get(name=role))
        self._load_factors(by_email)
        # Kim was there the last time; the others take part in the order of the list.
        takes_part = (people.EMPLOYEE, *people.PEOPLE)
        return [by_email[person.email] for person in takes_part]

    def _load_factors(self, by_email: dict[str, User]) -> None:
        """Everybody who works here has an app with codes; /demo/post/ shows what it shows."""
        for user in by_email.values():
            if (user.is_staff or user.groups.exists()) and not second_factor.has(user):
                TOTP.activate(user, generate_totp_secret())
                RecoveryCodes.activate(user)

    def _load_excursion(self, number: int, template: data.DemoExcursion) -> None:
        this_day = timezone.localdate()
        day = _workday(this_day, template.day)
        known = Excursion.objects.filter(slug__startswith=template.slug, title=template.title)
        if isinstance(template.day, int):
            known = known.upcoming(timezone.now())
        elif day == this_day:  # that of another day is over
            known = known.filter(starts_at__date=day)
        if known.exists():
            return
        excursion = _excursion(template, day, this_day)
        guests = self.users if day < this_day else self.users[1:]
        # Everywhere another part of the list, so that the same people do not hold every seat.
        shift = number * 7 % len(guests)
        self._load_registrations(excursion, template, [*guests[shift:], *guests[:shift]])

    def _load_registrations(
        self, excursion: Excursion, template: data.DemoExcursion, guests: Sequence[User]
    ) -> None:
        first = min(timezone.now(), excursion.registration_closes_at) - timedelta(days=9)
        cancelled = excursion.status == Excursion.Status.CANCELLED
        registrations = []
        for n, user in enumerate(guests[: template.confirmed + template.waiting]):
            waits = n >= template.confirmed
            status = Registration.Status.WAITING if waits else Registration.Status.CONFIRMED
            registrations.append(
                Registration(
                    excursion=excursion,
                    user=user,
                    name=user.name,
                    unit_id=user.unit_id,
                    told_version=excursion.version,
                    agreed_day=timezone.localdate(excursion.starts_at),
                    status=Registration.Status.CANCELLED if cancelled else status,
                    queue_order=n - template.confirmed + 1 if waits and not cancelled else None,
                    created_at=first + timedelta(minutes=97 * n),
                )
            )
        Registration.objects.bulk_create(registrations)
        kinds = {
            Registration.Status.CONFIRMED: Event.Kind.REGISTERED,
            Registration.Status.WAITING: Event.Kind.JOINED_WAITLIST,
            Registration.Status.CANCELLED: Event.Kind.CANCELLED,
        }
        Event.objects.bulk_create(
            Event(
                registration=registration,
                kind=kinds[Registration.Status(registration.status)],
                at=registration.created_at,
                actor=registration.user,
            )
            for registration in Registration.objects.filter(excursion=excursion)
        )
        for registration in excursion.registrations.select_related("user"):
            self._load_consents(registration)

    def _load_consents(self, registration: Registration) -> None:
        """Given at the same time as the registration, and in the history as every consent."""
        at = registration.created_at
        for said in _consents(registration.address):
            words = {"use": said.use, "channel": said.channel, "wording": said.wording}
            registration.photo_consents.create(**words, at=at, since=at)
            kind = Event.Kind.PHOTO_CONSENT_GIVEN
            is_own = said.channel == consents.Channel.FORM
            actor = registration.user if is_own else registration.excursion.team.first()
            registration.events.create(kind=kind, at=at, actor=actor, **words)


def _consents(email: str) -> list[Consent]:
    if email == recaps.SAID_ON_THE_PHONE:
        return [consents.on_the_phone()]
    website = {"website": recaps.PHOTO_CONSENTS}
    return [
        consents.own(consents.Use(use))
        for use, emails in (website | recaps.MORE_CONSENTS).items()
        if email in emails
    ]


def _station(place: places.DemoStation) -> Station:
    fields = {name: value for name, value in vars(place).items() if name != "slug"}
    return Station.objects.get_or_create(slug=place.slug, defaults=fields)[0]


def _excursion(template: data.DemoExcursion, day: date, today: date) -> Excursion:
    slug = template.slug if day < today else f"{template.slug}-{day}"
    cancelled = template.cancellation_reason
    excursion = Excursion.objects.create(
        title=template.title,
        slug=slug,
        lead=template.lead,
        status=Excursion.Status.CANCELLED if cancelled else Excursion.Status.PUBLISHED,
        cancellation_reason=template.cancellation_reason,
        starts_at=_at(day, template.starts),
        ends_at=_at(day, template.ends),
        meets_at=_at(day, template.meets),
        meeting_point=template.meeting_point,
        registration_opens_at=None
        if template.opens_in_days is None
        else _at(today + timedelta(days=template.opens_in_days), time(8)),
        registration_closes_at=_at(day - timedelta(days=template.closes_days_before), time(23, 59)),
        capacity=template.capacity,
        has_waitlist=template.has_waitlist,
        work_note=template.work_note,
        bring=template.bring,
        access_note=template.access_note,
        contact_name=data.CONTACT_NAME,
        contact_phone=data.CONTACT_PHONE,
        contact_email=data.CONTACT_EMAIL,
    )
    excursion.team.set(User.objects.filter(email__in=[one.email for one in template.team]))
    excursion.escorts.set(User.objects.filter(email=people.ESCORT.email))
    Stop.objects.bulk_create(
        Stop(
            excursion=excursion,
            station=Station.objects.get(slug=stop.station),
            position=position,
            arrives_at=_at(day, stop.arrives),
            leaves_at=_at(day, stop.leaves),
            note=stop.note,
            transfer_mode=stop.transfer_mode,
            transfer_minutes=stop.transfer_minutes,
            transfer_note=stop.transfer_note,
        )
        for position, stop in enumerate(template.stops, start=1)
    )
    return excursion


def _workday(today: date, day: date | int) -> date:
    """That date, or so many days from today, moved on to Monday from a weekend."""
    if isinstance(day, date):
        return day
    moved = today + timedelta(days=day)
    return moved + timedelta(days=max(0, 7 - moved.weekday()) if moved.weekday() >= 5 else 0)


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
