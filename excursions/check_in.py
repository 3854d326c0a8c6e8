"""The day itself: when people can be checked in, and who is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from excursions import dates
from excursions.models import AccessNeeds, Attendance, Excursion, PhotoConsent, Registration
from excursions.names import folded
from excursions.rules import Refusal

OPENS_BEFORE_START = timedelta(hours=2)
CLOSES_AFTER_END = timedelta(hours=4)


def opens_at(excursion: Excursion) -> datetime:
    return excursion.starts_at - OPENS_BEFORE_START


def closes_at(excursion: Excursion) -> datetime:
    return excursion.ends_at + CLOSES_AFTER_END


def why_not_check_in(excursion: Excursion, *, at: datetime) -> Refusal | None:
    """Why nobody is checked in at this moment, and no name is shown."""
    if excursion.status == Excursion.Status.CANCELLED:
        return Refusal("cancelled", _("This excursion was called off."))
    if at < opens_at(excursion):
        text = _("Check-in opens on %(opening)s.")
        return Refusal("too_early", text % {"opening": dates.deadline(opens_at(excursion))})
    if at >= closes_at(excursion):
        text = _("Check-in ended on %(end)s.")
        return Refusal("too_late", text % {"end": dates.deadline(closes_at(excursion))})
    return None


def why_not_ticked(registration: Registration) -> Refusal | None:
    """Why this registration is not one of those that are ticked off."""
    if registration.is_confirmed:
        return None
    text = _("%(name)s has no place any more. Please add the person without a registration.")
    return Refusal("no_place", text % {"name": registration.name})


@dataclass(frozen=True)
class Row:
    """One name of the list: what whoever stands at the door has to know, and nothing else."""

    name: str
    unit: str = ""
    registration: int | None = None
    attendance: Attendance | None = None
    no_photo: bool = False
    needs_help: bool = False

    @property
    def key(self) -> str:
        """Where on the page it stands."""
        if self.registration:
            return f"person-{self.registration}"
        assert self.attendance
        return f"extra-{self.attendance.pk}"

    @property
    def folded(self) -> str:
        return folded(self.name)


@dataclass(frozen=True)
class Everybody:
    """All who are expected, and all who came without a registration."""

    expected: list[Row]
    extra: list[Row]

    @classmethod
    def of(cls, excursion: Excursion) -> Self:
        """In two statements, A to Z."""
        needs = AccessNeeds.objects.may_be_hinted_at().filter(registration=OuterRef("pk"))
        # To whatever use, and also only on the phone: here it is about taking the photo.
        consents = PhotoConsent.objects.filter(registration=OuterRef("pk"))
        registrations = (
            excursion.registrations.seated()
            .select_related("unit", "attendance")
            .annotate(needs_help=Exists(needs), no_photo=~Exists(consents))
        )
        expected = [
            Row(
                name=one.name,
                unit=one.unit_name,
                registration=one.pk,
                attendance=getattr(one, "attendance", None),
                no_photo=one.no_photo,
                needs_help=one.needs_help,
            )
            for one in registrations
        ]
        # Who did not register was not asked: there is no consent to photos.
        walked_in = excursion.attendances.filter(registration=None)
        extra = [Row(name=one.name, attendance=one, no_photo=True) for one in walked_in]
        return cls(
            sorted(expected, key=lambda row: row.folded), sorted(extra, key=lambda row: row.folded)
        )

    @property
    def tally(self) -> str:
        """„36 von 40 da, dazu 2 ohne Anmeldung“"""
        here = sum(row.attendance is not None for row in self.expected)
        text = _("%(here)s of %(expected)s here") % {"here": here, "expected": len(self.expected)}
        if not self.extra:
            return text
        more = ngettext(
            "%(n)s more without a registration",
            "%(n)s more without a registration",
            len(self.extra),
        )
        return f"{text}, {more % {'n': len(self.extra)}}"

    def found(self, query: str, show: str) -> Iterator[Row]:
        """Those with this in their name who are `open`, `here`, or both."""
        for row in (*self.expected, *self.extra):
            is_here = row.attendance is not None
            if folded(query) in row.folded and show in ("", "here" if is_here else "open"):
                yield row


def number_of(excursion: Excursion) -> int:
    """How many were there, as far as anybody was checked in."""
    return Attendance.objects.filter(excursion=excursion).count()
