"""From a card filled in to the question: French is written there, the words of other languages
are kept beside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from feedback.instruments.drafting import conditions
from feedback.instruments.drafting.cards import ICON, PICTURE, lines_said, number, said
from feedback.instruments.drafting.conditions import Condition, Subject
from feedback.instruments.drafting.editing import Renamed, french, relined
from feedback.instruments.drafting.naming import short
from feedback.instruments.kinds import KINDS
from feedback.instruments.parsing import MODES
from feedback.instruments.questions import VALID, Option, Question, Statement
from feedback.instruments.xlsform.codes import code_of, value_of

GIVEN = "question"  # codes given to what is not yet written begin so
GIVEN_VALUE = re.compile(r"reponse_[1-9]")


def applied(
    question: Question, card: Mapping[str, Any], taken: set[str], known: Sequence[Subject]
) -> tuple[Question, Renamed]:
    """Return the question as its card says, and what was renamed by it.

    `taken` are the codes in use, its own included; `known` what its rule may look at.
    """
    uses = KINDS[question.kind].uses
    others = taken - {question.code, *(s.code for s in question.statements)}
    text = french(question.text, said(card["text"]))
    code = _code(question, card, text.get("fr", ""), others)
    made = replace(
        question, code=code, text=text, help=french(question.help, said(card["help"])),
        section=french(question.section, said(card["section"])), required=bool(card["required"]),
        counted=not card["uncounted"], dimension=said(card["dimension"]) or None,
        modes=tuple(mode for mode in MODES if mode in (card["modes"] or ())),
        show_if=_rule(question, card, known),
        **{name: _attribute(question, card, name) for name in uses if name in _READ},
    )  # fmt: skip
    codes = {question.code: code} if code != question.code else {}
    values: dict[tuple[str, str], str] = {}
    if "options" in uses:
        options, renamed = _options(question, card["options"])
        made = replace(made, options=options)
        asked = (question.code, *(s.code for s in question.statements))
        values = {(one, was): now for one in asked for was, now in renamed.items()}
    if "statements" in uses:
        statements = _statements(question, card["statements"], others | {code}, code)
        codes |= {was: now.code for was, now in statements if was and was != now.code}
        made = replace(made, statements=tuple(now for _was, now in statements))
    return made, Renamed(codes, values)


def _code(question: Question, card: Mapping[str, Any], text: str, others: set[str]) -> str:
    """The code typed; a code that was only given is made from the first words once there are."""
    typed = str(card["code"] or "").strip()
    given = question.code.split("_")[0] == GIVEN
    if text and (not typed or (given and typed == question.code)):
        return code_of(short(text), others)
    return code_of(typed or question.code, others)


_READ = frozenset(
    ("random", "max_length", "max_choices", "min", "max", "decimals", "ask", "unit", "low", "high",
     "precision", "lines")
)  # fmt: skip


def _attribute(question: Question, card: Mapping[str, Any], name: str) -> Any:
    if name == "random":
        return bool(card[name])
    if name == "precision":
        return card[name] if card[name] in ("day", "month", "year") else None
    if name == "lines":
        return relined(question.lines, lines_said(card[name]))
    if name in ("unit", "low", "high"):
        return french(getattr(question, name), said(card[name]))
    value = number(card[name])
    return (value or 0) if name == "decimals" else value


def _rule(
    question: Question, card: Mapping[str, Any], known: Sequence[Subject]
) -> Mapping[str, Any] | None:
    """The rule as it stands when its lines say the same, or cannot say it."""
    held = conditions.read(question.show_if)
    if held is None:
        return question.show_if
    lines = [
        conditions.fitted(_condition(row, known), known)
        for row in card["conditions"] if row["code"]
    ]  # fmt: skip
    join = card["join"] if len(lines) > 1 else "all"
    if (join, lines) == held:
        return question.show_if
    return conditions.written(join or "all", lines)


def _condition(row: Mapping[str, Any], known: Sequence[Subject]) -> Condition:
    subject = next((one for one in known if one.code == row["code"]), None)
    typed = (row["figure"] or "").strip()
    figures = (typed,) if typed else ()
    values = figures if subject and subject.numeric else tuple(row["values"] or ())
    if subject is None:
        values = tuple(row["values"] or ()) or figures
    return Condition(row["code"], row["how"] or "", values)


def _options(
    question: Question, rows: Sequence[Mapping[str, Any]]
) -> tuple[tuple[Option, ...], dict[str, str]]:
    """The answers of the rows, and values renamed; a row never filled in is nothing."""
    held = {one.value: one for one in question.options}
    made: list[Option] = []
    renamed: dict[str, str] = {}
    used = {str(row["value"] or "").strip() for row in rows}
    for row in rows:
        was, label = held.get(row["was"] or ""), said(row["label"])
        if was is None and not label:
            continue
        value = str(row["value"] or "").strip()
        if not value or (was and _given(was, value, label)):
            value = was.value if was and not label else value_of(short(label), used)
            used.add(value)
        if was and value != was.value:
            renamed[was.value] = value
        made.append(_option(was or Option(value, {}), value, label, row))
    return tuple(made), renamed


def _given(was: Option, value: str, label: str) -> bool:
    """Is it the value an answer began with, now that its words are written?"""
    unchanged = value == was.value and GIVEN_VALUE.fullmatch(value)
    return bool(unchanged and label and label != was.label.get("fr"))


def _option(was: Option, value: str, label: str, row: Mapping[str, Any]) -> Option:
    shown = said(row["shown"])
    return replace(
        was, value=value, label=french(was.label, label), score=number(row["score"]),
        role=row["role"] or VALID, exclusive=bool(row["exclusive"]), other=bool(row["other"]),
        fixed=bool(row["fixed"]),
        icon=shown.removeprefix(ICON) if shown.startswith(ICON) else None,
        picture=shown.removeprefix(PICTURE) if shown.startswith(PICTURE) else None,
    )  # fmt: skip


def pasted(question: Question, text: str) -> tuple[Option, ...]:
    """Return an answer for each line of a list, under values of their own."""
    used = {one.value for one in question.options}
    made = []
    for label in dict.fromkeys(lines_said(text)):
        made.append(Option(value_of(short(label[:200]), used), {"fr": label[:300]}))
        used.add(made[-1].value)
    return tuple(made)


def _statements(
    question: Question, rows: Sequence[Mapping[str, Any]], others: set[str], code: str
) -> list[tuple[str, Statement]]:
    """The lines of a matrix with the code each had; a row never filled in is nothing."""
    held = {one.code: one for one in question.statements}
    made: list[tuple[str, Statement]] = []
    used = set(others)
    for row in rows:
        was, text = held.get(row["was"] or ""), said(row["text"])
        if was is None and not text:
            continue
        typed = str(row["code"] or "").strip()
        given = was is not None and was.code.split("_")[0] == GIVEN and typed == was.code
        fresh = code_of(f"{code}_{short(text)}", used) if text else (was.code if was else code)
        now = fresh if not typed or (given and text) else code_of(typed, used)
        used.add(now)
        one = replace(
            was or Statement(now, {}), code=now, text=french(was.text if was else {}, text),
            dimension=said(row["dimension"]) or None,
        )  # fmt: skip
        made.append((was.code if was else "", one))
    return made
