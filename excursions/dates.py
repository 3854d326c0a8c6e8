"""Dates and times as people read them, always in Jena's time (settings.TIME_ZONE)."""

from datetime import date, datetime, time, timedelta
from functools import cache

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def _local(moment: date, pattern: str) -> str:
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return date_format(moment, pattern)


def weekday_date(moment: date) -> str:
    """Mittwoch, 10. September 2025"""
    # Translators: a date with weekday and year, in Django's date format.
    return _local(moment, _("l, j F Y"))


def short_date(moment: date) -> str:
    """Mi, 10. September"""
    # Translators: a short date with weekday, in Django's date format.
    return _local(moment, _("D, j F"))


def day_and_month(moment: date) -> str:
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


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no public holiday of the region (settings.HOLIDAY_REGION)."""
    return day.weekday() < 5 and holiday(day) is None


def holiday(day: date) -> str | None:
    """The name of the public holiday on this day, if it is one."""
    name = _holidays(day.year).get(day)
    return str(name) if name else None


def working_days_from(day: date, number: int) -> date:
    """So many working days later, or earlier if the number is negative."""
    step = timedelta(days=1 if number > 0 else -1)
    left = abs(number)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def at_hour(day: date, hour: int) -> datetime:
    """This hour of the day in Jena."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


@cache
def _holidays(year: int) -> dict[date, str]:
    # Loading it takes most of a second, and most processes never need it.
    import holidays

    country, _sep, region = settings.HOLIDAY_REGION.partition("-")
    return holidays.country_holidays(country, subdiv=region or None, years=year)
