"""What is written down of what happens."""

import logging
import re

# Whoever knows the rest of these addresses may read somebody's calendar, or choose their mails.
KEYS = re.compile(r"(/kalender/|/konto/mails/)[\w-]+")


class WithoutKeys(logging.Formatter):
    """Addresses that are keys do not stand in a log, not even those that open nothing any more."""

    def format(self, record: logging.LogRecord) -> str:
        return KEYS.sub(r"\1…", super().format(record))
