"""The pages for everybody: fetch, ask the rules, answer."""

from excursions.views.calendar import (
    download_calendar,
    download_opening,
    feed,
    feed_own,
    own_calendar,
)
from excursions.views.check_in import check_in, escorted
from excursions.views.needs import needs
from excursions.views.new_day import new_day
from excursions.views.programme import detail, excursion_list
from excursions.views.registration import (
    change,
    mine,
    photo_consent,
    register,
    registration_detail,
    withdraw,
)
from excursions.views.station import station_detail

__all__ = [
    "change",
    "check_in",
    "detail",
    "download_calendar",
    "download_opening",
    "escorted",
    "excursion_list",
    "feed",
    "feed_own",
    "mine",
    "needs",
    "new_day",
    "own_calendar",
    "photo_consent",
    "register",
    "registration_detail",
    "station_detail",
    "withdraw",
]
