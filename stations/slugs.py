"""Parts of web addresses that are made of names."""

from collections.abc import Callable
from itertools import chain, count

from django.utils.text import slugify

SPELLED_OUT = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}


def of(name: str) -> str:
    """German letters as people write them without umlauts: „Straße“ becomes `strasse`."""
    return slugify(name.lower().translate(SPELLED_OUT))


def free(wanted: str, *, is_taken: Callable[[str], bool]) -> str:
    """This one, with a number if it is taken."""
    numbered = (f"{wanted}-{n}" for n in count(2))
    return next(slug for slug in chain([wanted], numbered) if not is_taken(slug))
