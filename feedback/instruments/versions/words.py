"""Two wordings side by side: which words went, which came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, GONE, NEW = "same", "del", "ins"
_TOKEN = re.compile(r"\s+|[\w’'-]+|[^\w\s]")


class Piece(NamedTuple):
    """A stretch of text that stayed, went or came."""

    how: str
    text: str


def pieces(old: str, new: str) -> Sequence[Piece]:
    """Return both wordings as one text: whole words, those gone before those that came."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[Piece] = []
    for how, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Piece(SAME, "".join(before[i:j])))
            continue
        if i < j:
            found.append(Piece(GONE, "".join(before[i:j])))
        if k < m:
            found.append(Piece(NEW, "".join(after[k:m])))
    return _joined(found)


def _joined(found: Sequence[Piece]) -> list[Piece]:
    """Two changes with only a space between them read as one."""
    made: list[Piece] = []
    for at, piece in enumerate(found):
        between = piece.how == SAME and not piece.text.strip() and 0 < at < len(found) - 1
        if between:
            made += [Piece(GONE, piece.text), Piece(NEW, piece.text)]
        else:
            made.append(piece)
    return _grouped(made)


def _grouped(made: Sequence[Piece]) -> list[Piece]:
    """Between two stretches that stayed: all that went, then all that came."""
    told: list[Piece] = []
    gone, new = "", ""
    for piece in [*made, Piece(SAME, "")]:
        if piece.how == GONE:
            gone += piece.text
        elif piece.how == NEW:
            new += piece.text
        else:
            told += [Piece(GONE, gone)] * bool(gone) + [Piece(NEW, new)] * bool(new)
            told += [piece] * bool(piece.text)
            gone = new = ""
    return told
