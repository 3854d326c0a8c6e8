"""The only place that writes registrations. Page, admin and tasks are callers of this rulebook.

Every action is one short transaction: lock, read again, ask the rules, write row and history,
enqueue the mail. Lock order: the person first, then excursions by primary key. Counting comes in
the statement after the lock; in the same statement PostgreSQL would count what was true before
(docs/decisions/0002).
"""

from excursions.actions.announcements import (
    announce,
    audience,
    copy_draft,
    delete_draft,
    members,
    save_draft,
    stop,
)
from excursions.actions.answers import Answers, change_answers
from excursions.actions.attendance import check_in, check_in_by_name, undo_check_in
from excursions.actions.changes import (
    accept_new_day,
    decline_new_day,
    give_back_unanswered,
    is_news,
    keep_change,
    lost_to_a_move,
    who_is_told,
)
from excursions.actions.frame import lock
from excursions.actions.messages import correct_address, note_call, report_bounce, send_again
from excursions.actions.needs import Needs, read_needs, withdraw_needs
from excursions.actions.photo_consents import (
    Consent,
    give_photo_consents,
    withdraw_photo_consents,
)
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
    "Consent",
    "Needs",
    "accept_new_day",
    "announce",
    "audience",
    "cancel",
    "change_answers",
    "check_in",
    "check_in_by_name",
    "close",
    "copy",
    "copy_draft",
    "correct_address",
    "count_seats",
    "decline_new_day",
    "delete_draft",
    "fill_seats",
    "give_back_unanswered",
    "give_photo_consents",
    "is_news",
    "keep_change",
    "lock",
    "lost_to_a_move",
    "members",
    "move_up",
    "note_call",
    "publish",
    "read_needs",
    "register",
    "register_by_hand",
    "renumber_stops",
    "reopen",
    "report_bounce",
    "save_draft",
    "send_again",
    "stop",
    "undo_check_in",
    "who_is_told",
    "withdraw",
    "withdraw_needs",
    "withdraw_photo_consents",
]
