"""The access code of a unit: whoever has no mailbox of the city shows with it that they belong.

It hangs on a poster in the depot, so it is kept readable: organizers print it, and renew it when
it has wandered too far.
"""

import re

from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.text import slugify

from accounts.models import Unit

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, 1, I and O: they are mistaken for others


def renew(unit: Unit) -> str:
    """Makes a new code; the one before opens nothing from now on."""
    unit.access_code = f"{_short(unit)}-{_block()}-{_block()}"
    unit.save(update_fields=["access_code"])
    return unit.access_code


def unit_of(typed: str) -> Unit | None:
    """The unit whose code this is. It takes as long for a wrong code as for a right one."""
    found = None
    for unit in Unit.objects.filter(is_active=True).exclude(access_code=None):
        if constant_time_compare(_bare(unit.access_code or ""), _bare(typed)):
            found = unit
    return found


def _short(unit: Unit) -> str:
    """`KSJ` of „Kommunalservice Jena (KSJ)“, otherwise the first letters of the name."""
    in_brackets = re.search(r"\(([A-Za-z]{2,5})\)", unit.name)
    letters = in_brackets[1] if in_brackets else slugify(unit.name).replace("-", "")[:3]
    return letters.upper() or "ORT"


def _block() -> str:
    return get_random_string(4, LETTERS)


def _bare(code: str) -> str:
    """As people copy it from a poster: without dashes, spaces and capitals."""
    return re.sub(r"[^0-9a-z]", "", code.lower())
