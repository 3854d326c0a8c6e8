"""What waits for those who write recaps, in as many statements for one excursion as for many."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from excursions import dates
from excursions.desk import Todo
from excursions.models import Excursion
from excursions.models.programme_queryset import ExcursionQuerySet
from recaps import rules
from recaps.models import Recap

REMIND_FOR = timedelta(days=60)
SHOWN_AT_ONCE = 6

Status = Recap.Status


@dataclass(frozen=True)
class Desk:
    """The whole page. `older`: excursions without a recap that fold away."""

    missing: list[Excursion]
    older: list[Excursion]
    in_work: list[Recap]
    published: list[Recap]
    withdrawn: list[Recap]


def look(at: datetime, user: User) -> Desk:
    """Everything this person works on, by what can be done with it."""
    missing = list(_without_recap(rules.tellable_by(user), at).with_stops())
    recaps = list(
        Recap.objects.written_by(user)
        .select_related("excursion", "edited_by", "scheduled_by", "publication")
        .defer("publication__content")
    )
    in_work = [r for r in recaps if r.status not in {Status.PUBLISHED, Status.WITHDRAWN}]
    return Desk(
        missing=missing[:SHOWN_AT_ONCE],
        older=missing[SHOWN_AT_ONCE:],
        in_work=sorted(in_work, key=lambda recap: recap.edited_at, reverse=True),
        published=[recap for recap in recaps if recap.status == Status.PUBLISHED],
        withdrawn=[recap for recap in recaps if recap.status == Status.WITHDRAWN],
    )


def _without_recap(excursions: ExcursionQuerySet, at: datetime) -> ExcursionQuerySet:
    """What took place and nobody has begun to tell, latest first."""
    past = excursions.public().past(at)
    return past.exclude(status=Excursion.Status.CANCELLED).filter(recap=None)


def todos(at: datetime, managed: ExcursionQuerySet) -> list[Todo]:
    """For the start page of the administration: recaps of these excursions that are missing."""
    found = []
    for excursion in _without_recap(managed, at).filter(ends_at__gt=at - REMIND_FOR):
        text = _("The recap of %(day)s is missing.")
        found.append(
            Todo(
                text % {"day": dates.day_and_month(excursion.starts_at)},
                excursion=excursion,
                tone="offer",
                label=_("Begin"),
                press=reverse("recaps:create", args=[excursion.slug]),
            )
        )
    return found
