"""What the IT should look at although the site runs: Django's checks, and a list on their page."""

import difflib
import os
from collections.abc import Sequence
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core import checks
from django.utils.translation import gettext as _

from config import env

TAG = "operation"
# Beginnings of our own variables: whoever sets one of these means us.
OURS = ("S3_", "SMTP_", "WEB_", "CONTACT_", "PRESS_", "METRICS_", "OIDC_")
ALIKE = 0.87


@checks.register(TAG)
def mail_is_encrypted(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Without TLS everybody on the way reads the mails, and the password of the mail server."""
    mailer: dict[str, Any] = settings.MAILERS["default"]
    options = mailer.get("OPTIONS", {})
    host = options.get("host", "localhost")
    if options.get("use_tls") or options.get("use_ssl") or host in {"localhost", "127.0.0.1"}:
        return []
    text = _("E-mails travel to %(host)s without encryption.")
    hint = _("Set SMTP_TLS=1, or use a mail server on this machine.")
    return [checks.Warning(text % {"host": host}, hint=hint, id="operations.W001")]


@checks.register(TAG)
def variables_are_spelt_right(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """A misspelt setting is silently the default."""
    return [
        checks.Warning(
            _("Nobody reads the environment variable %(name)s.") % {"name": name},
            hint=_("Did you mean %(name)s?") % {"name": meant} if meant else None,
            id="operations.W002",
        )
        for name, meant in misspelt(list(os.environ))
    ]


def misspelt(variables: list[str]) -> list[tuple[str, str]]:
    """Variables that nobody reads but somebody may have meant for us, with what they may mean."""
    known = env.names | {f"{name}_FILE" for name in env.names}
    found = []
    for name in sorted(set(variables) - known):
        alike = difflib.get_close_matches(name, known, n=1, cutoff=ALIKE)
        if alike or name.startswith(OURS):
            found.append((name, alike[0] if alike else ""))
    return found
