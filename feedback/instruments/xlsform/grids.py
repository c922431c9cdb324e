"""Groups that are one table: the same choices for several phrases, in the ways forms draw it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from feedback.formats.xlsform.book import OWN
from feedback.formats.xlsform.standard import Asked, yes
from feedback.instruments.xlsform.asking import Asking
from feedback.instruments.xlsform.codes import code_of
from feedback.instruments.xlsform.extras import completed, told
from feedback.instruments.xlsform.tree import Block

_LINES = {"select_one", "score__row"}


def grid(asking: Asking, block: Block, taken: Collection[str]) -> dict[str, Any] | None:
    """Return the document of a table, None when the group is not one."""
    rows = _rows(block)
    if not rows:
        return None
    labels = next((one for one in block.inside if "label" in _appearance(one)), block)
    head = block if block.row.under("label") or labels is block else labels
    listed = block.row.get("kobo--score-choices") or (rows[0].asked.list if rows[0].asked else "")
    options = asking.options(Block(block.row, Asked("select_one", listed)))
    code = code_of(block.name, taken)
    codes = {*taken, code}
    statements = []
    for one in rows:
        own = completed({"code": code_of(one.name, codes)}, told(one.row))
        asking.statements[one.name] = own["code"]
        codes.add(own["code"])
        statements.append({"text": asking.words(one)["text"], **own})
        if one.row.under("hint"):
            asking.report.leave("survey", one.row.line, one.name, "phrase_hint")
        if own["code"] != one.name:
            asking.report.change("survey", one.row.line, one.name, "renamed", ours=own["code"])
    made: dict[str, Any] = {"code": code, "kind": "matrix", **asking.words(head)}
    made |= {"options": [dict(one) for one in options.options], "statements": statements}
    if all(yes(one.row.get("bind", "required")) for one in rows):
        made["required"] = True
    return {key: one for key, one in made.items() if one != {}}


def _rows(block: Block) -> list[Block]:
    """The phrases of a table; none when the group holds anything else."""
    drawn = _appearance(block)
    rows = [one for one in block.inside if "label" not in _appearance(one)]
    table = (
        block.type == "begin_score"
        or block.row.get(OWN, "kind") == "matrix"
        or "table-list" in drawn
        or (len(rows) > 1 and all("list-nolabel" in _appearance(one) for one in rows))
    )
    lists = {(one.asked.list, one.asked.other) for one in rows if one.asked}
    plain = all(one.type in _LINES and not one.row.get("bind", "relevant") for one in rows)
    return rows if table and plain and len(lists) == 1 and not next(iter(lists))[1] else []


def _appearance(block: Block) -> list[str]:
    return block.row.get("control", "appearance").split()
