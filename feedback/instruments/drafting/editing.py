"""A draft changed by one act: each returns another definition; what is not touched stays equal.

A question is named by its path: its code, or for a field of a step list or of a bank
`code of the list.code of the field`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from feedback.instruments.definition import Definition
from feedback.instruments.languages import Texts
from feedback.instruments.path import keys
from feedback.instruments.questions import Option, Question
from feedback.instruments.xlsform.codes import code_of

Level = tuple[Question, ...]


@dataclass(frozen=True)
class Renamed:
    """Codes and values that changed their name, so that rules and quotations follow."""

    codes: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (code before, value)

    def __bool__(self) -> bool:
        return bool(self.codes or self.values)


def split(path: str) -> tuple[str, str]:
    """Return the list a path is in (empty for none), and the code in it."""
    parent, _dot, code = path.rpartition(".")
    return parent, code


def level(definition: Definition, parent: str) -> Level:
    """Return the questions of the instrument, or of one of its lists."""
    if not parent:
        return definition.written
    return next((q.fields for q in definition.written if q.code == parent), ())


def find(definition: Definition, path: str) -> Question | None:
    """Return the question at a path, as it is written."""
    parent, code = split(path)
    return next((q for q in level(definition, parent) if q.code == code), None)


def taken(definition: Definition) -> set[str]:
    """Return every code in use, of questions, statements and fields."""
    fields = (one for q in definition.written for one in q.fields)
    return {key for q in (*definition.written, *fields) for key in (q.code, *keys(q))}


def _with(definition: Definition, parent: str, questions: Iterable[Question]) -> Definition:
    made = tuple(questions)
    if parent:
        made = tuple(replace(q, fields=made) if q.code == parent else q for q in definition.written)
    return replace(definition, written=made)


def add(definition: Definition, question: Question, after: str) -> tuple[Definition, str]:
    """Put a question after the one at a path; also return its path.

    After nothing it is the first of the instrument; after `list.` the last of that list. Its code
    is changed when it is taken.
    """
    parent, code = split(after)
    made = replace(question, code=code_of(question.code, taken(definition)))
    listed = [*level(definition, parent)]
    last = len(listed) if after else 0
    at = next((n for n, q in enumerate(listed, 1) if q.code == code), last)
    listed.insert(at, made)
    return _with(definition, parent, listed), f"{parent}.{made.code}" if parent else made.code


def duplicate(definition: Definition, path: str) -> tuple[Definition, str]:
    """Put a copy after a question, under codes of its own; also return its path."""
    question = find(definition, path)
    if question is None:
        return definition, path
    used = taken(definition)
    fresh: dict[str, str] = {}
    for code in (*(s.code for s in question.statements), *(f.code for f in question.fields)):
        fresh[code] = code_of(f"{code}_copie", used)
        used.add(fresh[code])
    copied = _recoded(question, Renamed(fresh))
    return add(definition, replace(copied, code=code_of(f"{question.code}_copie", used)), path)


def remove(definition: Definition, path: str) -> Definition:
    """Take a question away; what looks at it stays and is told as a fault."""
    parent, code = split(path)
    return _with(definition, parent, (q for q in level(definition, parent) if q.code != code))


def move(definition: Definition, path: str, before: str) -> Definition:
    """Put a question before another of its level, or last for an empty code."""
    parent, code = split(path)
    listed = [*level(definition, parent)]
    moved = next((q for q in listed if q.code == code), None)
    if moved is None or before == code:
        return definition
    listed.remove(moved)
    at = next((n for n, q in enumerate(listed) if q.code == before), len(listed))
    listed.insert(at, moved)
    return _with(definition, parent, listed)


def shift(definition: Definition, path: str, by: int) -> Definition:
    """Put a question so many places further on; at the ends nothing changes."""
    parent, code = split(path)
    codes = [q.code for q in level(definition, parent)]
    if code not in codes:
        return definition
    at = codes.index(code) + by
    if not 0 <= at < len(codes):
        return definition
    rest = [one for one in codes if one != code]
    return move(definition, path, rest[at] if at < len(rest) else "")


def put(
    definition: Definition, path: str, question: Question, renamed: Renamed | None = None
) -> Definition:
    """Write a question at a path; rules and quotations follow what was renamed."""
    parent, code = split(path)
    made = (question if q.code == code else q for q in level(definition, parent))
    found = _with(definition, parent, made)
    if not renamed:
        return found
    if parent and not _is_bank(definition, parent):  # the rules of a step stay within it
        fields = (_recoded(q, renamed) for q in level(found, parent))
        return _with(found, parent, fields)
    return replace(found, written=tuple(_recoded(q, renamed) for q in found.written))


def _is_bank(definition: Definition, parent: str) -> bool:
    found = find(definition, parent)
    return found is not None and found.kind == "bank"


def _recoded(question: Question, renamed: Renamed) -> Question:
    """The question with its rule, its quotations and its inner codes under their new names."""
    return replace(
        question,
        show_if=_rule(question.show_if, renamed) if question.show_if else None,
        text=_quoting(question.text, renamed.codes),
        help=_quoting(question.help, renamed.codes),
        lines=tuple(_quoting(line, renamed.codes) for line in question.lines),
        statements=tuple(
            replace(s, code=renamed.codes.get(s.code, s.code)) for s in question.statements
        ),
        fields=tuple(
            replace(_recoded(f, renamed), code=renamed.codes.get(f.code, f.code))
            for f in question.fields
        ),
    )


def _quoting(texts: Texts, codes: Mapping[str, str]) -> Texts:
    found = dict(texts)
    for was, now in codes.items():
        for tag, text in found.items():
            if "{reponse:" in text:
                text = text.replace(f"{{reponse:{was}}}", f"{{reponse:{now}}}")
                found[tag] = text.replace(f"{{reponse:{was}|", f"{{reponse:{now}|")
    return found


def _rule(rule: Mapping[str, Any], renamed: Renamed) -> Mapping[str, Any]:
    ((operator, operand),) = rule.items()
    if operator in ("all", "any"):
        return {operator: [_rule(one, renamed) for one in operand]}
    if operator == "not":
        return {operator: _rule(operand, renamed)}
    if operator == "answered":
        return {operator: renamed.codes.get(operand, operand)}
    code, value = operand
    values = [renamed.values.get((code, one), one) if isinstance(one, str) else one
              for one in (value if isinstance(value, list) else [value])]  # fmt: skip
    expected = values if isinstance(value, list) else values[0]
    return {operator: [renamed.codes.get(code, code), expected]}


def with_texts(
    definition: Definition, title: str, texts: Mapping[str, str],
    lines: Mapping[str, Sequence[str]],
) -> Definition:  # fmt: skip
    """Write the French of the title and of the texts around the questions."""
    said = {key: french(definition.texts.get(key, {}), text) for key, text in texts.items()}
    listed = {key: relined(definition.lines.get(key, ()), some) for key, some in lines.items()}
    return replace(
        definition,
        title=french(definition.title, title),
        texts={key: one for key, one in said.items() if one},
        lines={key: some for key, some in listed.items() if some},
    )


def french(texts: Texts, words: str) -> Texts:
    """Write the French of a text; without any French nothing of it is left."""
    return {**texts, "fr": words} if words else {}


def relined(before: Sequence[Texts], lines: Sequence[str]) -> tuple[Texts, ...]:
    """Return French lines with the translations of those that were there: the same words, else
    the same place when their number has not changed."""
    by_words = {line.get("fr"): line for line in before}
    same = len(before) == len(lines)
    return tuple(
        french(by_words.get(one) or (before[n] if same else {}), one) for n, one in enumerate(lines)
    )


def options_added(question: Question, made: Sequence[Option], blank: Sequence[Option]) -> Question:
    """Return the question with more options, before those that close the list.

    One with the same words is not added again; `blank` ones, never written, make room.
    """
    kept = tuple(one for one in question.options if one not in blank)
    held = {one.label.get("fr") for one in kept}
    fresh = tuple(one for one in made if one.label.get("fr") not in held)
    at = next((n for n, one in enumerate(kept) if one.is_fixed), len(kept))
    return replace(question, options=kept[:at] + fresh + kept[at:])


def moved(listed: Sequence[Any], at: int, by: int) -> tuple[Any, ...]:
    """Return a list with one of its things so many places further on."""
    found = [*listed]
    if 0 <= at < len(found) and 0 <= at + by < len(found):
        found.insert(at + by, found.pop(at))
    return tuple(found)


def without(listed: Sequence[Any], at: int) -> tuple[Any, ...]:
    """Return a list without one of its things."""
    return tuple(one for n, one in enumerate(listed) if n != at)
