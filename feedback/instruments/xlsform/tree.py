"""The rows of a form as a tree: groups and repeats hold what stands between their two ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from feedback.formats.xlsform.book import Row, UnreadableForm
from feedback.formats.xlsform.standard import Asked, asked, yes

DEEPEST = 12


@dataclass
class Block:
    """A row, what it asks (None when nobody knows its type), and what it holds."""

    row: Row
    asked: Asked | None
    inside: list[Block] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the row, or its line when it has none."""
        return self.row.get("name") or f"ligne_{self.row.line}"

    @property
    def type(self) -> str:
        """Its type, empty when unknown."""
        return self.asked.type if self.asked else ""


def tree(rows: Sequence[Row]) -> list[Block]:
    """Return the blocks of a survey, or raise `UnreadableForm` where an end is missing."""
    top: list[Block] = []
    open_blocks: list[Block] = []
    for row in rows:
        if not row.get("type") or yes(row.get("disabled")):
            continue  # a line of comments, or a row put aside
        found = asked(row.get("type"))
        what = found.type if found else ""
        if what.startswith("end_"):
            _close(row, what, open_blocks)
            continue
        block = Block(row, found)
        (open_blocks[-1].inside if open_blocks else top).append(block)
        if what.startswith("begin_"):
            open_blocks.append(block)
            if len(open_blocks) > DEEPEST:
                raise UnreadableForm("too_deep", sheet="survey", line=row.line)
    if open_blocks:
        raise UnreadableForm("never_closed", sheet="survey", line=open_blocks[-1].row.line)
    return top


def _close(row: Row, what: str, open_blocks: list[Block]) -> None:
    wanted = what.replace("end_", "begin_")
    if not open_blocks or open_blocks[-1].type != wanted:
        raise UnreadableForm("never_opened", sheet="survey", line=row.line)
    open_blocks.pop()


def every(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield every block, those inside too."""
    for block in blocks:
        yield block
        yield from every(block.inside)
