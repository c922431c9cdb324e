"""Questions put into a draft: codes made free, rules and quotations kept where they still hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l

from feedback.instruments.banks import BANK, opened
from feedback.instruments.canonical import plain
from feedback.instruments.definition import Definition
from feedback.instruments.kinds.steps import Steps
from feedback.instruments.languages import FRENCH
from feedback.instruments.path import keys
from feedback.instruments.pool.entries import Entry
from feedback.instruments.questions import Question
from feedback.instruments.quoting import PLACE, places
from feedback.instruments.rules import references
from feedback.instruments.xlsform.codes import code_of


@dataclass(frozen=True)
class Taken:
    """The document with the questions in it, their codes there, and what had to change."""

    document: dict[str, Any]
    codes: tuple[str, ...]
    told: tuple[Any, ...]
    unread: tuple[str, ...]  # languages no longer reviewed


def taken(
    draft: Definition, chosen: Sequence[Entry], after: str, pictures: Mapping[str, str]
) -> Taken:
    """Return the draft with the chosen questions after one of its own, last when it is unknown.

    `pictures` says by which token the study keeps a picture shown elsewhere.
    """
    codes = [question.code for question in draft.written]
    at = codes.index(after) + 1 if after in codes else len(codes)
    work = _Work(draft, at, pictures)
    made = [work.take(entry) for entry in _in_order(chosen)]
    document = draft.as_json()
    document["questions"][at:at] = made
    document["reviewed"] = [tag for tag in draft.reviewed if tag not in work.unread]
    return Taken(
        document, tuple(one["code"] for one in made), tuple(work.told()), tuple(work.unread)
    )


def _in_order(chosen: Sequence[Entry]) -> list[Entry]:
    """Questions of one place in the order they are asked there: rules look back."""
    first = {entry.place.key: at for at, entry in reversed([*enumerate(chosen)])}
    ranks = {
        entry.key: [q.code for q in entry.place.definition.questions].index(entry.question.code)
        for entry in chosen
    }
    return sorted(chosen, key=lambda entry: (first[entry.place.key], ranks[entry.key]))


@dataclass
class _Work:
    draft: Definition
    at: int
    pictures: Mapping[str, str]
    renamed: list[tuple[str, str]] = field(default_factory=list)
    unruled: list[str] = field(default_factory=list)
    unquoted: list[str] = field(default_factory=list)
    unread: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.taken = {key for question in self.draft.questions for key in keys(question)}
        before = opened(self.draft.written[: self.at])
        self.before = {key: question for question in before for key in keys(question)}
        self.names: dict[tuple[str, str], str] = {}  # codes here, by place and code there

    def take(self, entry: Entry) -> dict[str, Any]:
        """One question as the draft will ask it."""
        question = entry.question
        inside = question.fields if question.kind == Steps.name else ()
        here = _Here(
            self, entry,
            {one.code: one.code for one in inside}
            | {key: self._free(key) for key in _codes(question)},
        )  # fmt: skip
        made: dict[str, Any] = here.written(plain(question))
        made.pop("section", None)  # it says where it stood elsewhere
        self.names |= {(entry.place.key, old): new for old, new in here.own.items()}
        if here.own[question.code] != question.code:
            self.renamed.append((question.code, here.own[question.code]))
        return made

    def _free(self, code: str) -> str:
        found = code_of(code, self.taken)
        self.taken.add(found)
        return found

    def told(self) -> Iterator[Any]:
        """What had to change, in words."""
        for old, new in self.renamed:
            yield _l(
                "Le code « %(old)s » était pris : la question s'appelle ici « %(new)s ».",
                old=old, new=new,
            )  # fmt: skip
        for code in self.unruled:
            yield _l(
                "« %(code)s » avait une règle sur une question absente : elle est posée à tout le monde.",
                code=code,
            )
        for code in self.unquoted:
            yield _l(
                "« %(code)s » citait la réponse à une question absente : relisez son texte.",
                code=code,
            )


@dataclass
class _Here:
    """One question on its way."""

    work: _Work
    entry: Entry
    own: Mapping[str, str]  # its codes there and here

    def written(self, value: Any) -> Any:
        """The same part, as the draft writes it."""
        if isinstance(value, list):
            return [self.written(one) for one in value]
        if not isinstance(value, dict):
            return value
        if isinstance(value.get(FRENCH), str):
            return self._text(value)
        made = {name: self.written(one) for name, one in value.items() if name != "show_if"}
        if "show_if" in value and self._holds(references(value["show_if"])):
            made["show_if"] = _renamed(value["show_if"], self._name)
        elif "show_if" in value:
            self._once(self.work.unruled)
        if "kind" in value or "text" in value:  # a question or a statement
            made["code"] = self.own.get(value["code"], value["code"])
        if "picture" in value:
            made["picture"] = self.work.pictures.get(value["picture"], value["picture"])
        return made

    def _text(self, texts: dict[str, str]) -> dict[str, str]:
        kept = {tag: text for tag, text in texts.items() if tag in self.work.draft.languages}
        reviewed = self.entry.place.definition.reviewed
        self.work.unread |= dict.fromkeys(
            tag for tag in kept if tag in self.work.draft.reviewed and tag not in reviewed
        )
        return {tag: self._quoting(text) for tag, text in kept.items()}

    def _quoting(self, text: str) -> str:
        if not self._holds({code for code, _ in places(text)}):
            self._once(self.work.unquoted)
        return PLACE.sub(lambda place: self._place(place["code"], place["neutral"] or ""), text)

    def _place(self, code: str, neutral: str) -> str:
        if not self._holds({code}):
            return neutral or "…"
        return f"{{reponse:{self._name(code)}{neutral and '|' + neutral}}}"

    def _once(self, told: list[str]) -> None:
        code = self.own[self.entry.question.code]
        if code not in told:
            told.append(code)

    def _holds(self, codes: set[str]) -> bool:
        return all(self._name(code) for code in codes)

    def _name(self, code: str) -> str:
        """The code here of a question asked before, itself or another; empty when it is absent."""
        if code in self.own:
            return self.own[code]
        found = self.work.names.get((self.entry.place.key, code))
        if found:
            return found
        there = self.entry.place.definition
        source = next((q for q in there.questions if code in keys(q)), None)
        held = self.work.before.get(code)
        return code if held and source and _same(held, source) else ""


def _same(held: Question, source: Question) -> bool:
    """The same code asks the same in both."""
    ours, theirs = ({o.value for o in q.options} for q in (held, source))
    said, meant = held.text.get(FRENCH), source.text.get(FRENCH)
    return (held.kind, said, ours) == (source.kind, meant, theirs)


def _codes(question: Question) -> Iterator[str]:
    """Every code it brings: its own, those of statements, those of a bank's questions."""
    yield from keys(question)
    if question.kind == BANK:
        for one in question.fields:
            yield from keys(one)


def _renamed(rule: Mapping[str, Any], name: Any) -> dict[str, Any]:
    ((operator, operand),) = rule.items()
    if operator in ("all", "any"):
        return {operator: [_renamed(one, name) for one in operand]}
    if operator == "not":
        return {operator: _renamed(operand, name)}
    if operator == "answered":
        return {operator: name(operand)}
    return {operator: [name(operand[0]), operand[1]]}
