"""Work that waits in a table of its own: the worker comes by once a second and does a part."""

from collections.abc import Callable

# Takes what says whether to go on, does a limited part, and returns how many pieces it did.
Work = Callable[[Callable[[], bool]], int]

Step = Callable[[], None]

_works: list[Work] = []
_beginnings: list[Step] = []
_ends: list[Step] = []


def register(work: Work, *, begin: Step | None = None, end: Step | None = None) -> None:
    """Has the worker come by, and do something before all work and after it. Called from an app's
    `ready()`.
    """
    _works.append(work)
    _beginnings.extend([begin] if begin else [])
    _ends.extend([end] if end else [])


def begin() -> None:
    """Before the first round."""
    for step in _beginnings:
        step()


def go(goes_on: Callable[[], bool]) -> int:
    """One round; returns how many pieces of work were done."""
    return sum(work(goes_on) for work in _works if goes_on())


def end() -> None:
    """After the last one, also if the worker was told to stop in the middle."""
    for step in _ends:
        step()
