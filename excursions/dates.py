"""Dates and times as people read them, always in Jena's time (settings.TIME_ZONE)."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def _local(moment: datetime, pattern: str) -> str:
    return date_format(timezone.localtime(moment), pattern)


def weekday_date(moment: datetime) -> str:
    """Mittwoch, 10. September 2025"""
    # Translators: a date with weekday and year, in Django's date format.
    return _local(moment, _("l, j F Y"))


def short_date(moment: datetime) -> str:
    """Mi, 10. September"""
    # Translators: a short date with weekday, in Django's date format.
    return _local(moment, _("D, j F"))


def day_and_month(moment: datetime) -> str:
    """10. September"""
    # Translators: day and month, in Django's date format.
    return _local(moment, _("j F"))


def clock(moment: datetime) -> str:
    """13:00"""
    return _local(moment, "G:i")


def at_clock(moment: datetime) -> str:
    """13:00 Uhr"""
    return _("%(time)s o’clock") % {"time": clock(moment)}


def deadline(moment: datetime) -> str:
    """Freitag, 29. August 2025, 23:59 Uhr"""
    return f"{weekday_date(moment)}, {at_clock(moment)}"


def time_range(start: datetime, end: datetime) -> str:
    """13:00–14:15 Uhr"""
    return _("%(start)s–%(end)s o’clock") % {"start": clock(start), "end": clock(end)}


def when(start: datetime, end: datetime) -> str:
    """Mittwoch, 10. September 2025, 13:00–17:00 Uhr; over midnight with both dates."""
    if timezone.localdate(start) != timezone.localdate(end):
        return _("%(start)s until %(end)s") % {"start": deadline(start), "end": deadline(end)}
    return f"{weekday_date(start)}, {time_range(start, end)}"
