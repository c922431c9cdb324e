"""What is said of a file from another tool: what stops it, what is changed or left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class Unreadable(Exception):
    """The file cannot be taken; `why` names the reason, `where` the entry or line."""

    def __init__(self, why: str, where: str = "") -> None:
        super().__init__(why)
        self.why, self.where = why, where


@dataclass
class Report:
    """Counts of what was carried, and what was not, by a short name with its examples."""

    said: dict[str, list[str]] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    def say(self, what: str, example: str = "") -> None:
        """Note one more of something that was changed or left out."""
        self.said.setdefault(what, []).append(example)
