"""The recaps of the demo: one to read, one to check, one to finish.

The first tells what the city has published about the day; the other two are invented with their
excursions. Who has agreed to be seen: every second person of the list, and Kim. Of these some have
agreed to more than the website; one of the others has said yes on the phone.
"""

from demo import people
from demo.recaps.june import JUNE
from demo.recaps.march import MARCH
from demo.recaps.parts import DemoPhoto, DemoRecap, DemoSection
from demo.recaps.september import SEPTEMBER

__all__ = [
    "MORE_CONSENTS",
    "PHOTO_CONSENTS",
    "RECAPS",
    "SAID_ON_THE_PHONE",
    "DemoPhoto",
    "DemoRecap",
    "DemoSection",
]

RECAPS = (SEPTEMBER, MARCH, JUNE)

PHOTO_CONSENTS: frozenset[str] = frozenset(
    person.email for person in (people.EMPLOYEE, *people.PEOPLE[::2])
)
MORE_CONSENTS: dict[str, frozenset[str]] = {
    "intranet": frozenset(person.email for person in (people.EMPLOYEE, *people.PEOPLE[::4])),
    "press": frozenset(person.email for person in people.PEOPLE[::8]),
}
SAID_ON_THE_PHONE = people.PEOPLE[15].email
