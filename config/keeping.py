"""How long what is kept, in days: the one place. `privacy` carries it out and tells people so."""

from config import env

DAYS = {
    # After the excursion.
    "needs": env.days("KEEP_NEEDS_DAYS", 14, least=1, most=60),
    "attendance": env.days("KEEP_ATTENDANCE_DAYS", 30, least=1, most=90),
    "registrations": env.days("KEEP_REGISTRATIONS_DAYS", 90, least=30, most=365),
    "unused": env.days("KEEP_UNUSED_DAYS", 90, least=30, most=365),
    # After it happened.
    "logs": env.days("KEEP_LOGS_DAYS", 30, least=7, most=90),
    "admin_log": env.days("KEEP_ADMIN_LOG_DAYS", 90, least=30, most=365),
    "removed": env.days("KEEP_REMOVED_DAYS", 30, least=1, most=90),
    "barriers": env.days("KEEP_BARRIERS_DAYS", 90, least=30, most=365),
    "accounts": env.days("KEEP_ACCOUNTS_DAYS", 730, least=180, most=1095),
    "readings": env.days("KEEP_READINGS_DAYS", 365, least=90, most=1095),
    "deletions": env.days("KEEP_DELETIONS_DAYS", 1095, least=365, most=3650),
}
