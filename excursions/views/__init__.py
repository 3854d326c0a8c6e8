"""The pages for everybody: fetch, ask the rules, answer."""

from excursions.views.programme import (
    detail,
    download_calendar,
    download_opening,
    excursion_list,
)
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
    "detail",
    "download_calendar",
    "download_opening",
    "excursion_list",
    "mine",
    "photo_consent",
    "register",
    "registration_detail",
    "station_detail",
    "withdraw",
]
