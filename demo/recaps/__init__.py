"""The recaps of the demo: one to read, one to check, one to finish.

The first tells what the city has published about the day; the other two are invented with their
excursions. Who has agreed to be seen: every second person of the list, and Kim.
"""

from demo import people
from demo.recaps.june import JUNE
from demo.recaps.march import MARCH
from demo.recaps.parts import DemoPhoto, DemoRecap, DemoSection
from demo.recaps.september import SEPTEMBER

__all__ = ["PHOTO_CONSENTS", "RECAPS", "DemoPhoto", "DemoRecap", "DemoSection"]

RECAPS = (SEPTEMBER, MARCH, JUNE)

PHOTO_CONSENTS: frozenset[str] = frozenset(
    person.email for person in (people.EMPLOYEE, *people.PEOPLE[::2])
)
