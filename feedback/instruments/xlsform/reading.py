"""A form as a questionnaire: every row carried, changed or left out, and told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from feedback.formats.xlsform.book import OWN, Book, Row, UnreadableForm
from feedback.formats.xlsform.standard import yes
from feedback.instruments.checking import check_questions
from feedback.instruments.definition import Definition, load
from feedback.instruments.findings import Finding
from feedback.instruments.kinds import KINDS
from feedback.instruments.kinds.simple import SIMPLE
from feedback.instruments.languages import FRENCH
from feedback.instruments.parsing import LABEL, MOST_QUESTIONS, read_question
from feedback.instruments.path import keys
from feedback.instruments.questions import Question
from feedback.instruments.rule_checks import check
from feedback.instruments.rules import Rule
from feedback.instruments.xlsform.asking import Asking, LeftOut
from feedback.instruments.xlsform.choices import lists_of
from feedback.instruments.xlsform.codes import code_of
from feedback.instruments.xlsform.columns import tell_lost, tell_unknown
from feedback.instruments.xlsform.conditions import (
    CannotCarry,
    Known,
    joined,
    knowledge,
    rule_of,
    tidy,
)
from feedback.instruments.xlsform.expressions import relevant
from feedback.instruments.xlsform.extras import completed, told
from feedback.instruments.xlsform.grids import grid
from feedback.instruments.xlsform.heading import heading, is_ours
from feedback.instruments.xlsform.report import Report
from feedback.instruments.xlsform.spoken import Spoken, used
from feedback.instruments.xlsform.table import KINDS_OF_TYPE
from feedback.instruments.xlsform.tree import Block, every, tree

BESIDE = "other_text"  # marks the row in which a form asks to specify « other »


@dataclass(frozen=True)
class Read:
    """What a form becomes, and all that there is to say about it."""

    definition: Definition
    report: Report


@dataclass
class Scope:
    """What may be looked at from a place: the questions of the form, or of one step."""

    names: frozenset[str]
    known: dict[str, Known] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    inside: bool = False


def read_form(book: Book, kind: str = "survey") -> Read:
    """Return what a form becomes, of that kind when it does not say its own.

    Raises `UnreadableForm` when it has no shape, `DefinitionErrors` when what remains is no
    questionnaire.
    """
    report = Report()
    for remark in book.remarks:
        tell = report.leave if remark.reason == "formula_without_value" else report.change
        tell(remark.sheet, remark.line, remark.what, remark.reason)
    ours = is_ours(book)
    made = heading(book, kind, ours, report)
    questions = _Form(book, made["kind"], ours, report).questions()
    if not questions:
        raise UnreadableForm("no_question", left=list(report.left.values()))
    if len(questions) > MOST_QUESTIONS:
        raise UnreadableForm("too_many_questions", count=len(questions), most=MOST_QUESTIONS)
    made["questions"] = questions
    made.setdefault("languages", list(used([questions])))
    lent = any(entry.reason == "no_french" for entry in report.changed.values())
    made.setdefault("reviewed", [] if lent else [FRENCH])
    return Read(load(made), report)


class _Form:
    """The survey of one form, being read."""

    def __init__(self, book: Book, kind: str, ours: bool, report: Report) -> None:
        self.kind, self.ours, self.report = kind, ours, report
        self.blocks = tree(book.rows("survey"))
        count = sum(block.type in KINDS_OF_TYPE for block in every(self.blocks))
        if count > MOST_QUESTIONS * 2 or len(self.blocks) > MOST_QUESTIONS * 4:
            raise UnreadableForm("too_many_questions", count=count, most=MOST_QUESTIONS)
        spoken = Spoken(book, report, ours)
        self.asking = Asking(spoken, lists_of(book, spoken, report), report)
        if not ours:
            tell_unknown(book, report)
        self.has_steps = False

    def questions(self) -> list[dict[str, Any]]:
        """Return the questions as documents, in order."""
        scope = Scope(frozenset(block.name for block in every(self.blocks)))
        return self._walk(self.blocks, [], scope)

    def _walk(
        self, blocks: Iterable[Block], conditions: list[Rule], scope: Scope
    ) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for block in blocks:
            if block.row.get(OWN, "kind") == BESIDE:
                continue
            try:
                found += self._block(block, conditions, scope)
            except LeftOut as why:
                for one in every([block]):
                    self.report.changed.forget("survey", one.row.line)
                self.report.leave("survey", block.row.line, block.name, why.reason, **why.values)
            scope.met.add(block.name)
        return found

    def _block(self, block: Block, conditions: list[Rule], scope: Scope) -> list[dict[str, Any]]:
        if block.type == "begin_repeat":
            return [self._keep(block, conditions, scope, self._steps(block, scope))]
        if block.type in ("begin_group", "begin_score"):
            return self._group(block, conditions, scope)
        document = self.asking.document(block, code_of(block.name, scope.taken))
        return [self._keep(block, conditions, scope, document)]

    def _group(self, block: Block, conditions: list[Rule], scope: Scope) -> list[dict[str, Any]]:
        """A grid becomes one question; any other group disappears, its condition stays."""
        document = None if scope.inside else grid(self.asking, block, scope.taken)
        if document:
            return [self._keep(block, conditions, scope, document)]
        own = self._condition(block.row, scope)
        found = self._walk(block.inside, [*conditions, *own], scope)
        if block.row.under("label") and not (found and self._titled(block, found[0], scope)):
            self.report.leave("survey", block.row.line, block.name, "group_label")
        return found

    def _titled(self, block: Block, first: dict[str, Any], scope: Scope) -> bool:
        """Let the title of a group be that of the part its first question begins."""
        title = self.asking.words(block).get("text", {})
        fits = all(len(one) <= LABEL and "{reponse" not in one for one in title.values())
        if scope.inside or "section" in first or not title or not fits:
            return False
        first["section"] = title
        return True

    def _steps(self, block: Block, scope: Scope) -> dict[str, Any]:
        """A repeat as a list of steps, each of its questions a field."""
        if scope.inside:
            raise LeftOut("repeat_in_repeat")
        if self.has_steps:
            raise LeftOut("second_repeat")
        if self.kind != "interview":
            raise LeftOut("repeat_in_survey")
        names = frozenset(one.name for one in every(block.inside))
        fields = self._walk(block.inside, [], Scope(names, inside=True))
        if not fields:
            raise LeftOut("empty_repeat")
        code = code_of(block.name, scope.taken)
        return {"code": code, "kind": "steps", **self.asking.words(block), "fields": fields}

    def _keep(
        self, block: Block, conditions: list[Rule], scope: Scope, document: dict[str, Any]
    ) -> dict[str, Any]:
        """Give a question its condition and what our columns say; check it, tell it."""
        row = block.row
        more = told(row)
        held = more.pop("show_if", None)
        own = self._held(row, held, scope) or self._condition(row, scope)
        rules = [*conditions, *own]
        if rules:
            whole = joined("all", list(rules))
            document["show_if"] = own[0] if len(rules) == len(own) else tidy(dict(whole))  # type: ignore[arg-type]
        self._require(row, document)
        document = completed(document, more)
        document = {key: one for key, one in document.items() if one != {}}
        question = self._checked(document, scope)
        if document["code"] != block.name:
            self.report.change("survey", row.line, block.name, "renamed", ours=document["code"])
        self.has_steps = self.has_steps or bool(question.fields)
        self.report.carry(row.line, block.name, question.kind)
        if not self.ours:
            tell_lost(row, self.report)
        self._know(block, question, scope)
        return document

    def _require(self, row: Row, document: dict[str, Any]) -> None:
        said = row.get("bind", "required")
        required = yes(said) if said else False
        if required is None:
            self.report.change("survey", row.line, row.get("name"), "required", expression=said)
        if required and not KINDS[document["kind"]].asks:
            self.report.change("survey", row.line, row.get("name"), "required_note")
        elif required:
            document["required"] = True

    def _held(self, row: Row, rule: Any, scope: Scope) -> list[Rule]:
        """The rule of our own column, as long as nobody changed the condition beside it."""
        known = scope.known.values()
        if not isinstance(rule, dict) or check(rule, {one.code: one.target for one in known}):
            return []
        names = {one.code: name for name, one in scope.known.items()}
        boxes = {one.code for one in known if one.box}
        same = relevant(rule, boxes, names) == row.get("bind", "relevant")
        return [rule] if same else []

    def _condition(self, row: Row, scope: Scope) -> list[Rule]:
        """The condition of a row: none when there is none or when it cannot be carried."""
        written = row.get("bind", "relevant")
        if not written:
            return []
        try:
            found = rule_of(written, scope.known, scope.names - scope.met)
        except CannotCarry as why:
            self.report.change(
                "survey", row.line, row.get("name"), f"condition_{why.reason}",
                expression=written, name=why.name,
            )  # fmt: skip
            return []
        if found is False:
            raise LeftOut("never", expression=written)
        return [] if found is True else [found]

    def _checked(self, document: dict[str, Any], scope: Scope) -> Question:
        """Return the question, or raise `LeftOut` with what is wrong in it."""
        found: list[Finding] = []
        question = read_question(document, "", found, inside=scope.inside)
        if scope.inside and question.kind not in SIMPLE:
            raise LeftOut("not_in_repeat")
        found = found or check_questions((replace(question, show_if=None),), self.kind)
        problems = [one.told for one in found]
        if not problems and question.show_if is not None:
            targets = {one.code: one.target for one in scope.known.values()}
            problems = check(question.show_if, targets)
        if problems:
            raise LeftOut("fault", problem=" ".join(problems[:3]))
        return question

    def _know(self, block: Block, question: Question, scope: Scope) -> None:
        """Let the rows below look at the question."""
        scope.taken |= set(keys(question))
        codes: Sequence[tuple[str, str]] = [(block.name, question.code)]
        if question.statements:
            rows = [one for one in block.inside if one.name in self.asking.statements]
            codes = [(one.name, self.asking.statements[one.name]) for one in rows]
        found = knowledge(question, self._names(block))
        for name, code in codes:
            if name in scope.known:
                del scope.known[name]  # two questions of one name: nobody knows which is meant
            elif code in found:
                scope.known[name] = found[code]

    def _names(self, block: Block) -> dict[str, str]:
        found = self.asking.offered.get(block.name)
        return found.names if found else {}
