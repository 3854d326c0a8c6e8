"""docs/rights.md is true: every address, read and pressed, as everybody in the table."""

from functools import cache

import pytest
from django.contrib import admin

from tests.rights import addresses, scene, table

pytestmark = pytest.mark.django_db


@cache
def said() -> dict[str, dict[str, str]]:
    return table.rows()


@pytest.mark.parametrize("role", table.ROLES)
def test_everybody_meets_what_the_table_says(role: str) -> None:
    """If an address is new, take its line from the test below."""
    browser = scene.people()[role]()
    values = scene.objects()
    met = {row: table.meet(browser, addresses.filled(row, values)) for row in said()}
    assert {row: outcome for row, outcome in met.items() if outcome != said()[row][role]} == {}


def test_every_address_has_its_row() -> None:
    """If this fails: look at the lines it suggests, think, and add them to docs/rights.md."""
    missing = [one for one in addresses.all_addresses() if one not in said()]
    suggested = "\n".join(_suggested(missing)) if missing else ""
    assert not missing, (
        "docs/rights.md has no row for these addresses. What they answer now stands below: is it "
        f"what everybody should meet? Then add the lines to a table there.\n{suggested}"
    )


def _suggested(missing: list[str]) -> list[str]:
    browsers = {role: browser() for role, browser in scene.people().items()}
    values = scene.objects()
    return [
        table.row(
            one,
            {
                role: table.meet(browsers[role], addresses.filled(one, values))
                for role in table.ROLES
            },
        )
        for one in missing
    ]


def test_every_row_has_its_address() -> None:
    assert [row for row in said() if not addresses.is_answered(row)] == []


def test_there_are_no_actions_on_many_rows_at_once() -> None:
    """Each would need a row of its own in the table; so far there is none."""
    offered = {
        str(model._meta.label): list(found.actions or ())
        for model, found in admin.site._registry.items()
        if found.actions
    }
    assert offered == {}
