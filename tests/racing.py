"""Several people at the very same moment, in real threads."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from excursions.rules import Refused

MOST_AT_ONCE = 32
FEW = 12


def race[Result](*calls: Callable[[], Result]) -> list[Result | Refused]:
    """Runs all calls at once, each with its own connection; a refusal is an answer, too.

    Anything else that is raised fails the test. A crowd comes through as many doors as a server
    has threads.
    """
    threads = min(len(calls), MOST_AT_ONCE)
    start = Barrier(threads)

    def run(call: Callable[[], Result]) -> Result | Refused:
        try:
            return call()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    def get_ready() -> None:
        """Waits for the last one; few get their connection first, so that all really run at once.

        A crowd cannot: the pool has fewer connections than it has people.
        """
        if threads <= FEW:
            connections["default"].ensure_connection()
        start.wait(timeout=30)

    with ThreadPoolExecutor(threads, initializer=get_ready) as pool:
        return list(pool.map(run, calls))


def refusals(results: Sequence[object]) -> list[str]:
    """The codes of the refusals among the results."""
    return sorted(result.refusal.code for result in results if isinstance(result, Refused))
