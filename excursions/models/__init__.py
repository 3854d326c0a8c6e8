"""The programme (Excursion, Stop, Change), who takes part (Registration, its history, needs and
consents) and was there (Attendance), and what people are told (Message, Announcement).
"""

from excursions.models.attendance import Attendance
from excursions.models.change import Change
from excursions.models.consent import PhotoConsent
from excursions.models.event import Event
from excursions.models.message import Announcement, Message
from excursions.models.needs import AccessNeeds, NeedsReading
from excursions.models.programme import Excursion
from excursions.models.registration import Registration
from excursions.models.seats import Seats
from excursions.models.stop import Stop

__all__ = [
    "AccessNeeds",
    "Announcement",
    "Attendance",
    "Change",
    "Event",
    "Excursion",
    "Message",
    "NeedsReading",
    "PhotoConsent",
    "Registration",
    "Seats",
    "Stop",
]
