"""How far the coders of a round agree: on a page, and as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.codebook.models import Code
from feedback.codebook.queries import codes
from feedback.coding.double import agreement, queries, sheets, tree
from feedback.coding.double.agreement import Asked, Row
from feedback.coding.double.blueprint import bp
from feedback.coding.double.desk import leads, open_to, round_page
from feedback.coding.double.forms import UNITS
from feedback.coding.double.models import Round
from feedback.coding.double.units import THRESHOLDS, Text
from feedback.coding.queries import hue
from feedback.db import db, utcnow
from feedback.studies.models import Study
from feedback.web.pages import go, page
from feedback.web.workbooks import workbook as answer


@dataclass(frozen=True)
class Figures:
    """All that the page and the workbook tell of a round."""

    round: Round
    study: Study
    asked: Asked
    level: int
    codes: dict[int, Code]
    texts: list[Text]
    rows: list[Row]

    @property
    def compared(self) -> list[int]:
        """The codes of the rows."""
        return [row.code for row in self.rows if row.code is not None]


def _asked(found: Round) -> tuple[Asked, int]:
    args, many = request.args, len(found.coders)
    unit = args.get("unite", "text")
    first, _dash, second = args.get("paire", "").partition("-")
    pair = (int(first), int(second)) if first.isdecimal() and second.isdecimal() else (0, 1)
    if not (pair[0] < pair[1] < many):
        pair = (0, 1)
    least = args.get("seuil", "50")
    level = args.get("niveau", "0")
    return Asked(
        unit if unit in UNITS else "text", pair,
        int(least) if least.isdecimal() and int(least) in THRESHOLDS else 50,
    ), int(level) if level in ("0", "1", "2", "3") else 0  # fmt: skip


def _figures(found: Round) -> Figures:
    owner = db.session.get_one(Study, found.study_id)
    book = codes(owner, archived=True)
    asked, level = _asked(found)
    inside = tree.under(book, found.branch)
    to = {c: up for c, up in tree.levels(book, level).items() if c in inside}
    texts = [text.rolled(to) for text in queries.texts(found)]
    used = {code for text in texts for spans in text.by_coder if spans for code in spans}
    shown = [one.id for one in book if one.id in used]
    rows = agreement.rows(texts, shown, asked)
    return Figures(found, owner, asked, level, {one.id: one for one in book}, texts, rows)


@bp.get("/double-codage/<public_id>/accord")
@may("code")
def agreed(public_id: str) -> Any:
    """Agreement per code and over all, by text, character or passage."""
    found = round_page(public_id)
    if not open_to(found):
        flash(
            _("L'accord se lit quand tout le monde a fini, ou quand le tirage est clos."), "error"
        )
        return go(url_for("double.show", public_id=public_id))
    figures = _figures(found)
    many = len(found.coders)
    titles = {one.text.document.public_id: one.text.document for one in queries.lines(found)}
    return page(
        "coding/double/agreement.html", figures=figures, round=found, study=figures.study,
        units=UNITS, thresholds=THRESHOLDS, hue=hue, lead=leads(found.study_id), me=account(),
        pairs=agreement.pairs(figures.texts, figures.compared, figures.asked, many)
        if many > 2 and figures.asked.unit != "segment" else [],
        by_text=agreement.by_text(figures.texts, figures.compared, figures.asked), titles=titles,
        differ_at={
            code: found_in[0] for code in figures.compared
            if (found_in := agreement.differing(figures.texts, {code}))
        },
        missing=sum(spans is None for text in figures.texts for spans in text.by_coder),
    )  # fmt: skip


@bp.get("/double-codage/<public_id>/accord.xlsx")
@may("code")
def workbook(public_id: str) -> Any:
    """The same as a workbook, for every unit."""
    found = round_page(public_id)
    if not open_to(found):
        return go(url_for("double.show", public_id=public_id))
    figures = _figures(found)
    made = sheets.sheets(
        figures.study.title, found, [one.name for one in found.coders], figures.codes,
        figures.texts, figures.compared, figures.asked,
    )  # fmt: skip
    properties = sheets.properties(figures.study.title, found.name)
    return answer(f"vive-voix_accord_{found.public_id}.xlsx", made, properties, utcnow())
