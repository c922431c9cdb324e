"""What was typed, read leniently so that a page can show it again as it was."""

from collections.abc import Mapping
from typing import Any

from feedback.instruments.kinds.base import Raw
from feedback.instruments.kinds.reading import items
from feedback.instruments.kinds.steps import MOST_STEPS, indexes, prefix
from feedback.instruments.questions import Question


class Typed:
    """The values sent under a name, as strings; names on the page begin with `prefix`."""

    def __init__(self, raw: Raw, prefix: str = "", listed: bool = False) -> None:
        # A step out of a list has short names in the data and long ones on the page.
        self.raw, self.prefix, self._start = raw, prefix, "" if listed else prefix

    def all(self, name: str) -> list[str]:
        """Return every value sent under a name."""
        return [_shown(value) for value in items(self.raw, self._start + name)]

    def one(self, name: str) -> str:
        """Return the first value sent under a name, empty when nothing was."""
        found = self.all(name)
        return found[0] if found else ""


def _shown(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else ""


def steps_typed(question: Question, typed: Typed) -> list[Typed]:
    """Return the steps sent, and a blank one to add the next."""
    listed = [one for one in items(typed.raw, question.code) if isinstance(one, Mapping)]
    if listed:
        found = [Typed(one, prefix(question, n), listed=True) for n, one in enumerate(listed)]
        following = len(listed)
    else:
        sent = indexes(question, typed.raw)
        found = [Typed(typed.raw, prefix(question, index)) for index in sent]
        following = sent[-1] + 1 if sent else 0
    return [*found[:MOST_STEPS], Typed({}, prefix(question, following))]
