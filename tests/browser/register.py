"""Which page is looked at by which test: docs/accessibility-pages.txt.

`make declaration` writes it from what the browsers really visit. Between two such runs a line can
be added by hand; every run of the tests compares the lines with the visits.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Page

FOLDER = Path(__file__).parent
FILE = Path(settings.BASE_DIR) / "docs/accessibility-pages.txt"
RECORD = "RECORD_PAGES"  # names the file to which a run writes what it sees

# Addresses that answer with something else than a page of our own.
NO_PAGES = {
    "admin:autocomplete": "JSON for fields that search",
    "admin:jsi18n": "a script",
    "admin:logout": "leads to the site's own way to log out",
    "admin:password_change": "leads to the site's own page",
    "admin:password_change_done": "leads to the site's own page",
    "account_change_password": "leads to the page that sets one",
    "account_send_again": "leads to where it was pressed",
    "admin:accounts_unit_renew_code": "a press that leads back",
    "admin:accounts_user_delete": "nobody may: accounts are switched off",
    "admin:app_list": "leads to the start page",
    "admin:excursions_excursion_accept_new_day": "a press that leads back",
    "admin:excursions_excursion_announcement_copy": "a press that leads on",
    "admin:excursions_excursion_announcement_delete": "a press that leads back",
    "admin:excursions_excursion_announcement_html": "a mail as mail programs show it",
    "admin:excursions_excursion_announcement_stop": "a press that leads back",
    "admin:excursions_excursion_note_call": "a press that leads back",
    "admin:excursions_excursion_report_bounce": "a press that leads back",
    "admin:excursions_excursion_send_again": "a press that leads back",
    "admin:pages_barrierreport_add": "nobody may: reports come from the website",
    "admin:pages_barrierreport_delete": "nobody may",
    "admin:pages_page_add": "nobody may: the pages are given",
    "admin:pages_page_delete": "nobody may",
    "admin:pages_page_show": "a press that leads back",
    "change_own_consent": "a press that leads back",
    "download_own_data": "a JSON file",
    "excursions:calendar": "a calendar file",
    "excursions:feed": "a calendar file",
    "excursions:feed_own": "a calendar file",
    "excursions:opening_calendar": "a calendar file",
    "mfa_login_webauthn": "JSON for the script of passkeys",
    "openid_connect_callback": "leads back from the single sign-on",
    "recaps:create": "a press that leads to the editor",
    "recaps:feed": "a feed",
    "recaps:handover": "a ZIP file",
    "recaps:picture": "a picture",
    "recaps:progress": "JSON for the page of the photos",
    "recaps:share_image": "a picture",
    "recaps:shared_picture": "a picture",
    "robots": "a text for search engines",
    "sitemap": "XML for search engines",
    "security_txt": "a text for those who found a hole",
    "withdraw_own_needs": "a press that leads back",
}

visited: set[tuple[str, str]] = set()  # by the test that runs: page and test


def visit(page: Page) -> None:
    """Notes that the running test has looked at this page with everything."""
    path = page.evaluate("decodeURI(location.pathname)")
    visited.add((resolve(path).view_name, running_test()))


def running_test() -> str:
    """`test_desk_pages.py::test_everybody_can_use[a_unit]`, whichever browser it is."""
    return plain(os.environ["PYTEST_CURRENT_TEST"].rpartition(" ")[0])


def plain(test: str) -> str:
    """A test without its folder and its browser."""
    return test.removeprefix("tests/browser/").replace("[chromium]", "").replace("chromium-", "")


def lines() -> set[tuple[str, str]]:
    """What the file says: page and test."""
    rows = FILE.read_text(encoding="utf-8").splitlines()
    return {(row.split(" ", 1)[0], row.split(" ", 1)[1]) for row in rows if not row.startswith("#")}


def looked_at_on() -> str:
    """The day of the last run of everything, as in 2027-05-12."""
    return FILE.read_text(encoding="utf-8").split("\n", 1)[0].rpartition(" ")[2]


def addresses(patterns: Any = None, space: str = "") -> Iterator[str]:
    """The names of all addresses of site and administration."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern.url_patterns, space + inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield space + pattern.name
