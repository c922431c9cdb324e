"""One row as the document of a question: what its type, its constraint and its columns say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from feedback.formats.xlsform.book import OWN, Row
from feedback.formats.xlsform.standard import parameters
from feedback.instruments.kinds import KINDS
from feedback.instruments.kinds.writing import ShortText
from feedback.instruments.parsing import MOST_OPTIONS
from feedback.instruments.xlsform.choices import Offered
from feedback.instruments.xlsform.limits import Limits, limits_of
from feedback.instruments.xlsform.report import Report
from feedback.instruments.xlsform.spoken import Spoken
from feedback.instruments.xlsform.table import kind_of
from feedback.instruments.xlsform.tree import Block

USUAL_DECIMALS = 2
WIDEST = 10  # between the two ends of a scale
_PRECISIONS = {"month-year": "month", "year": "year"}


class LeftOut(Exception):
    """The row cannot be carried; `reason` and `values` say why."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


class Asking:
    """Turns rows into documents; `lists` are those of the form."""

    def __init__(self, spoken: Spoken, lists: dict[str, Offered], report: Report) -> None:
        self.spoken, self.lists, self.report = spoken, lists, report
        self.offered: dict[str, Offered] = {}
        self.statements: dict[str, str] = {}

    def document(self, block: Block, code: str) -> dict[str, Any]:
        """Return what a row says by itself, without condition, or raise `LeftOut`."""
        kind = kind_of(block.row.get(OWN, "kind"), block.type)
        if block.asked is None:
            raise LeftOut("unknown_type", type=block.row.get("type"))
        if kind is None:
            raise LeftOut(f"type_{block.type}")
        made: dict[str, Any] = {"code": code, "kind": kind, **self.words(block)}
        fill = _FILLS.get(block.type)
        if fill:
            fill(self, block, made)
        return {key: one for key, one in made.items() if one not in (None, {}, [])}

    def words(self, block: Block) -> dict[str, Any]:
        """Return the text and the help of a row; a row without label is called by its name."""
        text = self.spoken.texts("survey", block.row, "label", block.name)
        if not text:
            text = {"fr": block.name}
            self.report.change("survey", block.row.line, block.name, "no_label")
        return {"text": text, "help": self.spoken.texts("survey", block.row, "hint", block.name)}

    def limits(self, row: Row, step: float = 1) -> Limits:
        """Return the limits of a row; what is not one is told."""
        written = row.get("bind", "constraint")
        found = limits_of(written, step) if written else Limits()
        if not found.whole:
            self.report.change(
                "survey", row.line, row.get("name"), "constraint", expression=written
            )
        return found

    def options(self, block: Block) -> Offered:
        """Return the options of a row, or raise `LeftOut`."""
        assert block.asked is not None
        found = self.lists.get(block.asked.list)
        if found is None:
            raise LeftOut("no_list", list=block.asked.list)
        if len(found.options) > MOST_OPTIONS:
            raise LeftOut("long_list", list=block.asked.list, most=MOST_OPTIONS)
        if block.asked.other:
            found = found.with_other(self.spoken.tags)
        if block.row.get("choice_filter"):
            expression = block.row.get("choice_filter")
            self.report.change(
                "survey", block.row.line, block.name, "choice_filter", expression=expression
            )
        self.offered[block.name] = found
        return found

    def written(self, block: Block, made: dict[str, Any]) -> None:
        """A text: short when its constraint says so, else as long as one likes."""
        limits = self.limits(block.row)
        short = KINDS["short_text"]
        assert isinstance(short, ShortText)
        appearance = block.row.get("control", "appearance").split()
        rows = block.row.get("parameters") or "multiline" in appearance
        said = block.row.get(OWN, "kind") == made["kind"]
        if limits.longest and limits.longest <= short.longest and not rows and not said:
            made["kind"] = short.name
        made |= {"min": limits.shortest, "max_length": limits.longest}
        self._unheld(block, limits, ("least", "most", "most_choices"))

    def number(self, block: Block, made: dict[str, Any]) -> None:
        """A number between its limits."""
        if block.type == "decimal":
            said = block.row.get(OWN, "decimals")
            made["decimals"] = int(said) if said.isdigit() else USUAL_DECIMALS
            if not said:
                self.report.change(
                    "survey", block.row.line, block.type, "decimals", decimals=USUAL_DECIMALS
                )
        limits = self.limits(block.row, 10.0 ** -made["decimals"] if "decimals" in made else 1)
        made |= {"min": limits.least, "max": limits.most}
        self._unheld(block, limits, ("shortest", "longest", "most_choices"))

    def _unheld(self, block: Block, limits: Limits, names: tuple[str, ...]) -> None:
        """Tell a constraint that means nothing for this type."""
        if any(getattr(limits, name) is not None for name in names) or limits.alone:
            expression = block.row.get("bind", "constraint")
            self.report.change(
                "survey", block.row.line, block.row.get("name"), "constraint", expression=expression
            )

    def span(self, block: Block, made: dict[str, Any]) -> None:
        """A range: a scale when it is short and whole, else a number."""
        said = {"start": "0", "end": "10", "step": "1"} | parameters(block.row.get("parameters"))
        try:
            start, end, step = (_number(said[key]) for key in ("start", "end", "step"))
        except ValueError:
            raise LeftOut("range", parameters=block.row.get("parameters")) from None
        start, end, step = min(start, end), max(start, end), abs(step)
        whole = start == int(start) and end == int(end) and step == 1
        if whole and 1 <= end - start <= WIDEST:
            low, high = int(start), int(end)
            made |= {"kind": "scale", "min": low, "max": high}
            made |= {"low": {"fr": str(low)}, "high": {"fr": str(high)}}
            self.report.change("survey", block.row.line, block.name, "scale_ends")
        else:
            decimals = 0 if whole or step == int(step) else len(f"{step:.6f}".rstrip("0")[2:])
            made |= {"kind": "number", "min": start, "max": end, "decimals": decimals or None}
            if step != 1:
                self.report.change("survey", block.row.line, block.name, "step", step=step)
        self.limits(block.row)

    def date(self, block: Block, made: dict[str, Any]) -> None:
        """A date, as precise as its appearance says."""
        for appearance in block.row.get("control", "appearance").split():
            if appearance in _PRECISIONS:
                made["precision"] = _PRECISIONS[appearance]
        self.limits(block.row)

    def note(self, block: Block, made: dict[str, Any]) -> None:
        """A text to read: its first line, then the others where every language has as many."""
        split = {tag: text.split("\n") for tag, text in made["text"].items()}
        split = {
            tag: [line.strip() for line in lines if line.strip()] for tag, lines in split.items()
        }
        if len({len(lines) for lines in split.values()}) == 1:
            made["text"] = {tag: lines[0] for tag, lines in split.items()}
            count = len(next(iter(split.values())))
            made["lines"] = [
                {tag: lines[n] for tag, lines in split.items()} for n in range(1, count)
            ]

    def choosing(self, block: Block, made: dict[str, Any]) -> None:
        """Options; several may have a most, and some that go alone."""
        offered, limits = self.options(block), self.limits(block.row)
        if block.type == "select_multiple":
            offered = offered.alone(limits.alone)
            made["max_choices"] = limits.most_choices
        made["options"] = [dict(one) for one in offered.options]


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


_FILLS: Mapping[str, Callable[[Asking, Block, dict[str, Any]], None]] = {
    "text": Asking.written,
    "integer": Asking.number,
    "decimal": Asking.number,
    "range": Asking.span,
    "date": Asking.date,
    "note": Asking.note,
    "select_one": Asking.choosing,
    "select_multiple": Asking.choosing,
    "rank": Asking.choosing,
}
