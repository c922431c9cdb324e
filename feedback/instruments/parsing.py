"""JSON to frozen questions: options, statements, fields of a step."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from feedback.instruments.findings import Finding
from feedback.instruments.languages import Texts
from feedback.instruments.questions import ROLES, VALID, Option, Question, Statement
from feedback.instruments.reader import Reader, read_texts

MODES = ("borne", "accompagne", "lien", "saisie", "entretien")
MOST_QUESTIONS, MOST_OPTIONS, MOST_STATEMENTS, MOST_LINES = 500, 200, 50, 50
LABEL, TEXT, HELP, UNIT = 300, 1000, 2000, 40
_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")


def read_option(source: Any, place: str, problems: list[Finding]) -> Option:
    """Return one option."""
    reader = Reader(source, place, problems)
    value = reader.word("value", needed=True)
    reader.place = f"{place}, option « {value} »"
    option = Option(
        value=value,
        label=reader.texts("label", LABEL, needed=True),
        score=reader.number("score"),
        role=_role(reader),
        exclusive=reader.flag("exclusive"),
        other=reader.flag("other"),
        fixed=reader.flag("fixed"),
        icon=reader.word("icon") or None,
        picture=reader.word("picture") or None,
    )
    reader.close()
    return option


def _role(reader: Reader) -> str:
    role = reader.word("role") or VALID
    if role not in ROLES:
        reader.fault(f"le rôle « {role} » n’existe pas ({', '.join(ROLES)}).")
    return role


def read_statement(source: Any, place: str, problems: list[Finding]) -> Statement:
    """Return one statement of a matrix."""
    reader = Reader(source, place, problems)
    code = reader.code()
    reader.place = f"{place}, énoncé « {code} »"
    statement = Statement(
        code=code,
        text=reader.texts("text", TEXT, needed=True),
        dimension=_dimension(reader),
        scores=_scores(reader),
    )
    reader.close()
    return statement


def _scores(reader: Reader) -> dict[str, float]:
    value = reader.take("scores")
    if value is None:
        return {}
    scores = Reader(value, f"{reader.place}, « scores »", reader.problems)
    found = {key: scores.number(key) for key in list(value)} if isinstance(value, Mapping) else {}
    return {str(key): number for key, number in found.items() if number is not None}


def read_question(
    source: Any, place: str, problems: list[Finding], inside: bool = False
) -> Question:
    """Return one question; `inside` a step list it may not hold another."""
    found: list[Finding] = []
    question = _question(Reader(source, place, found), inside)
    problems += (replace(one, code=question.code or None) for one in found)
    return question


def _question(reader: Reader, inside: bool) -> Question:
    place, problems = reader.place, reader.problems
    code = reader.code()
    where = "champ" if inside else "question"
    reader.place = f"{place}, {where} « {code} »" if inside else f"Question « {code} »"
    here = reader.place
    question = Question(
        code=code,
        kind=reader.word("kind", needed=True),
        text=reader.texts("text", TEXT, needed=True),
        help=reader.texts("help", HELP),
        required=reader.flag("required"),
        dimension=_dimension(reader),
        show_if=reader.take("show_if"),
        modes=reader.words("modes", MODES),
        counted=reader.flag("counted", default=True),
        options=tuple(
            read_option(o, here, problems) for o in reader.listed("options", MOST_OPTIONS)
        ),
        statements=tuple(
            read_statement(one, here, problems)
            for one in reader.listed("statements", MOST_STATEMENTS)
        ),
        fields=() if inside else _fields(reader),
        lines=_lines(reader),
        max_length=reader.whole("max_length"),
        max_choices=reader.whole("max_choices"),
        min=reader.number("min"),
        max=reader.number("max"),
        decimals=reader.whole("decimals") or 0,
        unit=reader.texts("unit", UNIT),
        low=reader.texts("low", LABEL),
        high=reader.texts("high", LABEL),
        precision=reader.word("precision") or None,
        random=reader.flag("random"),
        ask=reader.whole("ask"),
        section=reader.texts("section", LABEL),
    )
    reader.close()
    return question


def _dimension(reader: Reader) -> str | None:
    """Return the stable key of a code of the codebook; whether it exists, the study knows."""
    key = reader.word("dimension")
    if key and not _KEY.fullmatch(key):
        reader.fault(f"la dimension « {key} » n’a pas la forme d’une clé du livre de codes.")
    return key or None


def _fields(reader: Reader) -> tuple[Question, ...]:
    listed = reader.listed("fields", MOST_STATEMENTS)
    return tuple(read_question(one, reader.place, reader.problems, inside=True) for one in listed)


def _lines(reader: Reader) -> tuple[Texts, ...]:
    place = f"{reader.place}, « lines »"
    listed = reader.listed("lines", MOST_LINES)
    return tuple(read_texts(one, place, TEXT, reader.problems) for one in listed)
