"""Logs as lines of JSON: when, how grave, from where, what; no secret that an address holds."""

import json
import logging
import re
from datetime import UTC, datetime

_SECRET = re.compile(r"(/calendar/|/leave-report/)[^/\s?#]+")
"""These open to whoever knows them."""


class Json(logging.Formatter):
    """One line of JSON an entry."""

    def format(self, record: logging.LogRecord) -> str:
        """The entry, with where it failed if it did."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": _hidden(record.getMessage()),
        }
        if record.exc_info:
            told["failed"] = _hidden(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


def _hidden(words: str) -> str:
    return _SECRET.sub(r"\1…", words)
