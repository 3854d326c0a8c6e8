"""The programme (Excursion, Stop) and who takes part (Registration, its history and needs)."""

from excursions.models.programme import Excursion, Seats, Stop
from excursions.models.registration import AccessNeeds, Event, Registration

__all__ = ["AccessNeeds", "Event", "Excursion", "Registration", "Seats", "Stop"]
