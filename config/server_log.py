"""The log of gunicorn itself, in the form of all others and without who asked for what."""

import logging
import re
from typing import Any, override

from gunicorn.glogging import Logger

from config import logs

WHO = re.compile(r"\bip=\S+")
WHAT = re.compile(r"(Error handling request).*")


class Nobody(logging.Filter):
    """gunicorn names the address of whoever sends nonsense, and the path of what went wrong."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = WHAT.sub(r"\1", WHO.sub("ip=…", record.getMessage()))
        record.args = ()
        return True


class ServerLog(Logger):  # type: ignore[misc]
    """For `gunicorn --logger-class`."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.addFilter(Nobody())
            handler.addFilter(logs.Careful())
            handler.setFormatter(logs.formatter())
