"""Pages of the analysis of codings; each has its picture and its workbook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, request
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import may
from feedback.analysis.codings import queries, sheets, together
from feedback.analysis.codings.desk import (
    VALENCES,
    choice,
    field_of,
    in_order,
    show,
    the_code,
    top_only,
)
from feedback.analysis.codings.lines import MOST, lines
from feedback.analysis.codings.saturation import curve
from feedback.analysis.codings.table import Table, told
from feedback.analysis.codings.words import ATTRIBUTES, MEASURES, ORDERS, value_names
from feedback.codebook.queries import codes
from feedback.coding.words import labels
from feedback.db import utcnow
from feedback.formats.sheets import Page, Sheet
from feedback.formats.text import normalise
from feedback.web.menu import Door
from feedback.web.workbooks import workbook

bp = Blueprint("codings", __name__)
DOORS = (
    Door(
        _l("Analyse des codages"), _l("Fréquences, croisements, codes ensemble, saturation, citations."),
        "codings.frequencies", "code", "chart-column", 63,
    ),
)  # fmt: skip
MOST_COLUMNS, MOST_TEXTS, MOST_QUOTES = 40, 1_000, 5_000


def _file(name: str, public_id: str, make: Callable[[queries.Field], Sheet]) -> Any:
    """A workbook of one sheet and its read-me; files are in French."""
    with force_locale("fr"):
        field = field_of(public_id)
        made = make(field)
        book: list[Sheet | Page] = [
            sheets.readme(field.study.title, made, field.filters.as_address()),
            made,
        ]
        properties = sheets.properties(field.study.title, made.name)
    return workbook(f"vive-voix_{name}.xlsx", book, properties, utcnow())


# --- Frequencies ---------------------------------------------------------------------------


@bp.get("/etudes/<public_id>/analyse/frequences")
@may("code")
def frequencies(public_id: str) -> Any:
    """How often each code was put: codings, texts, persons, valence."""
    field = field_of(public_id)
    found, whole = queries.frequencies(field, top_only())
    return show(
        "frequencies", field, frequencies=found, whole=whole, labels=labels(),
        branches=in_order(field.study, top_only()),
        most=max((one.counts.texts for one in found.values()), default=0),
    )  # fmt: skip


@bp.get("/etudes/<public_id>/analyse/frequences.xlsx")
@may("code")
def frequencies_file(public_id: str) -> Any:
    """The same as a workbook."""

    def make(field: queries.Field) -> Sheet:
        found, _whole = queries.frequencies(field, top_only())
        return sheets.frequencies(in_order(field.study, top_only()), found)

    return _file("frequences", public_id, make)


# --- Code × attribute ----------------------------------------------------------------------


def _crossed(field: queries.Field) -> tuple[str, str, Table]:
    attribute = choice("attribut", ATTRIBUTES, "kind")
    measure = choice("mesure", MEASURES, "personnes")
    found = queries.crossed(field, attribute, top_only())
    names = value_names(attribute, found.values)
    least = current_app.config["MASK_INSIDE"] if measure == "personnes" else 0
    branches = in_order(field.study, top_only())
    return attribute, measure, told(branches, found, names, measure, least)


@bp.get("/etudes/<public_id>/analyse/croisements")
@may("code")
def crosses(public_id: str) -> Any:
    """Codes against an attribute of the texts or of their authors."""
    field = field_of(public_id)
    attribute, measure, table = _crossed(field)
    return show(
        "crosses", field, attribute=attribute, attributes=ATTRIBUTES, measure=measure,
        measures=MEASURES, table=table.narrow(MOST_COLUMNS), all_columns=len(table.columns),
        threshold=current_app.config["MASK_INSIDE"],
    )  # fmt: skip


@bp.get("/etudes/<public_id>/analyse/croisements.xlsx")
@may("code")
def crosses_file(public_id: str) -> Any:
    """The same as a workbook, every column."""

    def make(field: queries.Field) -> Sheet:
        attribute, measure, table = _crossed(field)
        return sheets.crosses(table, str(ATTRIBUTES[attribute]), str(MEASURES[measure]))

    return _file("croisements", public_id, make)


# --- Codes together ------------------------------------------------------------------------


def _met(field: queries.Field) -> tuple[str, dict[int, int], list[together.Meeting]]:
    unit = choice("unite", ("chevauchement", "texte"), "chevauchement")
    found = together.meetings(queries.spans(field, top_only()), unit == "chevauchement")
    return unit, *found


@bp.get("/etudes/<public_id>/analyse/codes-ensemble")
@may("code")
def cooccurrences(public_id: str) -> Any:
    """Codes that meet, with their c-coefficient, and their map."""
    field = field_of(public_id)
    unit, single, met = _met(field)
    branches = in_order(field.study, top_only())
    drawn = together.mapped([branch.code.id for branch in branches], single, met)
    return show(
        "cooccurrences", field, unit=unit, single=single, met=met[: queries.PAGE],
        all_met=len(met), drawn=drawn, codes={branch.code.id: branch.code for branch in branches},
    )  # fmt: skip


@bp.get("/etudes/<public_id>/analyse/codes-ensemble.xlsx")
@may("code")
def cooccurrences_file(public_id: str) -> Any:
    """The same as a workbook: every pair, code against code."""

    def make(field: queries.Field) -> Sheet:
        _unit, single, met = _met(field)
        return sheets.together(in_order(field.study, top_only()), single, met)

    return _file("codes-ensemble", public_id, make)


# --- Saturation ----------------------------------------------------------------------------


@bp.get("/etudes/<public_id>/analyse/saturation")
@may("code")
def saturation(public_id: str) -> Any:
    """New codes by text, in the order of dates."""
    field = field_of(public_id)
    found = curve(queries.by_date(field, top_only()))
    return show(
        "saturation", field, curve=found, documents=queries.documents([s.text for s in found.steps]),
        codes={branch.code.id: branch.code for branch in in_order(field.study)},
    )  # fmt: skip


@bp.get("/etudes/<public_id>/analyse/saturation.xlsx")
@may("code")
def saturation_file(public_id: str) -> Any:
    """The same as a workbook."""

    def make(field: queries.Field) -> Sheet:
        found = curve(queries.by_date(field, top_only()))
        named = {branch.code.id: branch.code for branch in in_order(field.study)}
        return sheets.saturation(found, queries.documents([s.text for s in found.steps]), named)

    return _file("saturation", public_id, make)


# --- Quotes, words in context --------------------------------------------------------------


@bp.get("/etudes/<public_id>/analyse/citations")
@may("code")
def quotes(public_id: str) -> Any:
    """Find passages by code, valence, place, origin, speaker; copy those that may be quoted."""
    field, valence = field_of(public_id), VALENCES.get(request.args.get("valence", ""))
    code, before = the_code(field), normalise(request.args.get("avant", ""))[:10]
    found = queries.quotes(field, code, valence, before)
    return show(
        "quotes", field, quotes=found[: queries.PAGE], code=code, codes=codes(field.study, True),
        valence=valence, labels=labels(), total=queries.how_many(field, code, valence),
        more=found[queries.PAGE - 1].id if len(found) > queries.PAGE else None,
        continued=bool(before), quoted=sheets.quoted, why=sheets.why,
    )  # fmt: skip


@bp.get("/etudes/<public_id>/analyse/citations.xlsx")
@may("code")
def quotes_file(public_id: str) -> Any:
    """The same as a workbook."""

    def make(field: queries.Field) -> Sheet:
        valence = VALENCES.get(request.args.get("valence", ""))
        return sheets.quotes(queries.quotes(field, the_code(field), valence, limit=MOST_QUOTES))

    return _file("citations", public_id, make)


@bp.get("/etudes/<public_id>/analyse/mots-en-contexte")
@may("code")
def context(public_id: str) -> Any:
    """Each place where words are found, with what stands before and after."""
    field, order = field_of(public_id), choice("ordre", ORDERS, "texte")
    found = _lines(field, order, MOST)
    return show("context", field, lines=found[:MOST], found=len(found), order=order, orders=ORDERS)


def _lines(field: queries.Field, order: str, most: int | None = None) -> Any:
    terms = queries.wanted(field.study, field.states, field.filters).terms
    if not any(not term.excluded for term in terms):
        return []
    return lines(queries.concordance(field, MOST_TEXTS), terms, order, most)


@bp.get("/etudes/<public_id>/analyse/mots-en-contexte.xlsx")
@may("code")
def context_file(public_id: str) -> Any:
    """The same as a workbook."""

    def make(field: queries.Field) -> Sheet:
        return sheets.context(_lines(field, choice("ordre", ORDERS, "texte")))

    return _file("mots-en-contexte", public_id, make)
