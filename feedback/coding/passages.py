"""Which stretches of a text may be coded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from feedback.formats.folding import words

CODABLE_SPEAKERS = ("P", "T")


class BadStretch(ValueError):
    """A stretch that cannot be coded; `kind` is `outside` or `questions`."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the blanks at its ends; unchanged when it holds nothing else."""
    words = text[max(start, 0) : max(end, 0)]
    if not words.strip() or start < 0:
        return start, end
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def check(length: int, start: int, end: int, turns: Sequence[Any] = ()) -> None:
    """Refuse a stretch outside the text, or (with `turns`) one that takes in a question.

    What stands between two turns (a prefix, a line end) belongs to nobody.
    """
    if not 0 <= start < end <= length:
        raise BadStretch("outside")
    if not turns:
        return
    over = [turn for turn in turns if turn.start < end and turn.end > start]
    if not over or any(turn.speaker[0] not in CODABLE_SPEAKERS for turn in over):
        raise BadStretch("questions")


STEPS = ("debut-", "debut+", "fin-", "fin+")


def stepped(text: str, start: int, end: int, step: str) -> tuple[int, int]:
    """The stretch with one edge moved by a word; unchanged where there is none to take or leave."""
    all_words = list(words(text))
    inside = [word for word in all_words if word.start < end and word.end > start]
    if step == "debut-":
        return max((word.start for word in all_words if word.start < start), default=start), end
    if step == "fin+":
        return start, min((word.end for word in all_words if word.end > end), default=end)
    if len(inside) < 2:
        return start, end
    return (inside[1].start, end) if step == "debut+" else (start, inside[-2].end)
