"""Where Django itself writes a time, it writes it as the rest of the pages do."""

DATETIME_FORMAT = r"j. F Y, G:i \U\h\r"
