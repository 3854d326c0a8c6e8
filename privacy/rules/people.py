"""What people told for one excursion, and what they were told."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from excursions import actions
from excursions.models import (
    AccessNeeds,
    Announcement,
    Attendance,
    Change,
    Event,
    Excursion,
    Message,
    NeedsReading,
    Registration,
)
from pages.models import BarrierReport
from privacy import numbers
from privacy.retention import Rows, Rule, Sweep, delete
from recaps.models import PhotoPerson, Recap

PHOTO_EVENTS = (Event.Kind.PHOTO_CONSENT_GIVEN, Event.Kind.PHOTO_CONSENT_WITHDRAWN)


def before(name: str, at: datetime) -> datetime:
    """What is older than this was kept long enough."""
    return at - timedelta(days=settings.KEEP_DAYS[name])


def _needs(at: datetime) -> Rows:
    return AccessNeeds.objects.filter(registration__excursion__ends_at__lt=before("needs", at))


def _read_of_somebody(at: datetime) -> Rows:
    """That somebody's needs were read says that there were some."""
    past = before("needs", at)
    return NeedsReading.objects.filter(registration__isnull=False, excursion__ends_at__lt=past)


def _read_of_nobody(readings: Rows) -> int:
    return readings.update(registration=None)


def _readings(at: datetime) -> Rows:
    return NeedsReading.objects.filter(at__lt=before("readings", at))


def _attendances(at: datetime) -> Rows:
    return Attendance.objects.filter(excursion__ends_at__lt=before("attendance", at))


def _addresses(at: datetime) -> Rows:
    """Not what still waits, and nothing of an excursion to come: it says who was reached."""
    past = before("logs", at)
    return (
        Message.objects.filter(registration__excursion__ends_at__lt=past, created_at__lt=past)
        .exclude(state=Message.State.QUEUED)
        .exclude(sent_at__gte=past)
        .exclude(address="", error="")
    )


def _blank(messages: Rows) -> int:
    """The row stays: that somebody was told is part of the history until that goes."""
    return messages.update(address="", error="")


def _over(at: datetime) -> Rows:
    return Registration.objects.filter(excursion__ends_at__lt=before("registrations", at))


def _on_a_photo() -> Exists:
    return Exists(PhotoPerson.objects.filter(registration=OuterRef("pk")))


def _registrations(at: datetime) -> Rows:
    return _over(at).filter(~_on_a_photo())


def _more_than_the_proof(at: datetime) -> Rows:
    """People on photos: all but name and consent is due, as long as there is something else."""
    events = Event.objects.filter(registration=OuterRef("pk")).exclude(kind__in=PHOTO_EVENTS)
    messages = Message.objects.filter(registration=OuterRef("pk")).exclude(
        kind=Message.Kind.RECAP, address="", error=""
    )
    told = ~Q(other_unit="") | ~Q(phone="") | ~Q(email="")
    something = told | Q(unit__isnull=False) | Q(replaces__isnull=False)
    return _over(at).filter(_on_a_photo()).filter(something | Exists(events) | Exists(messages))


def _hold(rows: Rows) -> None:
    """The excursions, then their recaps: nobody can be named on a photo meanwhile."""
    excursions = sorted(set(rows.values_list("excursion", flat=True)))
    actions.lock(*excursions)
    recaps = Recap.objects.select_for_update(no_key=True).filter(excursion__in=excursions)
    list(recaps.order_by("pk").values_list("pk"))


def _count_and_delete(rows: Rows) -> int:
    _keep_numbers(rows)
    return delete(rows)


def _keep_numbers(rows: Rows) -> None:
    """Before the first one goes."""
    for excursion in Excursion.objects.filter(pk__in=rows.values("excursion")):
        numbers.keep(excursion)


def _reduce(people: Rows) -> int:
    """Leaves what proves the consent: name, moment, wording. Who was told of the recap is not
    told again.
    """
    _keep_numbers(people)
    of_these = {"registration__in": people.values("pk")}
    Event.objects.filter(**of_these).exclude(kind__in=PHOTO_EVENTS).delete()
    recap = Message.objects.filter(kind=Message.Kind.RECAP, **of_these)
    recap.queued().update(state=Message.State.SKIPPED)
    recap.update(address="", error="", event=None)
    Message.objects.filter(**of_these).exclude(kind=Message.Kind.RECAP).delete()
    return people.update(unit=None, other_unit="", phone="", email="", replaces=None)


def _announcements(at: datetime) -> Rows:
    past = before("registrations", at)
    return Announcement.objects.filter(excursion__ends_at__lt=past, changed_at__lt=past).exclude(
        Exists(Message.objects.filter(announcement=OuterRef("pk")))
    )


def _changes(at: datetime) -> Rows:
    past = before("registrations", at)
    return Change.objects.filter(excursion__ends_at__lt=past, at__lt=past)


def _barriers(at: datetime) -> Rows:
    """Reports that were answered; what is open stays open."""
    return BarrierReport.objects.filter(answered_at__lt=before("barriers", at))


RULES: list[Rule | Sweep] = [
    Rule("needs", _("Access needs"), _needs),
    Rule("read_of", _("Of whom access needs were read"), _read_of_somebody, _read_of_nobody),
    Rule("readings", _("Who read access needs"), _readings),
    Rule("attendance", _("Attendance"), _attendances, _count_and_delete, _hold),
    Rule("addresses", _("Addresses in messages"), _addresses, _blank),
    Rule("registrations", _("Registrations"), _registrations, _count_and_delete, _hold, 100),
    Rule(
        "reduced",
        _("Registrations reduced to the photo consent"),
        _more_than_the_proof,
        _reduce,
        _hold,
        100,
    ),
    Rule("announcements", _("Messages by organizers"), _announcements),
    Rule("changes", _("History of programmes"), _changes),
    Rule("barriers", _("Reported barriers"), _barriers),
]
