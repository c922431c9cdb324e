"""A questionnaire as the sheets of a form: first what the standard says, then what it cannot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from feedback.formats.xlsform.book import OWN, Book, Name, Row
from feedback.formats.xlsform.standard import Asked
from feedback.instruments.canonical import plain
from feedback.instruments.definition import FORMAT, Definition
from feedback.instruments.kinds import KINDS
from feedback.instruments.kinds.scale import points
from feedback.instruments.languages import FRENCH, KNOWN, SIMPLE, Texts
from feedback.instruments.questions import Option, Question, Statement
from feedback.instruments.words import WORDS
from feedback.instruments.xlsform.asking import Asking
from feedback.instruments.xlsform.choices import POINT, Offered
from feedback.instruments.xlsform.codes import code_of
from feedback.instruments.xlsform.conditions import CannotCarry, Known, knowledge, rule_of
from feedback.instruments.xlsform.expressions import constraint, literal, relevant
from feedback.instruments.xlsform.extras import missing, written
from feedback.instruments.xlsform.grids import grid
from feedback.instruments.xlsform.heading import TITLE
from feedback.instruments.xlsform.reading import BESIDE
from feedback.instruments.xlsform.report import Report
from feedback.instruments.xlsform.spoken import Spoken
from feedback.instruments.xlsform.table import type_of
from feedback.instruments.xlsform.tongues import NAMES
from feedback.instruments.xlsform.tree import Block

Cells = dict[Name, str]
_SETTINGS = {"code", "title", "texts", "questions", "format"}


@dataclass
class _Scope:
    """What stands before: what rules know, and what a form calls the codes it had to rename."""

    known: dict[str, Known] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    boxes: set[str] = field(default_factory=set)
    before: str = ""


def write_form(definition: Definition, version: int) -> Mapping[str, Sequence[Cells]]:
    """Return the rows of each sheet; read again they give the same definition."""
    writing = _Writing(definition)
    for question in definition.written:
        writing.question(question, writing.scope)
    sheets: dict[str, Sequence[Cells]] = {"survey": writing.survey}
    if writing.choices:
        sheets["choices"] = writing.choices
    sheets["settings"] = [_settings(definition, version)]
    sheets[OWN] = list(_around(definition))
    return sheets


def _settings(definition: Definition, version: int) -> Cells:
    document = definition.as_json()
    cells: Cells = {
        ("title",): _safe(definition.title[FRENCH]),
        ("id_string",): definition.code,
        ("version",): str(version),
        ("default_language",): NAMES[FRENCH],
        (OWN, "format"): str(FORMAT),
    }
    more = {key: one for key, one in document.items() if key not in _SETTINGS}
    return cells | {(OWN, key): written(one) for key, one in more.items()}


def _around(definition: Definition) -> Iterable[Cells]:
    """The title in every language, and the texts around the questions, in a sheet of our own."""
    yield {("place",): TITLE, **_by_tag(definition.title)}
    for name, texts in definition.texts.items():
        yield {("place",): name, **_by_tag(texts)}
    for name, lines in definition.lines.items():
        for line in lines:
            yield {("place",): name, ("list",): "1", **_by_tag(line)}


def _by_tag(texts: Texts) -> Cells:
    return {(tag,): texts[tag] for tag in KNOWN if tag in texts}


def _safe(text: str) -> str:
    """A text in which a form sees no reference to a question."""
    return text.replace("${", "$ {")


def _spoken(column: str, texts: Texts) -> Cells:
    """A text in its columns, one per language."""
    return {
        (OWN, column, tag) if tag == SIMPLE else (column, NAMES[tag]): _safe(text)
        for tag, text in texts.items()
    }


class _Writing:
    """One definition being written, row by row."""

    def __init__(self, definition: Definition) -> None:
        self.survey: list[Cells] = []
        self.choices: list[Cells] = []
        self.scope = _Scope()
        self.codes = {code for one in definition.questions for code in _codes(one)}
        report = Report()
        # Reads each row as it will be read: what comes out otherwise goes to our own columns.
        self.asking = Asking(Spoken(_columns(), report, True), {}, report)

    def question(self, question: Question, scope: _Scope) -> None:
        """Write one question, in as many rows as it takes."""
        if question.kind == "matrix":
            self._matrix(question, scope)
        elif question.kind == "steps":
            self._steps(question, scope)
        else:
            self._row(question, scope)
        found = knowledge(question, {option.value: option.value for option in question.options})
        for code, one in found.items():
            scope.known[scope.names.get(code, code)] = one
            if one.box:
                scope.boxes.add(code)

    def _row(self, question: Question, scope: _Scope) -> None:
        name = question.code
        if scope.before and name in self.codes:
            name = scope.names[question.code] = f"{scope.before}__{question.code}"
        listed = f"{scope.before}__{question.code}" if scope.before else question.code
        form_type = type_of(question)
        cells = self._head(question, scope, form_type, name)
        if question.required and KINDS[question.kind].asks:
            cells["bind", "required"] = "yes"
        if limits := constraint(question, question.kind):
            cells["bind", "constraint"] = limits
        if appearance := _appearance(question):
            cells["control", "appearance"] = appearance
        if form_type in ("select_one", "select_multiple", "rank"):
            cells["type",] = f"{form_type} {listed}"
            self._list(listed, question)
        block = Block(Row(2, cells), Asked(form_type, listed))
        natural = self.asking.document(block, name)
        self._finish(question, scope, cells, natural)
        self.survey.append(cells)
        if question.other:
            self._beside(question, question.other, scope, name)

    def _head(self, question: Question, scope: _Scope, form_type: str, name: str) -> Cells:
        texts = dict(question.text)
        if question.kind == "information":
            texts = {tag: _lines(question, tag) for tag in texts}
        cells: Cells = {("type",): form_type, ("name",): name}
        cells |= _spoken("label", texts) | _spoken("hint", question.help)
        if question.show_if is not None:
            cells["bind", "relevant"] = relevant(question.show_if, scope.boxes, scope.names)
        cells[OWN, "kind"] = question.kind
        return cells

    def _finish(
        self, question: Question, scope: _Scope, cells: Cells, natural: dict[str, Any]
    ) -> None:
        """Put in our own columns what the row alone would not say."""
        if question.show_if is not None:
            natural["show_if"] = self._read_again(cells["bind", "relevant"], scope)
        if cells.get(("bind", "required")):
            natural["required"] = True
        cells |= {(OWN, key): one for key, one in missing(natural, plain(question)).items()}

    def _read_again(self, expression: str, scope: _Scope) -> object:
        try:
            return rule_of(expression, scope.known)
        except CannotCarry:
            return None

    def _list(self, listed: str, question: Question) -> None:
        """The choices of a question; the points of a scale come first."""
        if question.kind == "scale":
            for point in points(question):
                cells: Cells = {("list name",): listed, ("name",): str(point)}
                self.choices.append(
                    cells | _spoken("label", _point(question, point)) | {(OWN, POINT): "1"}
                )
        natural = []
        for option in question.options:
            cells = {("list name",): listed, ("name",): option.value}
            cells |= _spoken("label", option.label)
            by_itself = {
                "value": option.value,
                "label": {t: _safe(x) for t, x in option.label.items()},
            }
            wanted = plain(option)
            natural.append(wanted)
            if question.kind == "multiple" and option.exclusive:
                natural[-1] = {key: one for key, one in wanted.items() if key != "exclusive"}
            more = missing(by_itself, natural[-1])
            self.choices.append(cells | {(OWN, key): one for key, one in more.items()})
        names = {option.value: option.value for option in question.options}
        self.asking.lists[listed] = Offered(natural, names)

    def _beside(self, question: Question, other: Option, scope: _Scope, name: str) -> None:
        """The row in which a form asks to specify « other »."""
        beside = code_of(f"{name}_precision", self.codes)
        self.codes.add(beside)
        operator = "contains" if question.kind == "multiple" else "equals"
        rule = {operator: [question.code, other.value]}
        label = {tag: WORDS["specify"][tag] for tag in question.text if tag in WORDS["specify"]}
        self.survey.append(
            {
                ("type",): "text",
                ("name",): beside,
                **_spoken("label", label),
                ("bind", "relevant"): relevant(rule, (), scope.names),
                (OWN, "kind"): BESIDE,
            }
        )

    def _matrix(self, question: Question, scope: _Scope) -> None:
        """A table: a group drawn as a list, one choice per phrase."""
        cells = self._head(question, scope, "begin_group", question.code)
        cells["control", "appearance"] = "table-list"
        self._list(question.code, question)
        rows = [self._phrase(question, one) for one in question.statements]
        asked = Asked("select_one", question.code)
        inside = [Block(Row(2, row), asked) for row in rows]
        natural = grid(self.asking, Block(Row(2, cells), Asked("begin_group"), inside), ()) or {}
        natural["statements"] = plain(question.statements)
        self._finish(question, scope, cells, natural)
        self.survey += [cells, *rows, {("type",): "end_group"}]

    def _phrase(self, question: Question, statement: Statement) -> Cells:
        cells: Cells = {("type",): f"select_one {question.code}", ("name",): statement.code}
        cells |= _spoken("label", statement.text)
        if question.required:
            cells["bind", "required"] = "yes"
        natural = {"code": statement.code, "text": {t: _safe(x) for t, x in statement.text.items()}}
        more = missing(natural, plain(statement))
        return cells | {(OWN, key): one for key, one in more.items()}

    def _steps(self, question: Question, scope: _Scope) -> None:
        """Steps: what is repeated, each field a row."""
        cells = self._head(question, scope, "begin_repeat", question.code)
        block = Block(Row(2, cells), Asked("begin_repeat"))
        natural = {"code": question.code, "kind": "steps", **self.asking.words(block)}
        natural = {key: one for key, one in natural.items() if one != {}}
        natural["fields"] = plain(question.fields)
        self._finish(question, scope, cells, natural)
        self.survey.append(cells)
        inner = _Scope(before=question.code)
        for one in question.fields:
            self.question(one, inner)
        self.survey.append({("type",): "end_repeat"})


def _codes(question: Question) -> set[str]:
    return {question.code, *(one.code for one in question.statements)}


def _columns() -> Book:
    """The columns of the languages, as the reader finds them in a form of ours."""
    return Book(headers={"survey": tuple(("label", name) for name in NAMES.values())})


def _lines(question: Question, tag: str) -> str:
    """The text and the lines under it, where each is said in the language."""
    lines = [question.text.get(tag, ""), *(line.get(tag, "") for line in question.lines)]
    return "\n".join(lines) if all(lines) else lines[0]


def _point(question: Question, point: int) -> Texts:
    """A point of a scale, with the words of the ends."""
    ends = {question.min: question.low, question.max: question.high}.get(point, {})
    tags = {*question.text, *ends}
    return {tag: f"{literal(point)} – {ends[tag]}" if tag in ends else str(point) for tag in tags}


def _appearance(question: Question) -> str:
    if question.kind == "long_text":
        return "multiline"
    precision = {"month": "month-year", "year": "year"}
    return precision.get(question.precision or "", "") if question.kind == "date" else ""
