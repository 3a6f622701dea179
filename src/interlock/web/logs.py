"""Logs as lines of JSON: when, how grave, from where, what."""

import json
import logging
from datetime import UTC, datetime


class Json(logging.Formatter):
    """One line of JSON an entry."""

    def format(self, record: logging.LogRecord) -> str:
        """The entry, with where it failed if it did."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["failed"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)
