"""The states of pages that one module opens, for the test that looks at each of them."""

import pytest

from tests.browser.scene import State


class States(list[State]):
    """Functions that open a page, collected as they stand in the module."""

    def add(self, open_page: State) -> State:
        self.append(open_page)
        return open_page

    @property
    def each(self) -> pytest.MarkDecorator:
        """Has a test run once for each, under its name."""
        return pytest.mark.parametrize("open_page", self, ids=lambda one: one.__name__)
