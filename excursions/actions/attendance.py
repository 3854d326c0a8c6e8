"""Checking people in: the same press from two phones, or twice, is one."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from excursions import check_in as the_day
from excursions import rules
from excursions.actions.frame import lock, locked
from excursions.models import Attendance, Excursion, Registration


@transaction.atomic
def check_in(registration: Registration, *, actor: User) -> Attendance:
    """This person is here. Whoever was first keeps the moment and the name of who noted it."""
    registration = locked(registration)
    excursion = registration.excursion
    rules.insist(the_day.why_not_check_in(excursion, at=timezone.now()))
    rules.insist(the_day.why_not_ticked(registration))
    return Attendance.objects.get_or_create(
        registration=registration, defaults={"excursion": excursion, "by": actor}
    )[0]


@transaction.atomic
def check_in_by_name(excursion: Excursion, *, name: str, actor: User) -> Attendance:
    """Somebody came without a registration: who stands there is the decision of who is there."""
    excursion = lock(excursion.pk)[excursion.pk]
    rules.insist(the_day.why_not_check_in(excursion, at=timezone.now()))
    return Attendance.objects.get_or_create(
        excursion=excursion, registration=None, name=name, defaults={"by": actor}
    )[0]


@transaction.atomic
def undo_check_in(excursion: Excursion, *, attendance: int) -> None:
    """It was somebody else, or a slip of the thumb. Undone already is as good."""
    excursion = lock(excursion.pk)[excursion.pk]
    rules.insist(the_day.why_not_check_in(excursion, at=timezone.now()))
    Attendance.objects.filter(excursion=excursion, pk=attendance).delete()
