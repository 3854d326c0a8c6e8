"""The only place that writes registrations. Page, admin and tasks are callers of this rulebook.

Every action is one short transaction: lock, read again, ask the rules, write row and history,
enqueue the mail. Lock order: the person first, then excursions by primary key. Counting comes in
the statement after the lock; in the same statement PostgreSQL would count what was true before
(docs/decisions/0002).
"""

from excursions.actions.answers import Answers, change_answers, change_photo_consent
from excursions.actions.frame import lock
from excursions.actions.programme import cancel, close, copy, publish, renumber_stops, reopen
from excursions.actions.registrations import (
    count_seats,
    fill_seats,
    move_up,
    register,
    register_by_hand,
    withdraw,
)

__all__ = [
    "Answers",
    "cancel",
    "change_answers",
    "change_photo_consent",
    "close",
    "copy",
    "count_seats",
    "fill_seats",
    "lock",
    "move_up",
    "publish",
    "register",
    "register_by_hand",
    "renumber_stops",
    "reopen",
    "withdraw",
]
