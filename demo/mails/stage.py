"""A fresh excursion and its people: what one sample of a mail needs. Nothing of it is kept."""

from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import CommandError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from demo import data, people
from excursions import actions, facts
from excursions.actions import Answers
from excursions.models import Excursion, Message, Registration
from excursions.rules import Wish
from recaps import actions as recap_actions
from recaps.actions import SectionText, Texts
from recaps.models import Recap

WEEK = timedelta(days=7)
SHOWN = "smartes-jena-erleben-zweite-runde"  # three stations, and everything filled in


class Stage:
    """Where a sample is played with the actions that pages use."""

    def __init__(self) -> None:
        known = User.objects.in_bulk(
            [people.ORGANIZER.email, people.EDITOR.email], field_name="email"
        )
        shown = Excursion.objects.with_stops().filter(slug__startswith=SHOWN).first()
        if len(known) < 2 or shown is None:
            raise CommandError(_("The demo data is missing. Please run manage.py load_demo first."))
        self.organizer = known[people.ORGANIZER.email]
        self.editor = known[people.EDITOR.email]
        # Somebody new under a name of the demo, because Kim may have places already.
        self.kim = User.objects.create_user("kim@mails.invalid", name=people.EMPLOYEE.name)
        self.excursion = actions.publish(actions.copy(shown, at=timezone.now()))

    def registered(self) -> Registration:
        """Kim has a place."""
        answers = Answers(name=self.kim.name, other_unit=people.EMPLOYEE.unit)
        return actions.register(self.excursion, user=self.kim, answers=answers, wish=Wish.SEAT)

    def phoned(self, wish: Wish = Wish.SEAT) -> Registration:
        """Somebody without an account, entered by the organizing team."""
        return actions.register_by_hand(
            self.excursion,
            actor=self.organizer,
            answers=Answers(name=people.PEOPLE[0].name, other_unit=people.PEOPLE[0].unit),
            email="ada@mails.invalid",
            wish=wish,
        )

    def fill(self) -> Registration:
        """One seat, and it is taken."""
        Excursion.objects.filter(pk=self.excursion.pk).update(capacity=1)
        user = User.objects.create_user("bela@mails.invalid", name=people.PEOPLE[1].name)
        answers = Answers(name=user.name, other_unit=people.PEOPLE[1].unit)
        return actions.register(self.excursion, user=user, answers=answers, wish=Wish.SEAT)

    def waiting(self) -> Registration:
        """Kim is on the waitlist."""
        answers = Answers(name=self.kim.name, other_unit=people.EMPLOYEE.unit)
        return actions.register(self.excursion, user=self.kim, answers=answers, wish=Wish.WAITLIST)

    def change(self, **values: Any) -> None:
        """Saves the excursion like the editor, and has people told."""
        excursion = actions.lock(self.excursion.pk)[self.excursion.pk]
        before = facts.of(excursion)
        for name, value in values.items():
            setattr(excursion, name, value)
        self._save(excursion, before)

    def move(self, by: timedelta, *, only_times: bool = False) -> None:
        """The whole programme at another time, or with `only_times` all but the deadline."""
        excursion = actions.lock(self.excursion.pk)[self.excursion.pk]
        before = facts.of(excursion)
        self._shift(excursion, by, with_deadline=not only_times)
        self._save(excursion, before)

    def turn_round(self) -> None:
        """The last two stations change places; their times stay where they were."""
        excursion = actions.lock(self.excursion.pk)[self.excursion.pk]
        before = facts.of(excursion)
        *_first, one, other = excursion.stops.order_by("position")
        one.station, other.station = other.station, one.station
        one.save()
        other.save()
        self._save(excursion, before)

    def let_pass(self, start: datetime) -> None:
        """As if time had passed: the excursion begins then, and people registered long ago."""
        excursion = actions.lock(self.excursion.pk)[self.excursion.pk]
        self._shift(excursion, start - excursion.starts_at, with_deadline=True)
        excursion.save()
        for registration in excursion.registrations.all():
            registration.events.update(at=F("at") - timedelta(days=60))

    def recap(self) -> Recap:
        """A recap with its text, handed in for review."""
        self.let_pass(timezone.now() - timedelta(days=3))
        recap = recap_actions.create(self.excursion, actor=self.organizer)
        sections = [
            SectionText(pk=section.pk, heading=section.heading, text="<p>Das war gut.</p>")
            for section in recap.sections.all()
        ]
        texts = Texts(
            title=data.EXCURSIONS[0].title,
            date_line=recap.date_line,
            who=recap.who or "rund 40 Mitarbeitende",
            lead="Ein Nachmittag, drei Stationen.",
            sections=sections,
            conclusion="<p>Es hat sich gelohnt.</p>",
            thanks="<p>Danke an alle.</p>",
        )
        recap = recap_actions.save(recap, texts=texts, version=recap.version, actor=self.organizer)
        return recap_actions.submit(recap, actor=self.organizer)

    def latest(self, kind: Message.Kind) -> Message:
        """The message of this kind that was queued last."""
        return Message.objects.queued().filter(kind=kind).latest("pk")

    def _save(self, excursion: Excursion, before: facts.Facts) -> None:
        at = timezone.now()
        excursion.version += 1
        excursion.save()
        actions.keep_change(excursion, before=before, actor=self.organizer, tell=True, at=at)

    def _shift(self, excursion: Excursion, by: timedelta, *, with_deadline: bool) -> None:
        names = ["starts_at", "ends_at", "meets_at"]
        for name in [*names, "registration_closes_at"] if with_deadline else names:
            setattr(excursion, name, getattr(excursion, name) + by)
        excursion.stops.update(arrives_at=F("arrives_at") + by, leaves_at=F("leaves_at") + by)
