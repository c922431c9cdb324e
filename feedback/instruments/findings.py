"""What is found in a questionnaire: which question, how grave, in one French sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

BLOCKING, WARNING = "blocking", "warning"
UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or one doubt; `code` is the question it belongs to, None for the whole.

    A finding in a field of a step list carries the code of the list; `place` says where in words.
    `name` tells the checks apart; what is `unreadable` cannot even be kept as a draft.
    """

    code: str | None
    level: str
    name: str
    message: Any  # a sentence, perhaps still to be said in the language of the page
    place: str = ""

    @property
    def said(self) -> str:
        """The sentence alone, with its capital."""
        message = str(self.message)
        return message[:1].upper() + message[1:]

    @property
    def told(self) -> str:
        """The sentence with its place."""
        return f"{self.place} : {self.message}" if self.place else str(self.message)


def fault(name: str, message: str, place: str = "", code: str | None = None) -> Finding:
    """Return a finding that keeps a questionnaire from being published."""
    return Finding(code, BLOCKING, name, message, place)
