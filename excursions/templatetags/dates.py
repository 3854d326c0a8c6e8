"""excursions.dates for templates."""

from django import template

from accounts import contact
from excursions import dates

register = template.Library()

register.filter("weekday_date", dates.weekday_date)
register.filter("short_date", dates.short_date)
register.filter("day_and_month", dates.day_and_month)
register.filter("at_clock", dates.at_clock)
register.filter("deadline", dates.deadline)
register.filter("phone_href", contact.phone_href)
register.simple_tag(dates.time_range, name="time_range")
