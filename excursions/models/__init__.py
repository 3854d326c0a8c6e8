"""The programme (Excursion, Stop) and who takes part (Registration, its history and needs)."""

from excursions.models.programme import Excursion
from excursions.models.registration import AccessNeeds, Event, Registration
from excursions.models.seats import Seats
from excursions.models.stop import Stop

__all__ = ["AccessNeeds", "Event", "Excursion", "Registration", "Seats", "Stop"]
