"""The technical log: one JSON object a line, no address, no personal text, no answer."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime

PLAIN = set(vars(logging.makeLogRecord({})))


class JsonLines(logging.Formatter):
    """Write a record as JSON; of an exception only its type and places, never its message."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname,
            "event": record.getMessage() if record.name.startswith("feedback") else record.msg,
        }
        line |= {k: v for k, v in vars(record).items() if k not in PLAIN and k != "taskName"}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["where"] = [f"{f.filename}:{f.lineno} {f.name}" for f in frames][-6:]
        return json.dumps(line, ensure_ascii=False, default=str)


def install(level: str) -> None:
    """Send the house's log to standard error as JSON lines."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("feedback")
    logger.handlers[:] = [handler]
    logger.setLevel(level.upper())
    logger.propagate = False
