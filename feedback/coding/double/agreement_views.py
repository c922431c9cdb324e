"""Pages of agreement: figures of a round per code, per text and together; the same as a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

from babel.numbers import format_decimal, format_percent
from flask import Response, request
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.codebook.queries import codes as study_codes
from feedback.coding.blueprint import bp
from feedback.coding.double import queries, tree, workbook
from feedback.coding.double.agreement import (
    SEGMENT,
    THRESHOLD,
    UNITS,
    Agreement,
    Mark,
    Text,
    compute,
)
from feedback.coding.double.desk import common
from feedback.coding.double.forms import STRATA
from feedback.coding.double.models import Round, RoundText
from feedback.coding.queries import hue
from feedback.corpus.moderation import words
from feedback.db import db, utcnow
from feedback.studies.models import Study
from feedback.web.pages import page

UNIT_NAMES = {
    "response": _l("par réponse"), "character": _l("par caractère"), "segment": _l("par segment"),
}  # fmt: skip
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STEPS = tuple(range(10, 101, 10))  # thresholds offered, in percent


@dataclass(frozen=True)
class Choice:
    """What the person asks to see, as the address holds it."""

    unit: str
    percent: int  # of |∩| / |∪|
    level: int
    pair: tuple[Account, Account]

    @property
    def t(self) -> float:
        """The threshold as a share."""
        return self.percent / 100


def choice_of(found: Round) -> Choice:
    """The choice of the address; what is unknown asks for the first."""
    given = request.args
    unit = given.get("unite", "")
    percent = given.get("recouvrement", "")
    level = given.get("niveau", "")
    by_id = {coder.public_id: coder for coder in found.coders}
    asked = [by_id[i] for i in given.get("paire", "").split("-") if i in by_id][:2]
    first, second = asked if len({a.id for a in asked}) == 2 else found.coders[:2]
    return Choice(
        unit if unit in UNITS else UNITS[0],
        int(percent) if percent.isascii() and percent.isdigit() and int(percent[:4]) in STEPS
        else round(THRESHOLD * 100),
        int(level) if level in ("1", "2", "3", "4", "5") else 0,
        (first, second),
    )  # fmt: skip


@dataclass(frozen=True)
class Read:
    """All that figures of a round are made of, read once."""

    round: Round
    texts: list[RoundText]
    done: set[tuple[int, int]]
    marks: list[Any]
    codes: Mapping[int, Code]
    paths: Mapping[int, list[int]]

    @property
    def deepest(self) -> int:
        """The deepest level a code put is at."""
        return max((len(self.paths[mark.code_id]) for mark in self.marks), default=1)

    def rows(self, level: int) -> list[Code]:
        """Codes somebody put, rolled up, in the order of the codebook."""
        upper = tree.rolled_up(self.paths, level)
        there = {text.id for text in self.texts}
        put = {upper[mark.code_id] for mark in self.marks if mark.text_id in there}
        return [code for number, code in self.codes.items() if number in put]

    def agreement(self, unit: str, t: float, level: int) -> Agreement:
        """The agreement of all coders, by their places in the round."""
        upper = tree.rolled_up(self.paths, level)
        places = {coder.id: n for n, coder in enumerate(self.round.coders)}
        texts = [
            Text(
                text.id, text.document.length,
                frozenset(n for number, n in places.items() if (text.id, number) in self.done),
            )
            for text in self.texts
        ]  # fmt: skip
        marks = (
            Mark(m.text_id, places[m.coder_id], upper[m.code_id], m.start, m.end)
            for m in self.marks
        )
        rows = [code.id for code in self.rows(level)]
        return compute(texts, marks, rows, len(places), unit, t)


def read(found: Round) -> Read:
    """Read what figures are made of: a few statements, whatever the size of the round."""
    study = db.session.get_one(Study, found.study_id)
    known = {code.id: code for code in study_codes(study, archived=True)}
    return Read(
        found, queries.texts_of(found), queries.finished(found), queries.marks(found), known,
        tree.paths(list(known.values())),
    )  # fmt: skip


@bp.get("/series-de-codage/<public_id>/accord")
@may("code")
def agreement(public_id: str) -> Any:
    """The agreement on each code, each text, and all together."""
    found = queries.compared(account(), public_id)
    choice, facts = choice_of(found), read(found)
    computed = facts.agreement(choice.unit, choice.t, choice.level)
    places = {coder.id: n for n, coder in enumerate(found.coders)}
    rows = facts.rows(choice.level)
    pair = places[choice.pair[0].id], places[choice.pair[1].id]
    return page(
        "coding/double/agreement.html", **common(found), choice=choice, rows=rows, hue=hue,
        result=computed, at=tuple(sorted(pair)), pairs=list(combinations(found.coders, 2)),
        places=places, texts=facts.texts, units=UNIT_NAMES, steps=STEPS, words=words,
        deepest=facts.deepest, segment=choice.unit == SEGMENT, shown=shown, share=share,
        both=_both(facts, choice),
    )  # fmt: skip


def _both(facts: Read, choice: Choice) -> int:
    """Texts both have finished."""
    return sum(
        all((text.id, coder.id) in facts.done for coder in choice.pair) for text in facts.texts
    )


@lru_cache(maxsize=2000)
def _written(value: float, percent: bool, locale: str) -> str:
    """A figure as its language writes it: a large page repeats a few of them."""
    if percent:
        return format_percent(value, locale=locale)
    return format_decimal(value, "0.00", locale=locale)


def shown(value: float | None) -> str:
    """A coefficient with two decimals, or a dash when it is not defined."""
    return "–" if value is None else _written(round(value, 6), False, str(get_locale()))


def share(value: float | None) -> str:
    """A share in percent, or a dash."""
    return "–" if value is None else _written(round(value, 6), True, str(get_locale()))


@bp.get("/series-de-codage/<public_id>/accord.xlsx")
@may("code")
def agreement_file(public_id: str) -> Response:
    """The same figures, in the three units, as a workbook."""
    found = queries.compared(account(), public_id)
    choice, facts = choice_of(found), read(found)
    told = common(found)
    drawing, done = found.drawing, facts.done
    there = {text.id for text in facts.texts}
    about = workbook.Facts(
        study=told["study"].title, round=found.name, coders=[c.name for c in found.coders],
        drawn=drawing["drawn"], there=drawing["there"], kept=len(facts.texts), seed=found.seed,
        strata=", ".join(str(STRATA[one]) for one in drawing["strata"]),
        scope="tous les codes" if found.whole else f"codes sous {found.branch}",
        level=f"ramenés au niveau {choice.level}" if choice.level else "code par code",
        t=choice.t, closed=found.closed_at is not None,
        finished=[sum((t, c.id) in done for t in there) for c in found.coders],
    )  # fmt: skip
    body = workbook.write(
        {unit: facts.agreement(unit, choice.t, choice.level) for unit in UNITS},
        [(code.id, code.key, code.name) for code in facts.rows(choice.level)],
        [(text.id, text.position, text.document.public_id) for text in facts.texts],
        about, utcnow(),
    )  # fmt: skip
    response = Response(body, mimetype=WORKBOOK)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="accord-{found.public_id}.xlsx"'
    )
    response.headers["Cache-Control"] = "no-store"
    return response
