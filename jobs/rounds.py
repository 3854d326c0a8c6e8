"""Work that waits in a table of its own: the worker comes by once a second and does a part."""

from collections.abc import Callable

# Takes what says whether to go on, does a limited part, and returns how many pieces it did.
Work = Callable[[Callable[[], bool]], int]

_works: list[Work] = []


def register(work: Work) -> None:
    """Has the worker come by. Called from an app's `ready()`."""
    _works.append(work)


def go(goes_on: Callable[[], bool]) -> int:
    """One round; returns how many pieces of work were done."""
    return sum(work(goes_on) for work in _works if goes_on())
