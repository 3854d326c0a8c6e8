"""What the editor does when an organizer saves a change of the programme."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from excursions import actions, facts
from excursions.models import Change, Excursion


@transaction.atomic
def save(
    excursion: Excursion, actor: User, *, tell: bool = True, reason: str = "", **fields: Any
) -> Change | None:
    """Locks, stores the new values with a new version, and has the change kept."""
    excursion = actions.lock(excursion.pk)[excursion.pk]
    before = facts.of(excursion)
    for name, value in fields.items():
        setattr(excursion, name, value)
    excursion.version += 1
    excursion.save()
    return actions.keep_change(
        excursion,
        before=before,
        actor=actor,
        tell=tell,
        reason=reason or ("" if tell else "Alle wissen es"),
        at=timezone.now(),
    )


def move(excursion: Excursion, actor: User, days: int, **more: Any) -> Change | None:
    """To another day, at the same time."""
    fresh = Excursion.objects.get(pk=excursion.pk)
    by = timedelta(days=days)
    return save(
        excursion, actor, starts_at=fresh.starts_at + by, ends_at=fresh.ends_at + by, **more
    )
